"""The data version is new if values can differ, and stays if only descriptions do.

    python tests/conformance/check_data_version.py --pack build/test/tools/pack_locales/pack_locales

Packs the tables with recipes as they are, with another description of a generator and of a provider, and with another
recipe.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
RECIPE = "provider Bank names and codes, and account numbers with check digits."
CHANGES = (
    ("a description of a generator", "#: The name of a bank.", "#: What a bank is called.", True),
    ("a description of a provider", RECIPE, "provider Banks.", True),
    ("a recipe", "bban = numerify(lexify(value(bban_format)", "bban = lexify(numerify(value(bban_format)", False),
)


def data_version(packer: Path, change: tuple[str, str] | None) -> str:
    with tempfile.TemporaryDirectory() as folder:
        recipes = Path(folder) / "recipes"
        shutil.copytree(DATA / "recipes", recipes)
        if change:
            bank = recipes / "bank.recipe"
            text = bank.read_text()
            assert text.count(change[0]) == 1, change[0]
            bank.write_text(text.replace(*change))
        packed = subprocess.run([packer, DATA / "tables", recipes, Path(folder) / "blob"], check=True, capture_output=True, text=True, timeout=120)
        return packed.stdout.rsplit(maxsplit=1)[-1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pack", metavar="PATH", type=Path, required=True, help="the packer to test")
    packer = parser.parse_args().pack.resolve()
    before = data_version(packer, None)
    passed = failed = 0
    for name, old, new, stays in CHANGES:
        good = (data_version(packer, (old, new)) == before) == stays
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(f"{name}: the data version {'is new' if stays else 'stays'}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
