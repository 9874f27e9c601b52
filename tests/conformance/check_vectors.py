"""Compare phoney with the committed vectors, over every generator in every locale.

    python tests/conformance/check_vectors.py --phoney build/phoney [--locale de_DE ...] [--generator iban ...]

A cell passes if phoney's answers for all seeds have the digest that Faker's
had. It is skipped if all its answers are the error `not_implemented` and
pending.txt lists it; that list must be exact, so a cell that is missing there
or no longer belongs there fails.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
from dataclasses import dataclass
from functools import partial
from itertools import islice

import canonical
import clocks
import differences
import frozen
import pending
import phoney
import vectors
from vectors import Cell


@dataclass(frozen=True)
class Result:
    """What phoney answered for one cell."""

    cell: Cell
    pending: bool
    lines: list[str]
    """A line per seed, as they enter the digest; empty if the cell passed or is pending."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare phoney with the vectors made by Faker.")
    parser.add_argument("--phoney", required=True, metavar="PATH", help="the phoney to test")
    parser.add_argument("--locale", nargs="+", help="only these locales")
    parser.add_argument("--generator", nargs="+", help="only these generators")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="show at most N differences")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write-pending", action="store_true", help="write pending.txt anew")
    arguments = parser.parse_args()
    frozen.ensure_environment()

    every = [cell for locale in vectors.locales() for cell in vectors.read(locale)] + clocks.read()
    chosen = [
        cell
        for cell in every
        if (not arguments.locale or cell.locale in arguments.locale)
        and (not arguments.generator or cell.generator in arguments.generator)
    ]
    if not chosen:
        parser.error("no such cell")
    if arguments.write_pending and len(chosen) != len(every):
        parser.error("--write-pending needs all cells: leave out --locale and --generator")
    try:
        results = _run(arguments.phoney, chosen, arguments.jobs)
        keys = [(cell.generator, cell.locale) for cell in every]
        if arguments.write_pending:
            pending.write([(result.cell.generator, result.cell.locale) for result in results if result.pending], keys)
        return _report(results, pending.read(keys), arguments.show)
    except (phoney.Stopped, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


def _run(path: str, cells: list[Cell], jobs: int) -> list[Result]:
    """One phoney for each job, each with its share of the cells."""
    jobs = max(1, min(jobs, len(cells)))
    shares = [cells[len(cells) * n // jobs : len(cells) * (n + 1) // jobs] for n in range(jobs)]
    if jobs == 1:
        return _run_share(path, cells)
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        return [result for results in pool.imap(partial(_run_share, path), shares) for result in results]


def _run_share(path: str, cells: list[Cell]) -> list[Result]:
    requests = (
        phoney.request(cell.generator, cell.locale, seed, cell.now) for cell in cells for seed in cell.seeds
    )
    answers = phoney.answers(path, requests)
    results = [_judge(cell, list(islice(answers, len(cell.seeds)))) for cell in cells]
    for _ in answers:  # Reads on to the end, where phoney's exit code and the count are checked.
        pass
    return results


def _judge(cell: Cell, answers: list[bytes]) -> Result:
    parsed = [json.loads(answer) for answer in answers]
    if parsed and all(phoney.error_code(answer) == phoney.NOT_IMPLEMENTED for answer in parsed):
        return Result(cell, True, [])
    lines = [_line(cell, seed, answer) for seed, answer in zip(cell.seeds, parsed)]
    return Result(cell, False, [] if canonical.digest(lines) == cell.digest else lines)


def _line(cell: Cell, seed: int, answer: dict) -> str:
    """Where Faker raises, any error but not_implemented stands for the same exception."""
    if "data" in answer:
        return canonical.line(cell.generator, answer["data"])
    code = phoney.error_code(answer)
    if seed in cell.errors and code != phoney.NOT_IMPLEMENTED:
        return canonical.error_line(cell.errors[seed])
    return canonical.error_line(f"{code}: {answer.get('error')}")


def _report(results: list[Result], listed: set[pending.Key], show: int) -> int:
    wrong = [result for result in results if result.lines]
    unlisted, stale = [], []
    for result in results:
        key = (result.cell.generator, result.cell.locale)
        if result.pending and key not in listed:
            unlisted.append(result)
        elif not result.pending and key in listed:
            stale.append(result)
    differences.show([(result.cell, result.lines) for result in wrong[:show]])
    _list("not implemented, and not in pending.txt", unlisted, show)
    _list("in pending.txt, but implemented", stale, show)
    failed = len({(result.cell.generator, result.cell.locale) for result in [*wrong, *unlisted, *stale]})
    skipped = sum(result.pending for result in results) - len(unlisted)
    print(f"{len(results) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


def _list(what: str, results: list[Result], show: int) -> None:
    for result in results[:show]:
        print(f"{what}: {result.cell.generator} in {result.cell.locale}")
    if len(results) > show:
        print(f"{what}: {len(results) - show} more")


if __name__ == "__main__":
    sys.exit(main())
