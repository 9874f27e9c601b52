"""The time zones of the pinned PyPI package tzdata: the IANA database, compiled, as Python's zoneinfo reads it.

tests/conformance/requirements.txt pins it, since the oracle reads the same.
"""

from __future__ import annotations

import base64
from importlib.resources import files
from typing import Any

import tzdata

import layout
import tzif


def document() -> str:
    """Every zone by name, base64 of its TZif data, prepared for cctz. A zone like another is the name of that one in `links`."""
    zones: dict[str, str] = {}
    links: dict[str, str] = {}
    names: dict[bytes, str] = {}
    for name in sorted(_names()):
        data = tzif.with_rule_written_out(files(tzdata).joinpath("zoneinfo", *name.split("/")).read_bytes())
        if data in names:
            links[name] = names[data]
        else:
            names[data] = name
            zones[name] = base64.b64encode(data).decode()
    header = {"tzdata": tzdata.__version__, "iana": tzdata.IANA_VERSION}
    return _text(header | {"zones": zones, "links": links})


def _names() -> list[str]:
    return files(tzdata).joinpath("zones").read_text().split()


def _text(parts: dict[str, Any]) -> str:
    rows = []
    for name, value in parts.items():
        if isinstance(value, dict):
            items = ",\n".join(f"  {layout.row(key)}: {layout.row(item)}" for key, item in value.items())
            rows.append(f" {layout.row(name)}: {{\n{items}\n }}")
        else:
            rows.append(f" {layout.row(name)}: {layout.row(value)}")
    return "{\n" + ",\n".join(rows) + "\n}\n"
