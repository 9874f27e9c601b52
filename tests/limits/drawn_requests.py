"""Requests for the probe, and adversarial ones drawn from what the generators' parameters take.

A request is one line of the probe's input: a route, and what a client would send to it.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

MEBIBYTE = 1 << 20  # the largest body that the server reads by default
QUERY_BYTES = 7000  # of a query, which a request's head must hold
INT64_MAX = 2**63 - 1

Request = dict[str, Any]


def query(generator: str, text: str) -> Request:
    return {"route": "query", "generator": generator, "query": text}


def generate(provider: str, generator: str, **body: Any) -> Request:
    kwargs = body.pop("kwargs", {})
    return {"route": "generate", "body": json.dumps({"provider": provider, "generator": generator, "params": {"kwargs": kwargs}} | body)}


def template(source: Any, route: str = "template", **body: Any) -> Request:
    return {"route": route, "body": json.dumps({"template": source} | body)}


def size(request: Request) -> int:
    return len(request.get("body", "")) + len(request.get("query", ""))


@dataclass(frozen=True)
class Generator:
    name: str
    provider: str
    locale: str
    parameters: list[dict]


class Draw:
    """Draws the parts of requests, in at most so many bytes each."""

    REPEATED = (
        "#", "?", "^", "@", "!", "a", "0", " ", "é", "Σ", "Σ.", "ß", "ﷺ", "́", '"', "\\", "&", "<>", ",", "\n", "{", "{{", "}}", "%s", "%c", "%Y0",
        "%1000000s", "%99999d", "{{name}}", "{{text}}", "{{pydict}}", "{{nope}}", "{{ a", "{width}", "A.B-", "٣",
    )
    WORDS = ("", "a", "now", "-30y", "+90d", "1970-01-01", "9999-12-31", "UTC", "Europe/Berlin", "Europa/Berlin", "name", "pydict", "1e400")

    def __init__(self, seed: str, generators: list[Generator]) -> None:
        self.random = random.Random(seed)
        self.generators = generators
        self.by_locale: dict[str, list[str]] = {}
        for generator in generators:
            self.by_locale.setdefault(generator.locale, []).append(generator.name)

    def count(self, most: int) -> int:
        """Often the most, or few; else anything between."""
        return self.random.choice((most, most, most // 2, 1, 2, self.random.randint(0, most), int(most ** self.random.random())))

    def text(self, budget: int) -> str:
        if self.random.random() < 0.2:
            return self.random.choice(self.WORDS)
        part = self.random.choice(self.REPEATED)
        if self.random.random() < 0.2:
            part += self.random.choice(self.REPEATED)
        return part * self.count(max(budget // len(json.dumps(part)), 1))

    def integer(self, highest: int = INT64_MAX) -> int:
        if highest < INT64_MAX and self.random.random() < 0.7:
            return self.random.choice((highest, highest, highest - 1, highest // 3, highest + 1))
        return self.random.choice((0, 1, -1, 2, 10, 15, 100, 1000, 4300, 4301, 10**5, 10**6, 10**7, 2**31, 10**15, INT64_MAX, -(2**63), 10**4299))

    def number(self) -> Any:
        return self.random.choice((self.integer(), 0.1, 1e308, -1e308, 5e-324, "1e400", "0." + "9" * 990, "1" * 990))

    def texts(self, locale: str, budget: int) -> list[str]:
        kind = self.random.randrange(4)
        if kind == 0:
            return [self.text(budget)]
        if kind == 1:
            names = self.by_locale[locale]
            return self.random.choices(names, k=self.count(min(20, budget // 20 + 1)))
        if kind == 2:
            return [""] * self.count(budget // 4)
        return [f"w{i}" for i in range(self.count(budget // 12))]

    def elements(self, budget: int, objects: bool) -> Any:
        amount = max(self.count(budget // 14), 1)
        kind = self.random.randrange(5 if objects else 3)
        if kind == 0:
            return list(range(amount))
        if kind == 1:
            return [self.text(budget)]
        if kind == 2:
            return self.text(budget)
        return {f"k{i}": self.random.choice((1, 0, 1e-9)) if kind == 3 else 1 for i in range(amount)}

    def definition(self, locale: str, depth: int, budget: int, objects: bool) -> Any:
        """What `json` and `fixed_width` take."""
        if not objects:
            return [["a", self.random.choice(self.by_locale[locale])]]
        kind = self.random.randrange(5)
        if kind == 0:
            return {f"k{i}": "{{name}}" for i in range(self.count(budget // 20))}
        if kind == 1:
            return [[f"k{i}", "name"] for i in range(self.count(budget // 20))]
        if kind == 2:
            inner = self.random.choice([generator for generator in self.generators if generator.locale == locale])
            return [["a", inner.name, self.arguments(inner, budget // 2, True, depth + 1) if depth < 2 else {}]]
        if kind == 3:
            return [[self.integer(10**5), self.random.choice(self.by_locale[locale])] for _ in range(self.count(min(budget // 20, 1000)))]
        value: Any = {"v": list(range(self.count(budget // 8)))}
        for _ in range(self.count(40)):
            value = {"d": value}
        return value

    def argument(self, parameter: dict, locale: str, budget: int, objects: bool, depth: int) -> Any:
        if self.random.random() < 0.03:
            return self.random.choice((None, True, 1, "x", [], ["x"]))
        if parameter["choices"]:
            return self.random.choice(parameter["choices"])
        match parameter["type"]:
            case "boolean":
                return self.random.random() < 0.5
            case "null":
                return None
            case "integer":
                return self.integer(parameter["highest"])
            case "number":
                return self.number()
            case "text":
                return self.text(budget)
            case "date" | "duration" | "time zone":
                return self.random.choice((*self.WORDS, 0, 1, 10**9, "1s", "-1000y"))
            case "list":
                return self.elements(budget, objects)
            case "list or object":
                return self.definition(locale, depth, budget, objects)
            case "list of integers":
                return [self.integer()] * self.count(budget // 12)
            case "list of digits":
                return [self.random.choice(("1", "123", "9" * 20))] * self.count(budget // 24)
            case _:
                return self.texts(locale, budget)

    def arguments(self, generator: Generator, budget: int, objects: bool, depth: int = 0) -> dict:
        chosen = [parameter for parameter in generator.parameters if self.random.random() < 0.7]
        return {parameter["name"]: self.argument(parameter, generator.locale, budget // len(chosen), objects, depth) for parameter in chosen}

    # As text, in the language of templates, which a query's values are written in too.

    def spelled(self, value: Any) -> str:
        if isinstance(value, str):
            escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        if isinstance(value, list):
            return "[" + ",".join(self.spelled(item) for item in value) + "]"
        return json.dumps(value)

    def placeholder(self, budget: int, locale: str) -> str:
        if self.random.random() < 0.05:
            return "{{" + self.random.choice(("nmae", "x" * 90, "phone_numbr", "pydcit", "[addres]:count=3")) + "}}"
        generator = self.random.choice([generator for generator in self.generators if generator.locale == locale])
        parameters = [f"{name}={self.spelled(value)}" for name, value in self.arguments(generator, budget // 2, False).items()]
        name = generator.name
        if self.random.random() < 0.3:
            name = f"[{name}]"
            parameters.append(f"count={self.random.choice((0, 1, 10, 1000, 1000, 10_000))}")
        if self.random.random() < 0.1:
            parameters.append("unique=true")
        return "{{" + name + (":" + ",".join(parameters) if parameters else "") + "}}"

    def query(self) -> Request:
        generator = self.random.choice(self.generators)
        parts = [f"locale={generator.locale}"]
        if self.random.random() < 0.5:
            parts.append(f"count={self.random.choice((1, 2, 10, 100))}")
        parts += [f"{name}={quote(self.spelled(value), safe='')}" for name, value in self.arguments(generator, QUERY_BYTES // 4, False).items()]
        return query(generator.name, "&".join(parts))

    def generate(self, budget: int) -> Request:
        generator = self.random.choice(self.generators)
        return generate(
            generator.provider, generator.name, locale=generator.locale, kwargs=self.arguments(generator, budget, True),
            count=self.random.choice((1, 1, 10, 100)), unique=self.random.random() < 0.2)

    def source(self, budget: int, locale: str) -> Any:
        kind = self.random.randrange(6)
        if kind == 0:  # one text of many parts
            part = self.placeholder(min(budget, 200), locale) + self.random.choice(("", " ", "-"))
            return {"a": part * self.count(budget // len(part) + 1)}
        if kind == 1:  # many fields
            fields = self.count(min(budget // 60 + 1, 2000))
            return {f"f{i}": self.placeholder(budget // max(fields, 1), locale) for i in range(fields)}
        if kind == 2:  # deep
            value: Any = self.placeholder(min(budget, 1000), locale)
            key = "k" * self.random.choice((1, 30, 100))
            for _ in range(min(self.count(70), budget // (len(key) + 6))):
                value = {key: value} if self.random.random() < 0.7 else [value]
            return {"a": value}
        if kind == 3:  # plain values below a long path
            return {"k" * self.count(1900): [self.random.choice(("", 0, None, "{x}"))] * self.count(budget // 6), "b": self.placeholder(100, locale)}
        if kind == 4:  # names that nobody knows
            return {"a": "{{" + self.random.choice(("nme", "y" * 60, "addrss")) + "}}" * 1 + "{{qqq}}" * self.count(budget // 8)}
        return {"a": self.placeholder(budget, locale)}

    def template(self, budget: int) -> Request:
        locale = self.random.choice(("en_US", "en_US", self.random.choice(list(self.by_locale))))
        body: dict[str, Any] = {"locale": locale, "count": self.random.choice((1, 1, 10, 1000))}
        if self.random.random() < 0.2:
            body["unique"] = True
        if self.random.random() < 0.3:
            body["format"] = self.random.choice(("csv", "ndjson", "json"))
        return template(self.source(budget, locale), self.random.choice(("template", "template", "records", "validate")), **body)

    def request(self) -> Request:
        while True:
            budget = self.random.choice((200, 1500, 1500, 20_000, 200_000, 900_000))
            kind = self.random.randrange(4)
            request = self.query() if kind == 0 else self.generate(budget) if kind == 1 else self.template(budget)
            if size(request) <= (QUERY_BYTES if kind == 0 else MEBIBYTE):
                return request
