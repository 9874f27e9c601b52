"""No request takes more CPU time than twice its limit, nor twice as much as it may after it was told to stop.

    python tests/limits/test_limits.py --probe build/test/tests/limits/phoney_limits_probe --cases 5000
    python tests/limits/test_limits.py --probe ... --seed 7 --case 1234     one drawn case alone, as a failure names it

First come the requests of named.py, each of which once took far more; then drawn ones. Each is answered with the limits for
clients without credentials, by the functions of the HTTP API, in one thread whose CPU time is measured. Then each is told to stop
while it runs.
"""

from __future__ import annotations

import argparse
import json
import select
import subprocess
import sys
from collections.abc import Iterator

from named import named_requests
from drawn_requests import Draw, Generator, Request, size

CPU_LIMIT_MS = 500
MOST_CPU_MS = 2 * CPU_LIMIT_MS
STOP_LIMIT_MS = 100
MOST_AFTER_STOP_MS = 2 * STOP_LIMIT_MS  # a block of bzip2 takes nearly the limit itself
MOST_BYTES = 33 << 20  # 32 MiB of records, and what is around them
PATIENCE_S = 60  # for an answer, until the probe is given up
STOPS_MS = (5, 20, 60)


class Probe:
    def __init__(self, path: str) -> None:
        self.path = path
        self.process: subprocess.Popen | None = None

    def generators(self) -> list[Generator]:
        listed = subprocess.run([self.path, "list"], stdout=subprocess.PIPE, check=True, timeout=PATIENCE_S)
        return [Generator(**entry) for entry in json.loads(listed.stdout)]

    def answer(self, request: Request) -> dict | None:
        """The probe's answer, or None if it gave none in time."""
        if self.process is None:
            self.process = subprocess.Popen([self.path, "answer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
            line = self.process.stdout.readline() if ready else b""
        except BrokenPipeError:
            line = b""
        if line:
            return json.loads(line)
        self.close()
        return None

    def close(self) -> None:
        if self.process is None:
            return
        self.process.kill()
        self.process.communicate(timeout=60)
        self.process = None


def wrong_with(answer: dict | None) -> str | None:
    if answer is None:
        return f"gave no answer within {PATIENCE_S} s, or crashed"
    if answer["cpu_ms"] > MOST_CPU_MS:
        return f"took {answer['cpu_ms']:.0f} ms of CPU time; its limit is {CPU_LIMIT_MS}"
    if answer.get("after_ms", 0) > MOST_AFTER_STOP_MS:
        return f"took {answer['after_ms']:.0f} ms of CPU time after it was told to stop; its limit is {STOP_LIMIT_MS}"
    if answer["bytes"] > MOST_BYTES:
        return f"gave {answer['bytes']} bytes"
    return None


def drawn(generators: list[Generator], seed: int, first: int, cases: int) -> Iterator[tuple[str, Request]]:
    for case in range(first, first + cases):
        draw = Draw(f"{seed}:{case}", generators)
        request = draw.request()
        yield f"--seed {seed} --case {case}", request
        yield f"--seed {seed} --case {case}", request | {"stop_ms": draw.random.choice(STOPS_MS)}


def chosen(arguments: argparse.Namespace, probe: Probe) -> Iterator[tuple[str, Request]]:
    if arguments.case is None:
        for name, request in named_requests():
            yield f"--name {name}", request
            yield f"--name {name}", request | {"stop_ms": 60}
    if arguments.name is None:
        first, cases = (0, arguments.cases) if arguments.case is None else (arguments.case, 1)
        yield from drawn(probe.generators(), arguments.seed, first, cases)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--probe", required=True)
    parser.add_argument("--cases", type=int, default=300, help="how many to draw")
    parser.add_argument("--seed", type=int, default=1, help="what they are drawn from")
    parser.add_argument("--case", type=int, help="only this one of those drawn")
    parser.add_argument("--name", help="only this one of those with a name")
    parser.add_argument("--slowest", type=int, default=0, help="show so many of the slowest")
    parser.add_argument("--below", type=int, default=1 << 30, help="of requests below so many bytes")
    arguments = parser.parse_args()
    probe = Probe(arguments.probe)
    # A test is one request, answered to the end and stopped midway.
    tests, failures, seen = set(), set(), []
    for name, request in chosen(arguments, probe):
        if arguments.name is not None and name != f"--name {arguments.name}":
            continue
        answer = probe.answer(request)
        wrong = wrong_with(answer)
        tests.add(name)
        if wrong is not None:
            failures.add(name)
            print(f"{name}: {wrong}: {json.dumps(request)[:300]}", flush=True)
        if answer is not None and size(request) < arguments.below:
            seen.append((answer["cpu_ms"], answer.get("after_ms"), answer["outcome"], name, json.dumps(request)[:400]))
    probe.close()
    for cpu, after, outcome, name, request in sorted(seen, key=lambda entry: -entry[0])[: arguments.slowest]:
        print(f"{cpu:9.1f} ms {outcome:20} {name} {request}" + ("" if after is None else f" ({after:.1f} ms after the stop)"))
    print(f"{len(tests - failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
