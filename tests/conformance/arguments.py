"""A request's parameters as Faker takes them: phoney writes as text what Python has objects for."""

from __future__ import annotations

import re
from collections import OrderedDict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

_DATES = {
    "start_date", "end_date", "datetime_start", "datetime_end", "date_start", "date_end", "start_datetime", "end_datetime",
    "start", "end", "birthdate", "birthday", "date_of_birth", "precision",
}  # fmt: skip
_DURATION = re.compile(r"(-?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def of(params: dict[str, Any] | None) -> dict[str, Any]:
    """The keyword arguments for Faker's method."""
    return {name: _value(name, value) for name, value in (params or {}).items()}


def _value(name: str, value: Any) -> Any:
    if name == "elements" and isinstance(value, dict):
        return OrderedDict(value)  # of weights; Faker takes no other dictionary
    if not isinstance(value, str):
        return value
    if name in ("min_value", "max_value"):
        return Decimal(value)
    if name == "tzinfo":
        return ZoneInfo(value)
    if name not in _DATES:
        return value
    if value == "today":
        return date.today()
    if _DATE.fullmatch(value):
        return date.fromisoformat(value)
    if _DATE.match(value):
        return datetime.fromisoformat(value)
    if found := _DURATION.fullmatch(value):
        sign, *counts = found.groups()
        weeks, days, hours, minutes, seconds = (float(count) if count and "." in count else int(count or 0) for count in counts)
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        return -length if sign else length
    return value
