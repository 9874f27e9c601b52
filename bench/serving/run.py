#!/usr/bin/env python3
"""Measures `phoney serve` beside nginx, which gives a static file of the same size, and beside a Python service.

Server and client run on processors of their own, one half each. The servers take turns in short runs, and the best run of
each counts, because other work on the machine only ever takes away. Nothing is asserted.
"""

import argparse
import json
import shutil
import sys
import tempfile
import urllib.request
from contextlib import ExitStack
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parent
sys.path[:0] = [str(BENCH / "serving"), str(BENCH / "report")]

import load  # noqa: E402
import servers  # noqa: E402
import slow_reader  # noqa: E402
from phoney import NotMeasured, build  # noqa: E402
from table import NOTHING, aligned, number  # noqa: E402

TEMPLATE = json.loads((ROOT / "examples" / "users-bench.json").read_text())
BULK = 1000
SLOW_BYTES_PER_SECOND = 20e6


def template_case(count: int) -> load.Case:
    return load.Case(f"POST /template, {count}", "/template", f"template-{count}", {"template": TEMPLATE, "count": count})


CASES = (load.Case("GET /fake/name", "/fake/name", "name"), template_case(1), template_case(100))
BULK_CASE = template_case(BULK)


def answer(port: int, case: load.Case) -> bytes:
    """phoney's answer, whose size the static file has."""
    data = None if case.body is None else json.dumps(case.body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{case.path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.read()


class Best:
    """The best run of each server and case."""

    def __init__(self) -> None:
        self.rates: dict[tuple[str, str], load.Rate] = {}

    def add(self, server: str, case: load.Case, rate: load.Rate) -> None:
        old = self.rates.get((server, case.name))
        if old is None or rate.requests_per_second > old.requests_per_second:
            self.rates[server, case.name] = rate

    def row(self, server: str, case: load.Case) -> list[str]:
        rate, phoney = self.rates[server, case.name], self.rates["phoney", case.name]
        times = phoney.requests_per_second / rate.requests_per_second
        cpu = rate.cpu_per_request / phoney.cpu_per_request if phoney.cpu_per_request else 0
        return [case.name, server, number(rate.requests_per_second), number(rate.cpu_per_request * 1e6), f"{rate.busy:.0%}",
                NOTHING if server == "phoney" else f"{times:.2f}", NOTHING if server == "phoney" else f"{cpu:.2f}"]


def start(stack: ExitStack, arguments: argparse.Namespace, cores: servers.Cores, folder: Path) -> tuple[dict, list[str]]:
    """The servers by the names of their rows, and why others are missing."""
    running = {"phoney": stack.enter_context(servers.phoney(arguments.phoney, cores))}
    running["phoney, logging"] = stack.enter_context(servers.phoney(arguments.phoney, cores, folder / "phoney.log"))
    missing = []
    if servers.nginx_binary():
        files = {case.static: answer(running["phoney"].port, case) for case in CASES}
        running["nginx"] = stack.enter_context(servers.nginx(folder / "nginx", files, cores))
        running["nginx, logging"] = stack.enter_context(servers.nginx(folder / "nginx-log", files, cores, logged=True))
    else:
        missing.append("nginx is not here: apt-get install nginx-light")
    if not arguments.no_python:
        try:
            running["Python stack"] = stack.enter_context(servers.python_stack(cores))
        except Exception as error:
            missing.append(f"the Python stack does not run here: {error}")
    return running, missing


def measure(running: dict[str, servers.Server], cores: servers.Cores, rounds: int, seconds: int) -> list[list[str]]:
    best, rows = Best(), []
    for case in CASES:
        names = [name for name in running if "logging" not in name or case is CASES[0]]
        for _ in range(rounds):
            for name in names:
                best.add(name, case, load.run(running[name], case, cores, seconds))
        rows += [best.row(name, case) for name in names]
    return rows


def bulk_line(binary: Path, cores: servers.Cores, rounds: int, seconds: int) -> str:
    """Records a second in long answers, whose client has little to do."""
    with servers.phoney(binary, cores) as server:
        rate = max((load.run(server, BULK_CASE, cores, seconds) for _ in range(rounds)), key=lambda rate: rate.requests_per_second)
    return (f"{number(rate.requests_per_second * BULK)} records/s in answers of {BULK} records; {cores}"
            f" ({number(rate.cpu_per_request / BULK * 1e9)} ns of CPU per record, server {rate.busy:.0%} busy)")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/http", description=__doc__)
    parser.add_argument("--phoney", type=Path, help="a binary to measure (default: the release is built)")
    parser.add_argument("--rounds", type=int, default=4, help="runs of each server and request (default: %(default)s)")
    parser.add_argument("--seconds", type=int, default=2, help="length of a run (default: %(default)s)")
    parser.add_argument("--no-python", action="store_true", help="leave the Python service out")
    arguments = parser.parse_args()
    if min(arguments.rounds, arguments.seconds) < 1:
        parser.error("--rounds and --seconds must be at least 1")
    return arguments


def main() -> None:
    arguments = parse_arguments()
    missing_tools = [tool for tool in ("wrk", "taskset") if not shutil.which(tool)]
    if missing_tools:
        sys.exit(f"{', '.join(missing_tools)} not found; bench/http installs what this program needs")
    if arguments.phoney is None:
        arguments.phoney = ROOT / "build" / "release" / "phoney"
        try:
            build(ROOT, "release", "phoney")
        except NotMeasured as error:
            sys.exit(str(error))
    cores = servers.split_cores()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        running, missing = start(stack, arguments, cores, Path(folder))
        print(f"{cores}; {load.CONNECTIONS} connections ({load.PYTHON_CONNECTIONS} to the Python stack); best of {arguments.rounds} runs of {arguments.seconds} s", flush=True)
        rows = measure(running, cores, arguments.rounds, arguments.seconds)
        header = ["request", "server", "requests/s", "CPU us/request", "busy", "phoney:it", "its CPU:phoney's"]
        print(aligned([header, *rows], left=2))
        print(*missing, sep="\n", end="\n" if missing else "")
        for shares in dict.fromkeys((cores, servers.all_cores())):
            print(bulk_line(arguments.phoney, shares, arguments.rounds, arguments.seconds))
        with servers.phoney(arguments.phoney, cores) as fresh:
            peak, seconds = slow_reader.peak_bytes(fresh, TEMPLATE, SLOW_BYTES_PER_SECOND)
        print(f"{peak / 1e6:.1f} MB at most while a client read {slow_reader.RECORDS:,} records in {seconds:.1f} s")


if __name__ == "__main__":
    main()
