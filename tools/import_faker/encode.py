"""Python values as JSON values, so that order and type survive.

    str, int, float, bool, None   themselves
    list, tuple, dict keys        array
    OrderedDict                   {"ordered_dict": [[key, value], ...]}   weighted elements
    dict                          {"dict": [[key, value], ...]}
    set, frozenset                {"set": [...]} in the order in which Python iterates
    re.Pattern                    {"pattern": text}
    CreditCard, Country           {"record": [[field, value], ...]}
    IPv4Network, IPv4Address      text

An object in the output is therefore always one of these tags.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import re
from collections import OrderedDict
from collections.abc import KeysView
from typing import Any

from faker.typing import CreditCard


class Unencodable(Exception):
    """The value is not data; the argument says why."""


def encode(value: Any) -> Any:
    """`value` as something `json` can write, or `Unencodable`."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, (list, tuple, KeysView)):
        return [encode(item) for item in value]
    if isinstance(value, OrderedDict):
        return {"ordered_dict": _pairs(value.items())}
    if isinstance(value, dict):
        return {"dict": _pairs(value.items())}
    if isinstance(value, (set, frozenset)):
        return {"set": [encode(item) for item in value]}
    if isinstance(value, re.Pattern):
        return {"pattern": value.pattern}
    if isinstance(value, CreditCard):
        return {"record": _pairs(vars(value).items())}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {"record": [[field.name, encode(getattr(value, field.name))] for field in dataclasses.fields(value)]}
    if isinstance(value, (ipaddress.IPv4Network, ipaddress.IPv4Address)):
        return str(value)
    raise Unencodable(f"a {type(value).__module__}.{type(value).__qualname__}")


def _pairs(items: Any) -> list[list[Any]]:
    return [[encode(key), encode(value)] for key, value in items]
