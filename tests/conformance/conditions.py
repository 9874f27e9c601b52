"""Counts the cells in which the pinned Faker gives other values where it is not run as COMPATIBILITY.md says.

    .venv/bin/python tests/conformance/conditions.py --seeds 4

Prints, of all cells over the first seeds: how many differ without `random.seed`, how many on a host in New York, and how
many there if the clock that is compared with stands at the host's wall time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from datetime import datetime

import differences
import frozen
import vectors
from oracle import Oracle

NEW_YORK = "EST5EDT,M3.2.0,M11.1.0"  # as POSIX writes its rules, so that the host needs no time zones
WALL_TIME_THERE = "2024-02-29T07:34:56Z"
OTHER_STATE = 1_000_003  # what Python's `random` is seeded with where it is not the seed

Values = list[list[str]]


def values(now: str, seeds: int, locale: str | None, seeds_random: bool) -> Values:
    """The lines of each cell in this process's zone."""
    import time_machine

    # By a timestamp, since a datetime would set the zone too.
    time_machine.travel(datetime.fromisoformat(now).timestamp(), tick=False).start()
    frozen.freeze = lambda _: None
    oracle = Oracle(now)

    def seeded(name: str, seed: int | str) -> object:
        source = oracle.instance(name)
        source.seed_instance(seed)
        random.seed(seed if seeds_random else OTHER_STATE + int(seed))
        return source

    oracle.seeded = seeded
    return [
        [differences.faker_line(cell.generator, oracle.answer(name, cell.generator, seed)) for seed in range(seeds)]
        for name in ([locale] if locale else vectors.locales()) for cell in vectors.read(name)
    ]


def in_zone(zone: str, now: str, arguments: argparse.Namespace, seeds_random: bool = True) -> Values:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--seeds", str(arguments.seeds), "--print", now, *(["--locale", arguments.locale] if arguments.locale else [])]
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": "0", "PYTHONTZPATH": "", "SEEDS_RANDOM": "1" if seeds_random else ""}
    return json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=3600).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=4, help="seeds of each cell, from 0 on (default: %(default)s)")
    parser.add_argument("--locale", help="only this locale")
    parser.add_argument("--print", metavar="NOW", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.print:
        json.dump(values(arguments.print, arguments.seeds, arguments.locale, bool(os.environ["SEEDS_RANDOM"])), sys.stdout)
        return

    def differing(some: Values, others: Values) -> int:
        return sum(one != other for one, other in zip(some, others, strict=True))

    usual = in_zone("UTC", frozen.DEFAULT_NOW, arguments)
    print(f"{len(usual)} cells, seeds 0 to {arguments.seeds - 1}")
    print(f"without random.seed: {differing(usual, in_zone('UTC', frozen.DEFAULT_NOW, arguments, seeds_random=False))} differ")
    there = in_zone(NEW_YORK, frozen.DEFAULT_NOW, arguments)
    print(f"in New York: {differing(usual, there)} differ")
    print(f"in New York, with its wall time as `now`: {differing(in_zone('UTC', WALL_TIME_THERE, arguments), there)} differ")


if __name__ == "__main__":
    main()
