"""Compare every time zone with Python's zoneinfo, from 1890 on.

    python tests/conformance/check_zones.py --phoney build/phoney
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import frozen
import phoney

STEP = timedelta(days=61)
FAR = 40
"""Moments drawn for each zone from all years up to 9998."""


def moments(draw: random.Random) -> Iterator[datetime]:
    """Every second month up to 2040, every week 400 years after each of three years in which rules began, and some of any time."""
    moment = datetime(1890, 1, 1, draw.randrange(24))
    while moment.year < 2040:
        yield moment
        moment += STEP
    for year in (2402, 2419, 2422):
        yield from (datetime(year, 1, 1) + timedelta(weeks=week) for week in range(53))
    for _ in range(FAR):
        yield datetime(2040, 1, 1) + timedelta(seconds=draw.randrange(250_000_000_000))


def request(zone: str, moment: datetime) -> str:
    params = {"datetime_start": moment.isoformat(), "datetime_end": moment.isoformat(), "tzinfo": zone}
    return phoney.request("date_time_between_dates", "en_US", 0, frozen.DEFAULT_NOW, params)


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare every time zone with Python's zoneinfo.")
    parser.add_argument("--phoney", metavar="PATH", required=True, help="the phoney to test")
    arguments = parser.parse_args()
    frozen.ensure_environment()
    passed = failed = 0
    draw = random.Random(0)
    cases = [(name, list(moments(draw))) for name in sorted(zoneinfo.available_timezones())]
    answers = map(json.loads, phoney.answers(arguments.phoney, (request(name, moment) for name, all_of in cases for moment in all_of)))
    for name, all_of in cases:
        zone = ZoneInfo(name)
        wrong = [
            (shown, given) for moment in all_of
            if (given := next(answers).get("data")) != (shown := moment.replace(tzinfo=timezone.utc).astimezone(zone).isoformat())
        ]
        passed, failed = passed + (not wrong), failed + bool(wrong)
        if wrong:
            print(f"{name}: {len(wrong)} of {len(all_of)} moments differ, first {wrong[0][0]}, for which phoney gives {wrong[0][1]}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
