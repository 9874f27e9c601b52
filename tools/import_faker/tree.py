"""The generated files, on disk: written, or compared."""

from __future__ import annotations

import sys
from pathlib import Path

GENERATED_FOLDER = "data/tables"


def write(root: Path, files: dict[str, str]) -> None:
    """Make the generated part of the tree hold exactly `files` (path -> text)."""
    for path, text in files.items():
        target = root / path
        if not target.exists() or target.read_bytes() != text.encode():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
    for path in _left_over(root, files):
        (root / path).unlink()
    size = sum(len(text.encode()) for text in files.values())
    print(f"{len(files)} files, {size:,} bytes")


def check(root: Path, files: dict[str, str]) -> int:
    """Exit code 1, and the names on stderr, if the tree is not what `files` says. Ends with the count of files."""
    wrong = [f"left over: {path}" for path in _left_over(root, files)]
    for path, text in files.items():
        target = root / path
        if not target.exists():
            wrong.append(f"missing: {path}")
        elif target.read_bytes() != text.encode():
            wrong.append(f"differs: {path}")
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print("Run `python tools/import_faker` and commit what it writes.", file=sys.stderr)
    print(f"{max(len(files) - len(wrong), 0)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


def _left_over(root: Path, files: dict[str, str]) -> list[str]:
    """Files in the generated folder which nothing generates any more."""
    found = (path.relative_to(root).as_posix() for path in sorted((root / GENERATED_FOLDER).rglob("*")) if path.is_file())
    return [path for path in found if path not in files]
