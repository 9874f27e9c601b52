"""Faker's values as JSON values, typed as FastAPI and pydantic 2 type them."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python

from canonical import dump


def jsonable(value: Any) -> Any:
    """`value` as something `json` writes; TypeError for what has no JSON."""
    if value is None or isinstance(value, (bool, int, float, str)) and not isinstance(value, enum.Enum):
        return value
    if isinstance(value, enum.Enum):
        return jsonable(value.value)
    if isinstance(value, dict):
        return {_key(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, Iterator)):
        return [jsonable(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(jsonable, value), key=dump)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return to_jsonable_python(value)
    if isinstance(value, (Decimal, UUID, tzinfo)):
        return str(value)
    if isinstance(value, (bytes, bytearray)):
        return _text(bytes(value))
    raise TypeError(f"no JSON for a {type(value).__name__}")


def _key(key: Any) -> str:
    """An object's key: text stays, everything else becomes the text of its JSON value."""
    return key if isinstance(key, str) else str(jsonable(key))


def _text(value: bytes) -> Any:
    """UTF-8 becomes text; other bytes have no JSON, so a marker tells them apart."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {"not_text": hashlib.sha256(value).hexdigest(), "length": len(value)}
