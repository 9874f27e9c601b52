"""Compare phoney's numbers with Faker's over many seeds: floats and decimals err rarely, so the vectors' 24 are too few.

    python tests/conformance/check_numbers.py --phoney build/phoney
    python tests/conformance/check_numbers.py --write      # draws the cases anew and asks the Faker installed here

numbers.tsv holds a case per line: generator, parameters as JSON, and the digest over the seeds 0 to 999 in en_US.
For pydecimal, a limit written as text is a Decimal.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import canonical
import frozen
import phoney

FILE = Path(__file__).with_name("numbers.tsv")
SEEDS = range(1000)
LOCALE = "en_US"
DRAWN = 90
"""Cases drawn for each of pyfloat and pydecimal; those for which Faker always raises are left out."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare phoney's numbers with Faker's over many seeds.")
    parser.add_argument("--phoney", metavar="PATH", help="the phoney to test")
    parser.add_argument("--write", action="store_true", help="write numbers.tsv with the installed Faker")
    arguments = parser.parse_args()
    frozen.ensure_environment()
    if arguments.write:
        FILE.write_text("".join(f"{line}\n" for line in written_lines()), "utf-8")
        return 0
    if not arguments.phoney:
        parser.error("--phoney or --write is needed")
    return check(arguments.phoney)


def check(path: str) -> int:
    failed = 0
    lines = FILE.read_text("utf-8").splitlines()
    cases = [(generator, json.loads(params), digest) for generator, params, digest in (line.split("\t") for line in lines)]
    requests = [
        phoney.request(generator, LOCALE, seed, frozen.DEFAULT_NOW, params) for generator, params, _ in cases for seed in SEEDS
    ]
    answers = map(json.loads, phoney.answers(path, requests))
    for generator, params, digest in cases:
        values = [canonical.line(generator, a["data"]) if "data" in a else "!" for a in (next(answers) for _ in SEEDS)]
        if canonical.digest(values) != digest:
            failed += 1
            print(f"{generator} {canonical.dump(params)} differs, from seed {first_difference(generator, params, values)} on")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


def first_difference(generator: str, params: dict[str, Any], values: list[str]) -> str:
    try:
        theirs = faker_values(generator, params)
    except ImportError:
        return "(install Faker to see which)"
    found = next(((s, a, b) for s, a, b in zip(SEEDS, values, theirs) if a != b), None)
    return "{}: phoney {}, Faker {}".format(*found) if found else "(none: is the Faker the pinned one?)"


@functools.cache
def the_oracle() -> Any:
    from oracle import Oracle

    return Oracle(frozen.DEFAULT_NOW)


def faker_values(generator: str, params: dict[str, Any]) -> list[str]:
    """A line per seed; "!" where Faker raises."""
    oracle = the_oracle()
    limits = {key: Decimal(value) for key, value in params.items() if isinstance(value, str)}
    answers = (oracle.answer(LOCALE, generator, seed, params | limits) for seed in SEEDS)
    return [canonical.line(generator, answer["data"]) if "data" in answer else "!" for answer in answers]


def written_lines() -> list[str]:
    draw = random.Random(1)
    cases: list[tuple[str, dict[str, Any]]] = [("pyfloat", {}), ("pydecimal", {})]
    cases += [("random_number", {"digits": digits}) for digits in (19, 20, 21, 38, 39, 77, 200)]
    cases += [("pyint", integer_params(draw)) for _ in range(12)]
    lines = [line(*case) for case in cases]
    for generator, params in (("pyfloat", float_params), ("pydecimal", decimal_params)):
        drawn = filter(None, (line(generator, params(draw)) for _ in range(10 * DRAWN)))
        lines += [next(drawn) for _ in range(DRAWN)]
    return [text for text in lines if text]


def line(generator: str, params: dict[str, Any]) -> str:
    values = faker_values(generator, params)
    if all(value == "!" for value in values):
        return ""
    return "\t".join((generator, json.dumps(params), canonical.digest(values)))


def integer_params(draw: random.Random) -> dict[str, Any]:
    low = draw.randrange(-(10**40), 10 ** draw.randint(1, 60))
    return {"min_value": low, "max_value": low + draw.getrandbits(draw.randint(1, 300)), "step": draw.choice((1, 1, 7, 10**19 + 1))}


def limit(draw: random.Random, digits: int) -> int | float:
    kind = draw.randrange(4)
    sign = draw.choice((1, 1, -1))
    if kind == 0:
        return sign * draw.randrange(10**digits + 1)
    if kind == 1:
        return sign * draw.choice((0, 1, 10 ** draw.randint(0, digits), 0.5, 0.001))
    return sign * round(draw.random() * 10 ** draw.randint(0, digits), draw.randint(0, 6))


def params(draw: random.Random, most_digits: int, most_limit: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name in ("left_digits", "right_digits"):
        if draw.random() < 0.5:
            result[name] = draw.randint(0, most_digits)
    if draw.random() < 0.5:
        result["positive"] = draw.choice((True, False, None))
    for name in ("min_value", "max_value"):
        if draw.random() < 0.45:
            result[name] = limit(draw, draw.randint(1, most_limit))
    return result


def float_params(draw: random.Random) -> dict[str, Any]:
    return params(draw, draw.choice((4, 8, 15)), draw.choice((3, 9, 14, 20)))


def decimal_params(draw: random.Random) -> dict[str, Any]:
    result = params(draw, draw.choice((4, 20, 150)), draw.choice((3, 9, 16, 24)))
    for name in ("min_value", "max_value"):
        if name in result and draw.random() < 0.3:
            result[name] = str(Decimal(str(result[name])))
    return result


if __name__ == "__main__":
    sys.exit(main())
