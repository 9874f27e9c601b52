#!/usr/bin/env python3
"""Starts many sandboxes at once, against a Parameter Store and a Secrets Manager in this process that keep AWS's quotas.

It prints how many did not start, and how long the others took from the start of their process to their asking for work. All
share the processors of this machine, which on AWS they do not, so that the times compare the rows and promise nothing. The
first row is what a function without a fallback does. Nothing is asserted.
"""

import argparse
import json
import statistics
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parent
sys.path[:0] = [str(ROOT / "tests" / "lambda"), str(BENCH / "report")]

import program  # noqa: E402
from phoney import NotMeasured, build  # noqa: E402
from region import Region, default_quotas, higher_throughput  # noqa: E402
from table import aligned, number  # noqa: E402

PARAMETERS = {"API_USERNAME": "admin", "CORS_ORIGINS": "none", "RATE_LIMIT_PER_MINUTE": "60"}
CREDENTIALS = {"jwt_secret": program.SECRETS["SECRET_KEY"], "api_password_hash": program.SECRETS["API_PASSWORD_HASH"]}
FALLBACK = {"PARAMETER_FALLBACK": json.dumps(PARAMETERS)}
NAMES = {"PARAMETER_NAMES": ",".join(PARAMETERS)}
MOST_SECONDS = 300
CASES = (
    ("no fallback", default_quotas, {}),
    ("no fallback, higher throughput, by name", higher_throughput, NAMES),
    ("fallback", default_quotas, FALLBACK),
    ("fallback, higher throughput, by name", higher_throughput, {**FALLBACK, **NAMES}),
)


def measured(name: str, region: Region, binary: Path, environment: dict[str, str], count: int) -> list[str]:
    """A row of the table."""
    settings = {key: value for key, value in program.environment(**region.environment, **environment).items()
                if key not in ("PHONEY_SECRET_KEY", "PHONEY_API_PASSWORD_HASH")}
    try:
        for _ in range(count):
            region.start(binary, settings)
        region.wait(MOST_SECONDS)
    finally:
        region.close()
    errors = [sandbox.error for sandbox in region.sandboxes.values() if sandbox.ready is None]
    if errors:
        print(f"the first that did not start: {errors[0] or 'it ended'}", file=sys.stderr)
    times = sorted(1000 * (sandbox.ready - sandbox.started) for sandbox in region.sandboxes.values() if sandbox.ready is not None)
    if not times:
        return [name, str(count), "-", "-", str(region.calls["throttled"])]
    return [name, str(count - len(times)), number(statistics.median(times)), number(times[int(0.99 * (len(times) - 1))]),
            str(region.calls["throttled"])]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/starts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sandboxes", type=int, default=1000, help="that start at once (default: %(default)s)")
    parser.add_argument("--binary", type=Path, help="a phoney to measure in place of the release build")
    arguments = parser.parse_args()
    if arguments.binary is None:
        build(ROOT, "release", "phoney")
    binary = (arguments.binary or ROOT / "build" / "release" / "phoney").resolve()
    rows = [["function", "not started", "median ms", "p99 ms", "throttled calls"]]
    for name, quotas, environment in CASES:
        print(f"{arguments.sandboxes} sandboxes: {name}", file=sys.stderr)
        rows.append(measured(name, Region(quotas(), PARAMETERS, CREDENTIALS), binary, environment, arguments.sandboxes))
    print(aligned(rows))


if __name__ == "__main__":
    try:
        main()
    except NotMeasured as reason:
        sys.exit(f"not measured: {reason}")
