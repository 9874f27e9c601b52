#!/usr/bin/env python3
"""Measures phoney as a Lambda function under AWS's Runtime Interface Emulator, beside functions that do less or the same.

phoney is measured twice: by itself, and as it is deployed on AWS, where it reads Parameter Store and Secrets Manager over TLS
before it is ready. Here a stub on this machine answers at once; on AWS the network and the services add their own time.

Of the others, two answer everything alike: the hello world of AWS's runtime for Rust, and a C++ program on bare sockets, the floor. The
third makes the same data: FastAPI, Mangum and Faker under AWS's runtime client for Python. They take turns, and medians are
shown, with the least in brackets, because other work on the machine only ever adds. Nothing is asserted.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parent
sys.path[:0] = [str(ROOT / "tests" / "lambda"), str(BENCH / "report")]

import program as tested  # noqa: E402
import rie  # noqa: E402
from certificates import Certificates  # noqa: E402
from phoney import NotMeasured, build  # noqa: E402
from region import Region, default_quotas  # noqa: E402
from table import NOTHING, aligned, number  # noqa: E402

EVENTS = ROOT / "tests" / "lambda" / "events"
MIXED = ("http_api", "function_url", "rest_api", "load_balancer", "scheduled")
INIT = re.compile(r"INIT REPORT\(durationMs: ([\d.]+)\)")
INVOKE = re.compile(r"INVOKE RTDONE\(status: success, produced bytes: \d+, duration: ([\d.]+)ms\)")
MIXED_INVOCATIONS = 1000
DEPLOYED = "phoney, settings over TLS"
PARAMETERS = {"API_USERNAME": "admin", "CORS_ORIGINS": "none", "RATE_LIMIT_PER_MINUTE": "0"}
CREDENTIALS = {"jwt_secret": tested.SECRETS["SECRET_KEY"], "api_password_hash": tested.SECRETS["API_PASSWORD_HASH"]}


@dataclass
class Times:
    """Milliseconds, as the emulator reports them."""

    ready: list[float] = field(default_factory=list)  # from the start of the process to its asking for work
    first: list[float] = field(default_factory=list)  # from there to the end of the first invocation
    warm: list[float] = field(default_factory=list)
    overhead: list[float] = field(default_factory=list)  # of warm ones, without what the answer says it took to make
    faults: list[float] = field(default_factory=list)  # page faults up to the first answer
    resident_mb: float | None = None


def shown(values: list[float]) -> str:
    return f"{number(statistics.median(values))} ({number(min(values))})" if values else NOTHING


def median(values: list[float]) -> float | None:
    return statistics.median(values) if values else None


def engine_ms(reply: dict) -> float | None:
    """What the answer says the engine took."""
    body = json.loads(reply["body"])
    return body.get("execution_time_ms")


def page_faults(pid: int) -> int:
    """Those that the process has had so far, without those that waited for a disk."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[7])


def cold(program: list[str], environment: dict[str, str], times: Times, warm: int) -> None:
    """One start, and some invocations after it."""
    event = json.loads((EVENTS / "http_api.json").read_text())
    with rie.emulated(environment, tuple(program[1:]), Path(program[0])) as function:
        replies = [function.invoke(event)]
        times.faults.append(page_faults(function.function_pid()))
        replies += [function.invoke(event) for _ in range(warm)]
        log = function.log.read_text()
    times.ready.append(float(INIT.search(log)[1]))
    durations = [float(value) for value in INVOKE.findall(log)]
    times.first.append(times.ready[-1] + durations[0])
    times.warm += durations[1:]
    for duration, reply in zip(durations[1:], replies[1:]):
        if (engine := engine_ms(reply)) is not None:
            times.overhead.append(duration - engine)


