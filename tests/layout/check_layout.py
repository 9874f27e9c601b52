"""Holds the rules of the tree: which folder may include which, how files are named, what may not stand in them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# What each folder of src/ may include, as ARCHITECTURE.md draws it. A folder may also use what those use.
ARROWS = {
    "base": set(),
    "random": {"base"},
    "text": {"base"},
    "calendar": {"base"},
    "locale": {"random"},
    "engine": {"locale", "text"},
    "generators": {"engine", "calendar"},
    "templates": {"engine"},
    "formats": {"engine"},
    "service": {"templates", "formats"},
    "http": {"service"},
    "aws": {"base"},
    "lambda": {"service", "aws"},
    "cli": {"http", "lambda", "generators"},
}
INCLUDE = re.compile(r'^#include "([^"/]+)/[^"]*"', re.MULTILINE)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MAX_LINES = 600


def reachable(folder: str) -> set[str]:
    """The folder, what it may include, and what those may."""
    result = {folder}
    for other in ARROWS[folder]:
        result |= reachable(other)
    return result


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listing.split("\0") if name]


def include_errors(file: Path, text: str) -> list[str]:
    parts = file.relative_to(ROOT).parts
    if parts[0] != "src" or len(parts) < 3:
        return []
    if parts[1] not in ARROWS:
        return [f"{file}: the folder is not in tests/layout/check_layout.py"]
    # A test may use the generators and the formats to see values.
    is_test = file.stem.endswith(("_test", "_for_tests"))
    allowed = reachable(parts[1]) | ({"generators", "formats", "templates"} if is_test else set())
    return [f"{file}: may not include {used}/" for used in INCLUDE.findall(text) if used in ARROWS and used not in allowed]


def text_errors(file: Path, text: str) -> list[str]:
    errors = []
    name = file.relative_to(ROOT).as_posix()
    if name == "tests/layout/check_layout.py":
        return errors
    if UNFINISHED.search(text):
        errors.append(f"{name}: holds a marker of unfinished work")
    if file.suffix in {".cc", ".h"} and text.count("\n") > MAX_LINES and "tables" not in file.stem:
        errors.append(f"{name}: has more than {MAX_LINES} lines; does it have one subject?")
    if file.suffix == ".h" and "#pragma once" not in text:
        errors.append(f"{name}: has no #pragma once")
    return errors


def main() -> int:
    passed, errors = 0, []
    for file in tracked():
        name = file.relative_to(ROOT).as_posix()
        if name.startswith(("third_party/", "data/tables/", "tests/conformance/vectors/", "tests/conformance/samples/")):
            continue
        if file.suffix not in {".cc", ".h", ".py", ".md", ".cmake", ".recipe", ".sh"} or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8")
        found = include_errors(file, text) + text_errors(file, text)
        errors += found
        passed += not found
    for error in errors:
        print(error)
    print(f"{passed} passed, {len(errors)} failed")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
