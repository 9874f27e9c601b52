"""Holds the rules of the tree: which folder may include which, how files are named, what may not stand in them.

A rule is one test, however many files it looks at.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import waits

ROOT = Path(__file__).resolve().parent.parent.parent

# What each folder of src/ may include, as ARCHITECTURE.md draws and lists it. A folder may also use what those use.
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
LISTED_FOLDER = re.compile(r"^\| `src/(\w+)/[^`]*` \|.*\|([^|]*)\|$", re.MULTILINE)
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
    listing = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout
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


def marker_errors(file: Path, text: str) -> list[str]:
    is_this = file == Path(__file__).resolve()
    return [f"{file}: holds a marker of unfinished work"] if not is_this and UNFINISHED.search(text) else []


def length_errors(file: Path, text: str) -> list[str]:
    too_long = file.suffix in {".cc", ".h"} and text.count("\n") > MAX_LINES and "tables" not in file.stem
    return [f"{file}: has more than {MAX_LINES} lines; does it have one subject?"] if too_long else []


def header_errors(file: Path, text: str) -> list[str]:
    return [f"{file}: has no #pragma once"] if file.suffix == ".h" and "#pragma once" not in text else []


def wait_errors(file: Path, text: str) -> list[str]:
    """A test that waits for ever stops all others, so each wait of the tests says how long it may take."""
    if file.suffix != ".py" or file.relative_to(ROOT).parts[0] != "tests":
        return []
    return [f"{file}:{line}: `{call}` may wait for ever; give it a timeout" for line, call in waits.unbounded(text)]


def architecture_errors(file: Path, text: str) -> list[str]:
    """ARCHITECTURE.md lists for each folder what it may include."""
    if file != ROOT / "ARCHITECTURE.md":
        return []
    listed = {folder: set(re.findall(r"`(\w+)`", uses)) for folder, uses in LISTED_FOLDER.findall(text)}
    return [
        f"{file}: lists {sorted(listed.get(folder, set()))} for src/{folder}/, where ARROWS has {sorted(ARROWS.get(folder, set()))}"
        for folder in ARROWS.keys() | listed.keys()
        if listed.get(folder) != ARROWS.get(folder)
    ]


RULES = (include_errors, architecture_errors, marker_errors, length_errors, header_errors, wait_errors)


def main() -> int:
    broken: dict[str, list[str]] = {rule.__name__: [] for rule in RULES}
    for file in tracked():
        name = file.relative_to(ROOT).as_posix()
        if name.startswith(("third_party/", "data/tables/", "tests/conformance/vectors/", "tests/conformance/samples/")):
            continue
        if file.suffix not in {".cc", ".h", ".py", ".md", ".cmake", ".recipe", ".sh"} or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8")
        for rule in RULES:
            broken[rule.__name__] += rule(file, text)
    for errors in broken.values():
        print(*errors, sep="\n", end="\n" if errors else "")
    failed = sum(map(bool, broken.values()))
    print(f"{len(RULES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
