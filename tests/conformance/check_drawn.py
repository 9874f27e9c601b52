"""Compare phoney with the Faker installed here over drawn parameters, and over what follows on the same stream.

    python tests/conformance/check_drawn.py --phoney build/phoney --cases 12 --random-seed 1
    python tests/conformance/check_drawn.py --phoney build/phoney --generator pydecimal --cases 5000

A case is one instance that gives three values of a generator with drawn parameters and then an integer, which tells
whether the values took as many random words as Faker's. They are asked for with their types, or as text in a longer text.
Where Faker raises, phoney must answer with an error.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import arguments as parameters
import canonical
import check_live
import clocks
import differences
import drawn_values
import frozen
import pending
import phoney
from oracle import Oracle, json_of

VALUES = 3
PROBE = {"generator": "random_int", "min": 0, "max": 10**9}
LEFT_OUT = canonical.UNORDERED | {"enum", "md5", "sha1", "sha256"}
"""Without order, or with parameters that JSON has not."""
NOT_AS_TEXT = {"time_series", "pystruct", "pydict", "pylist", "pytuple", }
"""Whose text may show what has no order or no fixed spelling in Python: a set, a generator."""


@dataclass(frozen=True)
class Case:
    generator: str
    locale: str
    seed: int | str
    params: dict[str, Any]
    as_text: bool


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare phoney with the installed Faker over drawn parameters.")
    parser.add_argument("--phoney", required=True, metavar="PATH", help="the phoney to test")
    parser.add_argument("--cases", type=int, default=12, help="cases for each generator")
    parser.add_argument("--random-seed", type=int, default=0, help="decides what is drawn")
    parser.add_argument("--now", choices=(frozen.DEFAULT_NOW, *clocks.TIMES), default=frozen.DEFAULT_NOW, help="the time at which the clock stands")
    parser.add_argument("--generator", metavar="NAME", help="only this generator")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="show at most N differences")
    arguments = parser.parse_args()
    frozen.ensure_environment()
    oracle = Oracle(arguments.now)
    cases = list(drawn_cases(oracle, random.Random(arguments.random_seed), arguments.cases, arguments.generator))
    if not cases:
        sys.exit("nothing to compare: no such generator, or none with parameters that can be drawn")
    return compare(arguments.phoney, oracle, cases, arguments.now, arguments.show)


def drawn_cases(oracle: Oracle, draw: random.Random, count: int, only: str | None) -> Any:
    """`count` cases of each generator that has parameters to draw, half of them in en_US if it has the generator."""
    cells = [(generator, locale) for locale in oracle.locales for generator in oracle.generators(locale)]
    left_out = pending.read(cells)
    locales = defaultdict(list)
    for generator, locale in cells:
        if (generator, locale) not in left_out:
            locales[generator].append(locale)
    for generator in sorted(locales):
        if generator in LEFT_OUT or only not in (None, generator):
            continue
        for _ in range(count):
            locale = "en_US" if "en_US" in locales[generator] and draw.random() < 0.5 else draw.choice(locales[generator])
            params = drawn_values.of(generator, getattr(oracle.instance(locale), generator), draw)
            if params:
                as_text = generator not in NOT_AS_TEXT and not _has_object(params) and draw.random() < 0.5
                yield Case(generator, locale, check_live.random_seed(draw), params, as_text)


def compare(path: str, oracle: Oracle, cases: list[Case], now: str, show: int) -> int:
    """Exit code 1 if an answer differs; the first `show` differences are printed."""
    failed = 0
    for case, answer in zip(cases, phoney.answers(path, [_request(case, now) for case in cases])):
        ours = json.loads(answer)
        real = _real(oracle, case)
        theirs = differences.faker_line(case.generator, real)
        line = canonical.error_line(real.get("error", "Error")) if "error" in ours else canonical.dump(_values(case, ours["data"]))
        if line == theirs:
            continue
        failed += 1
        if failed <= show:
            said = f" {canonical.dump(ours['error'])}" if "error" in ours else ""
            differences.show_one(case.locale, case.generator, case.seed, line + said, theirs, f" {canonical.dump(case.params)} at {now}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _request(case: Case, now: str) -> str:
    """A template of the values and the probe. Where a parameter is an object, which templates do not have, only values."""
    common = {"locale": case.locale, "seed": case.seed, "now": now}
    if _has_object(case.params):
        return canonical.dump({"generator": case.generator, "params": case.params, "count": VALUES, **common})
    given = ",".join(f"{name}={_written(value)}" for name, value in case.params.items())
    placeholder = f"{{{{{case.generator}:{given}}}}}"
    probe = f"{{{{random_int:min={PROBE['min']},max={PROBE['max']}}}}}"
    values = [f"<{placeholder}>" if case.as_text else placeholder] * VALUES
    return canonical.dump({"template": {"values": [*values, probe]}, **common})


def _written(value: Any) -> str:
    """`value` in the language of templates."""
    if isinstance(value, str):
        escapes = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"))
        for plain, escaped in escapes:
            value = value.replace(plain, escaped)
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value)


def _has_object(value: Any) -> bool:
    if isinstance(value, dict):
        return any(isinstance(item, dict) or _has_object(item) for item in value.values())
    return isinstance(value, list) and any(isinstance(item, dict) or _has_object(item) for item in value)


def _values(case: Case, data: Any) -> Any:
    return data if _has_object(case.params) else data[0]["values"]


def _real(oracle: Oracle, case: Case) -> dict[str, Any]:
    """Faker's values and the probe, or its error."""
    try:
        source = oracle.seeded(case.locale, case.seed)
        values = []
        for _ in range(VALUES):
            value = getattr(source, case.generator)(**parameters.of(case.params))
            values.append(f"<{value}>" if case.as_text else json_of(case.generator, value))
        probe = [] if _has_object(case.params) else [source.random_int(PROBE["min"], PROBE["max"])]
        return {"data": values + probe}
    except Exception as error:
        return {"error": type(error).__name__}


if __name__ == "__main__":
    sys.exit(main())