def resident(program: list[str], environment: dict[str, str]) -> float:
    """Megabytes after many invocations of all kinds."""
    events = [json.loads((EVENTS / f"{name}.json").read_text()) for name in MIXED]
    with rie.emulated(environment, tuple(program[1:]), Path(program[0])) as function:
        for i in range(MIXED_INVOCATIONS):
            function.invoke(events[i % len(events)])
        status = Path(f"/proc/{function.function_pid()}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def build_sockets() -> list[str]:
    path = ROOT / "build" / "bench" / "lambda-sockets"
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["c++", "-std=c++20", "-O2", "-static", "-s", "-o", path, BENCH / "function" / "sockets.cc"], check=True)
    return [str(path)]


def build_rust() -> list[str]:
    """Static, as what runs on Lambda without its libraries must be."""
    target = ROOT / "build" / "bench-peers" / "rust_hello"
    host = re.search(r"^host: (.+)$", subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout, re.MULTILINE)[1]
    subprocess.run(
        ["cargo", "build", "--quiet", "--release", "--target", host, "--target-dir", target], check=True, cwd=BENCH / "function" / "rust_hello",
        env={**os.environ, "RUSTFLAGS": "-C target-feature=+crt-static"})
    return [str(target / host / "release" / "bench-rust-hello")]


def build_python() -> list[str]:
    """An environment with the Python function; installed once."""
    folder = ROOT / "build" / "bench-peers" / "lambda"
    wanted = (BENCH / "function" / "requirements.txt").read_text() + f"faker=={(ROOT / 'data' / 'FAKER_VERSION').read_text().strip()}\n"
    installed = folder / "installed.txt"
    if not installed.is_file() or installed.read_text() != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *wanted.split()], check=True)
        installed.write_text(wanted)
    return [str(folder / "bin" / "python"), "-m", "awslambdaric", "python_handler.handler"]


def measured(programs: dict[str, list[str]], environments: dict[str, dict[str, str]], rounds: int, warm: int) -> dict[str, Times]:
    """They take turns."""
    times = {name: Times() for name in programs}
    for round_number in range(rounds):
        print(f"round {round_number + 1} of {rounds}", file=sys.stderr)
        for name, program in programs.items():
            cold(program, environments[name], times[name], warm)
    for name in times.keys() - {"python"}:  # which would take minutes
        times[name].resident_mb = resident(programs[name], environments[name])
    return times


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/lambda", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="cold starts of each")
    parser.add_argument("--warm", type=int, default=40, help="invocations after each start")
    parser.add_argument("--binary", type=Path, help="a phoney to measure in place of the release build")
    arguments = parser.parse_args()
    if arguments.binary is None:
        build(ROOT, "release", "phoney")
    phoney = arguments.binary or ROOT / "build" / "release" / "phoney"
    programs = {"phoney": [str(phoney.resolve())]}
    for name, build_function in (("sockets", build_sockets), ("rust", build_rust), ("python", build_python)):
        try:
            programs[name] = build_function()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{name}: not measured: {error}", file=sys.stderr)
    environments = {name: {"PYTHONPATH": str(BENCH / "function")} for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        region = Region(default_quotas(), PARAMETERS, CREDENTIALS, Certificates(Path(folder)))
        programs[DEPLOYED] = programs["phoney"]
        environments[DEPLOYED] = region.environment
        times = measured(programs, environments, arguments.rounds, arguments.warm)
        region.close()
    rows = [["function", "ready ms", "first answer ms", "warm ms", "overhead ms", "page faults", "resident MB"]]
    for name, taken in times.items():
        rows.append([name, shown(taken.ready), shown(taken.first), shown(taken.warm), shown(taken.overhead),
                     number(median(taken.faults)), number(taken.resident_mb)])
    print(aligned(rows))
    print()
    own = times.pop("phoney")
    del times[DEPLOYED]
    for name, other in times.items():
        ratios = [f"{label} {number(median(theirs) / median(ours))}x ({number(min(theirs) / min(ours))}x)" for label, ours, theirs in (
            ("ready", own.ready, other.ready), ("first answer", own.first, other.first), ("warm", own.warm, other.warm))]
        print(f"{name}, times phoney's: {', '.join(ratios)}")


if __name__ == "__main__":
    try:
        main()
    except NotMeasured as reason:
        sys.exit(f"not measured: {reason}")
