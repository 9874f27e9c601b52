"""The list of cells that phoney does not have yet.

A line is `name`, for all locales that have it, or `name locale,locale`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).resolve().parent / "pending.txt"
HEADER = "# Cells that phoney does not have yet; `check_vectors.py --write-pending` writes this list.\n"

Key = tuple[str, str]
"""(generator, locale)"""


def read(cells: Iterable[Key]) -> set[Key]:
    """The listed cells among `cells`; ValueError for a line that names none."""
    locales_of = _locales_of(cells)
    listed: set[Key] = set()
    for line in FILE.read_text("utf-8").splitlines() if FILE.exists() else []:
        if not line.strip() or line.startswith("#"):
            continue
        name, _, some = line.partition(" ")
        locales = some.split(",") if some else sorted(locales_of.get(name, ()))
        unknown = [locale for locale in locales if locale not in locales_of.get(name, ())]
        if unknown or not locales:
            raise ValueError(f"{FILE.name}: no such cell: {line}")
        listed |= {(name, locale) for locale in locales}
    return listed


def write(pending: Iterable[Key], cells: Iterable[Key]) -> None:
    """Replace the list, as short as it goes."""
    locales_of = _locales_of(cells)
    lines = [
        name if locales == locales_of[name] else f"{name} {','.join(sorted(locales))}"
        for name, locales in sorted(_locales_of(pending).items())
    ]
    FILE.write_text(HEADER + "".join(f"{line}\n" for line in lines), "utf-8")


def _locales_of(cells: Iterable[Key]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, locale in cells:
        found[name].add(locale)
    return found
