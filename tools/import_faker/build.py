"""All generated files, as path -> text."""

from __future__ import annotations

import json
from typing import Any

import catalogue
import derived
import layout
import notices
import tables
import time_zones
from catalogue import BASE, DEFAULT, ProviderClass

from faker.decode.codes import codes

UNIDECODE_ROW = 256


def files(version: str) -> dict[str, str]:
    """The tables of every provider class, the map of locales, and the notices."""
    out = {
        "THIRD_PARTY_NOTICES": notices.notices(version),
        "data/time_zones.json": time_zones.document(),
        "data/tables/locales.json": _locales(version),
        "data/tables/text/unidecode.json": _unidecode(version),
    }
    defaults: dict[str, dict[str, Any]] = {}
    for provider_class in catalogue.classes():
        sections = _sections(provider_class)
        if provider_class.lang == DEFAULT:
            defaults[provider_class.provider] = sections
        else:
            sections = _difference(sections, defaults[provider_class.provider])
        header = {"faker": version, "provider": provider_class.provider, "lang": provider_class.lang}
        out[provider_class.path] = layout.document(header | {name: data for name, data in sections.items() if data})
    return out


def _sections(provider_class: ProviderClass) -> dict[str, Any]:
    sections = {
        "methods": dict(sorted(provider_class.methods.items())),
        "attributes": tables.attributes(provider_class),
        "module": tables.module_data(provider_class),
    }
    sections["derived"] = _derived(provider_class, sections)
    return sections


def _derived(provider_class: ProviderClass, sections: dict[str, Any]) -> dict[str, Any]:
    if provider_class.provider == BASE:
        return {}
    known = {json.dumps(table) for name in ("attributes", "module") for table in sections[name].values()}
    return derived.tables(provider_class, sections["methods"], known)


def _difference(sections: dict[str, Any], default: dict[str, Any]) -> dict[str, Any]:
    """What a reader who looks here first and in default.json second needs here.

    A class which does not derive from its provider's own may lack what that has: those names are `absent`.
    """
    absent = {name: sorted(default[name].keys() - sections[name].keys()) for name in ("methods", "attributes")}
    changed = {
        name: {key: value for key, value in data.items() if key not in default[name] or not _same(value, default[name][key])}
        for name, data in sections.items()
    }
    return changed | {"absent": {name: names for name, names in absent.items() if names}}


def _same(one: Any, other: Any) -> bool:
    """Equal in value, type and order; `==` alone would confuse 1, 1.0 and True."""
    return json.dumps(one) == json.dumps(other)


def _locales(version: str) -> str:
    providers = layout.row(catalogue.providers())
    rows = ",\n".join(f"  {layout.row(locale)}: {layout.row(langs)}" for locale, langs in catalogue.locales().items())
    aliases = layout.row(catalogue.locale_aliases())
    return (
        f'{{\n "faker": {layout.row(version)},\n "providers": {providers},\n'
        f' "aliases": {aliases},\n "locales": {{\n{rows}\n }}\n}}\n'
    )


def _unidecode(version: str) -> str:
    """256 rows of 256 strings: row r, column c is the ASCII for U+rrcc."""
    rows = ",\n".join("  " + layout.row(codes[start : start + UNIDECODE_ROW]) for start in range(0, len(codes), UNIDECODE_ROW))
    return f'{{\n "faker": {layout.row(version)},\n "codes": [\n{rows}\n ]\n}}\n'
