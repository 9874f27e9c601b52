"""Which class Faker uses for each provider in each locale, and where each of its generators is defined."""

from __future__ import annotations

import functools
import importlib
import inspect
import locale as pylocale
from typing import Any, Iterator

from faker import Faker
from faker.config import AVAILABLE_LOCALES, PROVIDERS
from faker.generator import Generator
from faker.providers import BaseProvider

ROOT_MODULE = "faker.providers"
BASE = "base"
DEFAULT = "default"


class ProviderClass:
    """One provider in one language: the class Faker would register, and its names."""

    def __init__(self, provider: str, lang: str, cls: type, locale: str) -> None:
        self.provider = provider
        self.lang = lang
        self.cls = cls
        self.locale = locale
        """A locale which uses this class."""

    @property
    def module(self) -> str:
        return module_name(self.provider, self.lang)

    @property
    def path(self) -> str:
        return f"data/tables/{self.provider}/{self.lang}.json"

    @functools.cached_property
    def methods(self) -> dict[str, str]:
        """Generator name -> "<lang>.<function>", for what `Generator.add_provider` would register."""
        instance = self.cls(Generator())
        found = {}
        for name in dir(instance):
            if name.startswith("_") or not callable(getattr(instance, name)):
                continue
            definition = static_definition(self.cls, name)
            if self.provider == BASE or definition is not static_definition(BaseProvider, name):
                found[name] = self._binding(definition)
        return found

    def _binding(self, definition: Any) -> str:
        """Aliases and decorators are looked through: the name is that of the function's own `def`."""
        function = inspect.unwrap(getattr(definition, "__func__", definition))
        provider, lang = split_module(function.__module__)
        where = lang if provider == self.provider else f"{provider}/{lang}"
        return f"{where}.{function.__name__}"


def static_definition(cls: type, name: str) -> Any:
    """The attribute as it stands in the class body, without binding it; None if there is none."""
    return inspect.getattr_static(cls, name, None)


def module_name(provider: str, lang: str) -> str:
    if provider == BASE:
        return ROOT_MODULE
    return f"{ROOT_MODULE}.{provider}" + ("" if lang == DEFAULT else f".{lang}")


def split_module(module: str) -> tuple[str, str]:
    """faker.providers.ssn.de_DE -> ("ssn", "de_DE"); the provider's own module has the language "default"."""
    if module == ROOT_MODULE:
        return BASE, DEFAULT
    provider, _, lang = module.removeprefix(ROOT_MODULE + ".").partition(".")
    return provider, lang or DEFAULT


def providers() -> list[str]:
    """Short names in Faker's order of registration; BaseProvider stands last."""
    return [path.removeprefix(ROOT_MODULE + ".") for path in PROVIDERS if path != ROOT_MODULE] + [BASE]


def locales() -> dict[str, dict[str, str]]:
    """Locale -> provider -> language of the class that Faker uses."""
    return {
        locale: {provider: used[provider].__lang__ or DEFAULT for provider in providers() if provider != BASE}
        for locale in sorted(AVAILABLE_LOCALES)
        for used in [instances(locale)]
    }


def locale_aliases() -> dict[str, str]:
    """Lower-case spelling -> locale, as Python's locale module normalises it and so Faker: "fr" -> "fr_FR"."""
    targets = {alias: pylocale.normalize(alias).split(".")[0] for alias in pylocale.locale_alias}
    return {
        alias: target
        for alias, target in sorted(targets.items())
        if target in AVAILABLE_LOCALES and alias != target.lower() and "." not in alias and "@" not in alias
    }


def classes() -> Iterator[ProviderClass]:
    """Every provider's base class, followed by the classes that some locale uses."""
    for provider in providers():
        base = importlib.import_module(module_name(provider, DEFAULT))
        yield ProviderClass(provider, DEFAULT, BaseProvider if provider == BASE else base.Provider, "en_US")
        if provider == BASE:
            continue
        first_locale: dict[str, str] = {}
        for locale in sorted(AVAILABLE_LOCALES):
            first_locale.setdefault(instances(locale)[provider].__lang__ or DEFAULT, locale)
        for lang, locale in sorted(first_locale.items()):
            if lang != DEFAULT:
                yield ProviderClass(provider, lang, type(instances(locale)[provider]), locale)


@functools.cache
def fake(locale: str) -> Faker:
    """Faker as its users make it: it maps "de" to de_DE and "en" to en_US before it looks for classes."""
    return Faker(locale)


def instances(locale: str) -> dict[str, BaseProvider]:
    """Provider -> its instance in the Faker of this locale."""
    return {provider.__provider__.removeprefix(ROOT_MODULE + "."): provider for provider in fake(locale).factories[0].providers}
