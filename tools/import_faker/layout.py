"""JSON text that people can review: what fits stands on one line, and longer things take a line per element."""

from __future__ import annotations

import json
import re
from typing import Any

WIDTH = 120
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def document(value: Any) -> str:
    """`value` as a JSON document that ends in a line feed."""
    return _escape_surrogates("".join(_lines(value, 0)) + "\n")


def row(value: Any) -> str:
    """`value` on one line."""
    return _escape_surrogates(json.dumps(value, ensure_ascii=False))


def _lines(value: Any, depth: int) -> list[str]:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (list, dict)) or not value or (depth > 1 and len(flat) + depth <= WIDTH):
        return [flat]
    out: list[str] = []
    inner = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        for key, item in value.items():
            out += [",", inner] if out else ["{", inner]
            out += [json.dumps(key, ensure_ascii=False), ": ", *_lines(item, depth + 1)]
        return [*out, "\n", " " * depth, "}"]
    for item in value:
        out += [",", inner] if out else ["[", inner]
        out += _lines(item, depth + 1)
    return [*out, "\n", " " * depth, "]"]


def _escape_surrogates(text: str) -> str:
    """Lone surrogates have no UTF-8, so they stay as JSON escapes."""
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
