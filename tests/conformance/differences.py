"""Differences between phoney and Faker, shown for people."""

from __future__ import annotations

from typing import Any

import canonical
import clocks
import frozen
from vectors import Cell

_LIMIT = 400


def show(wrong: list[tuple[Cell, list[str]]]) -> None:
    """For each cell, its first seed that differs, with both values.

    `wrong` holds cells with phoney's line per seed. Without Faker in this
    Python, phoney's first value is all there is to show.
    """
    if not wrong:
        return
    try:
        from oracle import Oracle

        oracle = Oracle(frozen.DEFAULT_NOW)
        assert oracle.version
    except ImportError:
        oracle = None
    for cell, lines in wrong:
        at = "" if cell.now == frozen.DEFAULT_NOW else f" at {cell.now}"
        if oracle is None:
            show_one(cell.locale, cell.generator, cell.seeds[0], lines[0], "(install Faker to see its value)", at)
            continue
        for seed, line in zip(cell.seeds, lines):
            expected = faker_line(cell.generator, _answer(oracle, cell, seed))
            if line != expected:
                show_one(cell.locale, cell.generator, seed, line, expected, at)
                break
        else:
            print(f"{cell.locale} {cell.generator}: agrees with this Faker, but not with the vector; is the Faker the pinned one?")


def _answer(oracle: Any, cell: Cell, seed: int) -> dict:
    if cell.now == frozen.DEFAULT_NOW:
        return oracle.answer(cell.locale, cell.generator, seed)
    request = canonical.dump({"generator": cell.generator, "locale": cell.locale, "seed": seed})
    return clocks.answers(cell.now, [request])[0]


def faker_line(generator: str, answer: dict) -> str:
    """An oracle's answer as it enters a digest."""
    return canonical.error_line(answer["error"]) if "error" in answer else canonical.line(generator, answer["data"])


def show_one(locale: str, generator: str, seed: int | str, phoney: str, faker: str, params: str = "") -> None:
    print(f"{locale} {generator}{params} seed {canonical.dump(seed)}")
    print(f"    phoney  {_short(phoney)}")
    print(f"    Faker   {_short(faker)}")


def _short(line: str) -> str:
    line = line.encode("utf-8", "backslashreplace").decode()
    return line if len(line) <= _LIMIT else f"{line[:_LIMIT]}... ({len(line)} characters)"
