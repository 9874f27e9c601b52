"""Compare phoney with the Faker installed here, over random cells and seeds, or over given parameters.

    python tests/conformance/check_live.py --phoney build/phoney --cells 500 --seeds 8 --random-seed 1
    python tests/conformance/check_live.py --phoney build/phoney --params cases.jsonl --seeds 8

A line of the file is {"generator": "iban", "locale": "de_DE", "params": {}}; with "now", the clock stands there.
With "python_before", [3, 13] for example, the case is left out under that Python or a newer one, which refuses it.
In a random cell that reads the clock it stands at one of several times.
Cells in pending.txt are not drawn. Where Faker raises, phoney must answer with
an error, of whichever code but not_implemented.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import canonical
import clocks
import differences
import frozen
import pending
import phoney
import vectors
from oracle import Oracle

ALPHABET = "abcXYZ 0189-_äßéñΩжя日本한👍\u0301"


@dataclass(frozen=True)
class Case:
    """One request of both."""

    generator: str
    locale: str
    seed: int | str
    params: dict[str, Any] = field(default_factory=dict)
    now: str = frozen.DEFAULT_NOW


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare phoney with the installed Faker.")
    parser.add_argument("--phoney", required=True, metavar="PATH", help="the phoney to test")
    parser.add_argument("--seeds", type=int, default=8, help="seeds for each cell or case")
    parser.add_argument("--cells", type=int, default=500, help="cells to draw")
    parser.add_argument("--random-seed", type=int, default=0, help="decides which cells and seeds are drawn")
    parser.add_argument("--params", type=Path, metavar="FILE", help="compare the cases in this file instead")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="show at most N differences")
    arguments = parser.parse_args()
    frozen.ensure_environment()
    draw = random.Random(arguments.random_seed)
    if arguments.params:
        cases = [
            Case(case["generator"], case["locale"], random_seed(draw), case.get("params", {}), case.get("now", frozen.DEFAULT_NOW))
            for case in map(json.loads, filter(str.strip, arguments.params.read_text("utf-8").splitlines()))
            if list(sys.version_info) < case.get("python_before", [4])
            for _ in range(arguments.seeds)
        ]
    else:
        cases = random_cases(draw, arguments.cells, arguments.seeds)
    return compare(arguments.phoney, cases, arguments.show)


def random_cases(draw: random.Random, cells: int, seeds: int) -> list[Case]:
    """`seeds` cases for each of `cells` cells that phoney claims to have."""
    keys = [(cell.generator, locale) for locale in vectors.locales() for cell in vectors.read(locale)]
    left_out = pending.read(keys)
    ready = [key for key in keys if key not in left_out]
    drawn = draw.sample(ready, min(cells, len(ready)))
    moving = {cell.generator for cell in clocks.read()}
    times = {name: draw.choice((frozen.DEFAULT_NOW, *clocks.TIMES)) if name in moving else frozen.DEFAULT_NOW for name, _ in drawn}
    return [
        Case(generator, locale, random_seed(draw), now=times[generator]) for generator, locale in drawn for _ in range(seeds)
    ]


def random_seed(draw: random.Random) -> int | str:
    """Zero, integers of 1 to 70 bits and either sign, and text."""
    kind = draw.randrange(8)
    if kind == 0:
        return 0
    if kind == 1:
        return "".join(draw.choices(ALPHABET, k=draw.randrange(12)))
    number = draw.getrandbits(draw.randint(1, 70))
    return -number if kind == 2 else number


def compare(path: str, cases: list[Case], show: int) -> int:
    """Exit code 1 if an answer differs; the first `show` differences are printed."""
    requests = [phoney.request(case.generator, case.locale, case.seed, case.now, case.params) for case in cases]
    # A case is one test, with all of its seeds.
    tests = [canonical.dump([case.generator, case.locale, case.params, case.now]) for case in cases]
    failed, skipped, shown = set(), set(), 0
    try:
        answers = [json.loads(answer) for answer in phoney.answers(path, requests)]
    except (phoney.Stopped, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    for test, case, answer, real in zip(tests, cases, answers, oracle_answers(cases)):
        if phoney.error_code(answer) == phoney.NOT_IMPLEMENTED and case.params:
            skipped.add(test)
            continue
        theirs, ours = differences.faker_line(case.generator, real), _line(case, answer, real)
        if ours != theirs:
            failed.add(test)
            shown += 1
            if shown <= show:
                params = f" {canonical.dump(case.params)}" if case.params else ""
                differences.show_one(case.locale, case.generator, case.seed, ours, theirs, params + (f" at {case.now}" if case.now != frozen.DEFAULT_NOW else ""))
    skipped -= failed
    print(f"{len(set(tests)) - len(failed) - len(skipped)} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed else 0


def oracle_answers(cases: list[Case]) -> list[dict]:
    """Faker's answers. A clock that stands elsewhere than usual needs a process of its own."""
    found: list[dict] = [{}] * len(cases)
    oracle = Oracle()
    for now in sorted({case.now for case in cases}):
        places = [n for n, case in enumerate(cases) if case.now == now]
        if now == frozen.DEFAULT_NOW:
            real = [oracle.answer(cases[n].locale, cases[n].generator, cases[n].seed, cases[n].params) for n in places]
        else:
            real = clocks.answers(now, [_request(cases[n]) for n in places])
        for n, answer in zip(places, real):
            found[n] = answer
    return found


def _request(case: Case) -> str:
    return canonical.dump({"generator": case.generator, "locale": case.locale, "seed": case.seed, "params": case.params})


def _line(case: Case, answer: dict, real: dict) -> str:
    if "data" in answer:
        return canonical.line(case.generator, answer["data"])
    code = phoney.error_code(answer)
    if "error" in real and code != phoney.NOT_IMPLEMENTED:
        return canonical.error_line(real["error"])
    return canonical.error_line(f"{code}: {answer.get('error')}")


if __name__ == "__main__":
    sys.exit(main())
