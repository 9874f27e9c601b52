"""The real Faker as an oracle: for a request, the answer that phoney must give.

    python tests/conformance/oracle.py [--now 2024-02-29T12:34:56Z] < requests > answers

A request is a line of JSON: {"generator": "name", "locale": "en_US", "seed": 7, "params": {}}.
Its answer is {"data": value}, or {"error": "TypeName"} if Faker raises.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import sys
from typing import Any

import arguments as parameters
import frozen
from jsonable import jsonable

Answer = dict[str, Any]
BASE64 = {"binary", "tar", "zip"}
"""Generators of bytes that need not be UTF-8, for which FastAPI fails; phoney spells all their values so."""


def json_of(generator: str, value: Any) -> Any:
    """The generator's value as phoney spells it in JSON."""
    return base64.b64encode(value).decode() if generator in BASE64 else jsonable(value)


class Oracle:
    """Faker with a frozen clock; one instance per locale is kept, and seeded anew for every answer."""

    def __init__(self, now: str = frozen.DEFAULT_NOW) -> None:
        frozen.freeze(now)
        self._generators: dict[str, Any] = {}

    @property
    def version(self) -> str:
        import faker

        return faker.VERSION

    @property
    def locales(self) -> list[str]:
        from faker.config import AVAILABLE_LOCALES

        return sorted(AVAILABLE_LOCALES)

    def generators(self, locale: str) -> list[str]:
        """The names that Faker registers in this locale: its public callables."""
        providers = self.instance(locale).providers
        names = {name for provider in providers for name in dir(provider) if not name.startswith("_")}
        return sorted(name for name in names if callable(getattr(self.instance(locale), name, None)))

    def answer(self, locale: str, generator: str, seed: int | str, params: dict[str, Any] | None = None) -> Answer:
        """{"data": value} or {"error": type name}."""
        try:
            source = self.seeded(locale, seed)
            value = getattr(source, generator)(**parameters.of(params))
            return {"data": json_of(generator, value)}
        except Exception as error:  # Which exceptions a generator raises is part of the answer.
            return {"error": type(error).__name__}

    def seeded(self, locale: str, seed: int | str) -> Any:
        """The locale's instance, seeded anew.

        The `random` module is seeded too, because some generators draw from it rather than from Faker's own.
        """
        source = self.instance(locale)
        source.seed_instance(seed)
        random.seed(seed)
        return source

    def forget(self, locale: str) -> None:
        """Drop the locale's instance and whatever state its providers cached."""
        self._generators.pop(locale, None)

    def instance(self, locale: str) -> Any:
        """Faker's generator of this locale."""
        if locale not in self._generators:
            from faker import Faker

            self._generators[locale] = Faker(locale).factories[0]
        return self._generators[locale]


def main() -> int:
    parser = argparse.ArgumentParser(description="Answer requests on stdin with the real Faker.")
    parser.add_argument("--now", default=frozen.DEFAULT_NOW, help="the time at which the clock stands")
    arguments = parser.parse_args()
    frozen.ensure_environment()
    oracle = Oracle(arguments.now)
    for text in sys.stdin:
        request = json.loads(text)
        answer = oracle.answer(request["locale"], request["generator"], request["seed"], request.get("params"))
        print(json.dumps(answer, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
