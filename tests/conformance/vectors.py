"""The committed vectors: per locale a file with a digest for each generator.

A line is `name<TAB>digest`. Where Faker raises, a third column says for which
seeds and what: `ImportError` for all of them, `3:ValueError,7:ValueError` for some.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import canonical
import frozen
from canonical import error_line

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "vectors"
SAMPLES = HERE / "samples"
SEEDS = range(24)
SKIPPED = {"binary", "image", "tar", "zip"}
"""A megabyte per value, archives that depend on the compressor's version, both in params/misc.jsonl,
and pictures by another package."""


@dataclass(frozen=True)
class Cell:
    """What Faker answers for one generator in one locale, over all seeds."""

    locale: str
    generator: str
    digest: str
    errors: dict[int, str]
    """Seed -> exception type, for the seeds where Faker raises."""
    seeds: range = SEEDS
    now: str = frozen.DEFAULT_NOW


def cell_of(locale: str, generator: str, answers: list[dict], seeds: range = SEEDS, now: str = frozen.DEFAULT_NOW) -> Cell:
    """The cell of the oracle's answers for seeds 0, 1, ..."""
    errors = {seed: answer["error"] for seed, answer in zip(seeds, answers) if "error" in answer}
    lines = [
        error_line(answer["error"]) if "error" in answer else canonical.line(generator, answer["data"]) for answer in answers
    ]
    return Cell(locale, generator, canonical.digest(lines), errors, seeds, now)


def write(cells: list[Cell], header: str) -> str:
    """The text of one locale's file."""
    rows = [row(cell) for cell in cells]
    return "\n".join([f"# {header}", f"# skipped: {' '.join(sorted(SKIPPED))}", *rows]) + "\n"


def row(cell: Cell) -> str:
    """A cell's line."""
    return "\t".join([cell.generator, cell.digest, *_errors_text(cell.errors, cell.seeds)])


def read(locale: str) -> list[Cell]:
    """The cells of one locale, in the order of its file."""
    rows = (FOLDER / f"{locale}.tsv").read_text("utf-8").splitlines()
    return [parse(locale, row) for row in rows if not row.startswith("#")]


def locales() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.tsv"))


def parse(locale: str, row: str, seeds: range = SEEDS, now: str = frozen.DEFAULT_NOW) -> Cell:
    """The cell of a line."""
    generator, digest, errors = [*row.split("\t"), ""][:3]
    if errors and ":" not in errors:
        return Cell(locale, generator, digest, dict.fromkeys(seeds, errors), seeds, now)
    pairs = (item.split(":") for item in errors.split(",") if item)
    return Cell(locale, generator, digest, {int(seed): name for seed, name in pairs}, seeds, now)


def _errors_text(errors: dict[int, str], seeds: range) -> list[str]:
    if not errors:
        return []
    if len(errors) == len(seeds) and len(set(errors.values())) == 1:
        return [next(iter(errors.values()))]
    return [",".join(f"{seed}:{name}" for seed, name in errors.items())]
