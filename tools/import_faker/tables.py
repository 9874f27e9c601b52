"""The data of one provider class, and of the modules around it."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
import string
import sys
import types
import typing
from functools import cached_property
from typing import Any

from catalogue import BASE, DEFAULT, ProviderClass, module_name, static_definition
from encode import Unencodable, encode

from faker.generator import Generator
from faker.providers import BaseProvider

_LIBRARIES = (string, datetime, typing)
_NOT_DATA = {"localized", "default_locale", "logger"}
_LOOP_LEFTOVERS = {("date_time", "name"), ("date_time", "sym")}
"""Variables of a `for` statement at module level, which still hold its last round."""


def attributes(provider_class: ProviderClass) -> dict[str, Any]:
    """Class attributes that are data, inherited ones included, BaseProvider's own not.

    A property stands with its value: es_CL merges two tables of names in one.
    """
    found = {}
    cls = provider_class.cls
    for name in sorted(dir(cls)):
        if name.startswith("__") or name == "_abc_impl":
            continue
        definition = static_definition(cls, name)
        if isinstance(definition, cached_property) or callable(getattr(cls, name)):
            continue
        if provider_class.provider != BASE and definition is static_definition(BaseProvider, name):
            continue
        if isinstance(definition, property):
            definition = getattr(cls(Generator()), name)
        _add(found, name, definition, f"{provider_class.module}.{cls.__name__}")
    return found


def module_data(provider_class: ProviderClass) -> dict[str, Any]:
    """Data at module level, which functions use beside the class attributes.

    The provider's own file also carries its helper modules, such as color.color.
    """
    names = [provider_class.module]
    if provider_class.lang == DEFAULT and provider_class.provider != BASE:
        names += _helper_modules(provider_class.provider)
    found: dict[str, Any] = {}
    for module in map(importlib.import_module, names):
        here: dict[str, Any] = {}
        for name, value in sorted(vars(module).items()):
            if _is_class_of_constants(value, module):
                constants = {key: item for key, item in vars(value).items() if not key.startswith("__")}
                _add(here, name, constants, module.__name__)
            elif _is_module_data(provider_class.provider, name, value):
                _add(here, name, value, module.__name__)
        for name, value in here.items():
            if found.setdefault(name, value) != value:
                raise ValueError(f"{module.__name__}.{name} clashes with another module's")
    return found


def _helper_modules(provider: str) -> list[str]:
    """Modules inside a provider that hold no Provider of their own."""
    package = importlib.import_module(module_name(provider, DEFAULT))
    names = [f"{package.__name__}.{info.name}" for info in pkgutil.iter_modules(package.__path__)]
    return [name for name in sorted(names) if not hasattr(importlib.import_module(name), "Provider")]


def _is_module_data(provider: str, name: str, value: Any) -> bool:
    if name.startswith("__") or name in _NOT_DATA or (provider, name) in _LOOP_LEFTOVERS:
        return False
    if isinstance(value, (types.ModuleType, type, typing.TypeVar)) or callable(value):
        return False
    return not any(name in vars(library) and vars(library)[name] == value for library in _LIBRARIES)


def _is_class_of_constants(value: Any, module: types.ModuleType) -> bool:
    """A class that only groups values, such as internet's _IPv4Constants."""
    if not isinstance(value, type) or value.__module__ != module.__name__ or value.__bases__ != (object,):
        return False
    members = [member for key, member in vars(value).items() if not key.startswith("__")]
    return bool(members) and not any(callable(member) or isinstance(member, (property, staticmethod)) for member in members)


def _add(found: dict[str, Any], name: str, value: Any, where: str) -> None:
    try:
        found[name] = encode(value)
    except Unencodable as reason:
        print(f"skipped {where}.{name}: {reason}", file=sys.stderr)
