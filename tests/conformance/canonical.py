"""One text per JSON value, so that values compare by type, order and digits but not by formatting."""

from __future__ import annotations

import hashlib
import json
from typing import Any

UNORDERED = {"pyset", "pyiterable"}
"""Generators that may return a set, whose order means nothing."""


def dump(value: Any) -> str:
    """`value` as JSON without spaces; int, float and text stay apart, and floats print by repr."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def line(generator: str, value: Any) -> str:
    """What a seed's value contributes to its cell's digest."""
    if generator in UNORDERED and isinstance(value, list):
        value = sorted(value, key=dump)
    return dump(value)


def error_line(type_name: str) -> str:
    """What a seed contributes for which Faker raises an exception of that type."""
    return f"!{type_name}"


def digest(lines: list[str]) -> str:
    """16 hexadecimal digits for a cell, from one line per seed."""
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]
