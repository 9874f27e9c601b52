"""Write the vectors and samples, from the real Faker.

    python tests/conformance/make_vectors.py                     write them
    python tests/conformance/make_vectors.py --check             fail if a file would change
    python tests/conformance/make_vectors.py --check --shuffle 1 the same, calling generators in another order:
                                                                 finds state that leaks from one call to the next
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
from functools import partial
from pathlib import Path

import frozen
import vectors
from canonical import dump
from oracle import Oracle
from vectors import FOLDER, SAMPLES, SEEDS, SKIPPED, Cell

SAMPLE_LOCALES = {"en_US", "de_DE", "ja_JP"}
SAMPLE_SEEDS = 3

_oracle: Oracle | None = None


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the conformance vectors from the real Faker.")
    parser.add_argument("--check", action="store_true", help="write nothing; list the cells that would change")
    parser.add_argument("--shuffle", type=int, metavar="SEED", help="call the generators in a random order")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    frozen.ensure_environment()

    global _oracle
    _oracle = Oracle()
    with multiprocessing.get_context("fork").Pool(arguments.jobs) as pool:
        parts = pool.imap(partial(_locale, shuffle=arguments.shuffle), _oracle.locales)
        files = {path: text for part in parts for path, text in part.items()}
    if arguments.check:
        return _check(files)
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    print(f"{len(files)} files, {sum(text.count(chr(10)) - 2 for path, text in files.items() if path.suffix == '.tsv')} cells")
    return 0


def _locale(locale: str, shuffle: int | None) -> dict[Path, str]:
    """The files of one locale, as path -> text."""
    assert _oracle is not None
    names = [name for name in _oracle.generators(locale) if name not in SKIPPED]
    order = list(names)
    if shuffle is not None:
        random.Random(f"{shuffle} {locale}").shuffle(order)
    cells: dict[str, Cell] = {}
    samples: dict[str, list[str]] = {}
    for name in order:
        answers = [_oracle.answer(locale, name, seed) for seed in SEEDS]
        cells[name] = vectors.cell_of(locale, name, answers)
        samples[name] = [dump({"generator": name, "seed": seed} | answers[seed]) for seed in range(SAMPLE_SEEDS)]
    _oracle.forget(locale)
    header = f"Faker {_oracle.version}, clock at {frozen.DEFAULT_NOW}, seeds {SEEDS[0]}..{SEEDS[-1]}"
    files = {FOLDER / f"{locale}.tsv": vectors.write([cells[name] for name in names], header)}
    if locale in SAMPLE_LOCALES:
        files[SAMPLES / f"{locale}.jsonl"] = "".join(f"{row}\n" for name in names for row in samples[name])
    return files


def _check(files: dict[Path, str]) -> int:
    """Exit code 1, and the lines that differ, unless the committed files are these."""
    wrong = 0
    for path, text in files.items():
        committed = path.read_text("utf-8").splitlines() if path.exists() else []
        for row in sorted(set(committed) ^ set(text.splitlines())):
            print(f"{path.name}: {row}", file=sys.stderr)
            wrong += 1
    for path in sorted({*FOLDER.glob("*"), *SAMPLES.glob("*")} - files.keys()):
        print(f"left over: {path.name}", file=sys.stderr)
        wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
