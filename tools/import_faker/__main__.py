"""Import the tables of the pinned Faker into data/tables.

    python tools/import_faker           write the tables
    python tools/import_faker --check   fail if the tree differs from what would be written

Faker is run and its values are read; its source is never parsed. Nothing
depends on the clock or the machine, so a second run changes nothing.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(prog="import_faker", description="Import the tables of the pinned Faker.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    arguments = parser.parse_args()
    fix_hash_seed()
    logging.disable()
    warnings.simplefilter("ignore")

    # Imported only now: Faker orders one table by hash while it is imported.
    import build
    import tree

    files = build.files(pinned_version())
    if arguments.check:
        return tree.check(ROOT, files)
    tree.write(ROOT, files)
    return 0


def fix_hash_seed() -> None:
    """Start this process again with PYTHONHASHSEED=0, unless it has it.

    it_IT's cities pass through a set of strings, so their order is the hash's.
    """
    if os.environ.get("PYTHONHASHSEED") != "0":
        sys.stdout.flush()
        os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONHASHSEED": "0"})


def pinned_version() -> str:
    """The version in data/FAKER_VERSION, which the installed Faker must have."""
    import faker

    pinned = (ROOT / "data" / "FAKER_VERSION").read_text("utf-8").strip()
    if faker.VERSION != pinned:
        sys.exit(f"import_faker: data/FAKER_VERSION says {pinned}, but Faker {faker.VERSION} is installed")
    return pinned


if __name__ == "__main__":
    sys.exit(main())
