"""The second set of vectors: the cells that read the clock, with the clock at several times.

    python tests/conformance/clocks.py           write them, from the real Faker
    python tests/conformance/clocks.py --check   fail if the file would change

A line of clocks.tsv is `time<TAB>locale<TAB>` and a line of a locale's vectors.
The cells are those whose values are not the same at all times.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import canonical
import frozen
import vectors
from vectors import Cell

FILE = Path(__file__).resolve().parent / "clocks.tsv"
TIMES = (
    "2023-12-31T23:59:59.999999Z",  # a year's last microsecond
    "2024-03-31T00:00:00Z",  # the end of a month, on which Europe's clocks change
    "2020-02-29T23:59:59Z",  # the end of a leap day
    "2025-11-02T05:30:00.25Z",  # an hour that New York's clocks show twice
    "1970-01-01T00:00:00Z",
    "1969-07-20T20:17:40.5Z",
    "2038-01-19T03:14:08Z",  # the first second that 32 bits do not count
    "2100-02-28T12:00:00Z",  # of a year that is not a leap year
    "0099-03-01T00:00:01Z",
    "9999-12-31T23:59:59Z",
)
LOCALES = ("ar_AA", "en_US", "fr_FR", "it_IT", "ru_RU", "th_TH", "zh_TW")
SEEDS = range(4)


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the vectors of the cells that read the clock.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the file would change")
    arguments = parser.parse_args()
    frozen.ensure_environment()
    text = _text()
    if arguments.check:
        same = FILE.exists() and FILE.read_text("utf-8") == text
        print("1 passed, 0 failed" if same else "0 passed, 1 failed")
        return 0 if same else 1
    FILE.write_text(text, "utf-8")
    print(f"{text.count(chr(10)) - 1} cells")
    return 0


def read() -> list[Cell]:
    cells = []
    for row in FILE.read_text("utf-8").splitlines():
        if not row.startswith("#"):
            now, locale, rest = row.split("\t", 2)
            cells.append(vectors.parse(locale, rest, SEEDS, now))
    return cells


def answers(now: str, requests: list[str]) -> list[dict]:
    """The oracle's answers with the clock at `now`, which needs a process of its own: see frozen."""
    oracle = Path(__file__).with_name("oracle.py")
    result = subprocess.run(
        [sys.executable, str(oracle), "--now", now], input="\n".join(requests) + "\n", capture_output=True, text=True, check=True, timeout=600
    )
    return [json.loads(line) for line in result.stdout.splitlines()]


def _text() -> str:
    cells = [(cell.generator, locale) for locale in LOCALES for cell in vectors.read(locale)]
    requests = [
        canonical.dump({"generator": generator, "locale": locale, "seed": seed}) for generator, locale in cells for seed in SEEDS
    ]
    found: dict[str, list[Cell]] = {}
    for now in TIMES:
        given = answers(now, requests)
        found[now] = [
            vectors.cell_of(locale, generator, given[n * len(SEEDS) : (n + 1) * len(SEEDS)], SEEDS, now)
            for n, (generator, locale) in enumerate(cells)
        ]
    moving = [n for n in range(len(cells)) if len({found[now][n].digest for now in TIMES}) > 1]
    rows = [f"{now}\t{found[now][n].locale}\t{vectors.row(found[now][n])}\n" for now in TIMES for n in moving]
    return f"# the clock's time, the locale, and a line as in vectors/, seeds {SEEDS[0]}..{SEEDS[-1]}\n" + "".join(rows)


if __name__ == "__main__":
    sys.exit(main())
