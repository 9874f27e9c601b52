"""Evaluates the expressions of alarms.tf, as parsed by python-hcl2: references, templates, conditions, lists, `for` objects with `if`, and the
few functions that it calls. Anything else is an error, so that a file which outgrows this fails its test.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|=>|[A-Za-z_][\w-]*|\d+|[!?:,.()\[\]{}])')


def fill(text: str, names: dict[str, Any]) -> str:
    """`text` with its ${name} filled in, as templatefile does."""
    return re.sub(r"\$\{(\w+)\}", lambda match: str(names[match[1]]), text)


class Expression:
    """One expression, evaluated while it is parsed; what a condition does not choose may fail."""

    def __init__(self, text: str, scope: dict[str, Any], folder: Path) -> None:
        self.tokens = TOKEN.findall(text)
        if "".join(self.tokens) != re.sub(r'\s+(?=(?:[^"]*"[^"]*")*[^"]*$)', "", text):
            raise ValueError(f"cannot read {text}")
        self.at, self.scope, self.folder = 0, scope, folder

    def whole(self) -> Any:
        value = self.condition()
        if self.at != len(self.tokens):
            raise ValueError(f"cannot read on at {self.tokens[self.at:]}")
        return self.known(value)

    @staticmethod
    def known(value: Any) -> Any:
        if isinstance(value, KeyError):
            raise value
        return value

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        if wanted and token != wanted:
            raise ValueError(f"expected {wanted}, found {token}")
        self.at += 1
        return token

    def condition(self) -> Any:
        value = self.unary()
        if self.peek() != "?":
            return value
        self.take("?")
        yes = self.condition()
        self.take(":")
        no = self.condition()
        return yes if self.known(value) else no

    def unary(self) -> Any:
        if self.peek() == "!":
            self.take()
            return not self.known(self.unary())
        value = self.primary()
        while self.peek() in {".", "["}:
            if self.take() == ".":
                key: Any = self.take()
            else:
                key = self.condition()
                self.take("]")
            if not isinstance(value, KeyError):
                try:
                    value = value[key]
                except KeyError as error:
                    value = error
                except TypeError:  # a text has no members
                    value = KeyError(key)
        return value

    def primary(self) -> Any:
        token = self.take()
        if token.startswith('"'):
            return self.template(json.loads(token))
        if token.isdigit():
            return int(token)
        if token in {"true", "false"}:
            return token == "true"
        if token == "[":
            return self.items("]")
        if token == "{":
            return self.for_object()
        if self.peek() == "(":
            self.take()
            return self.function(token, self.items(")"))
        if token not in self.scope:
            raise ValueError(f"there is no {token}")
        return self.scope[token]

    def template(self, text: str) -> str:
        return re.sub(r"\$\{([^}]*)\}", lambda match: str(Expression(match[1], self.scope, self.folder).whole()), text)

    def items(self, end: str) -> list[Any]:
        values = []
        while self.peek() != end:
            values.append(self.condition())
            if self.peek() == ",":
                self.take()
        self.take(end)
        return values

    def for_object(self) -> dict[str, Any]:
        self.take("for")
        name = self.take()
        self.take("in")
        values = self.known(self.condition())
        self.take(":")
        start, outer, result = self.at, self.scope, {}
        for value in values:
            self.at, self.scope = start, {**outer, name: value}
            key = self.condition()
            self.take("=>")
            made = self.condition()
            if self.peek() == "if":
                self.take()
                if not self.known(self.condition()):
                    continue
            result[key] = made
        self.scope = outer
        self.take("}")
        return result

    def function(self, name: str, arguments: list[Any]) -> Any:
        if name == "can":
            return not isinstance(arguments[0], KeyError)
        if name == "try":
            return next((argument for argument in arguments if not isinstance(argument, KeyError)), arguments[-1])
        # What follows from a failure fails, so that `try` may be around it.
        failed = next((argument for argument in arguments if isinstance(argument, KeyError)), None)
        if failed is not None:
            return failed
        match name, arguments:
            case "file", [path]:
                return Path(path).read_text(encoding="utf-8")
            case "templatefile", [path, names]:
                return fill(Path(path).read_text(encoding="utf-8"), names)
            case "jsondecode", [text]:
                return json.loads(text)
            case "contains", [values, value]:
                return value in values
            case "trimspace", [text]:
                return text.strip()
            case "split", [separator, text]:
                return text.split(separator)
            case "regex", [pattern, text]:
                return list(re.search(pattern, text).groups())
        raise ValueError(f"there is no function {name}")


def evaluate(value: Any, scope: dict[str, Any], folder: Path) -> Any:
    """A value as python-hcl2 gives it: `"..."` with its quotes, `${...}`, a list, an object, or plain."""
    if isinstance(value, list):
        return [evaluate(each, scope, folder) for each in value]
    if isinstance(value, dict):
        return {name: evaluate(each, scope, folder) for name, each in value.items() if not name.startswith("__")}
    if not isinstance(value, str):
        return value
    return Expression(value[2:-1] if value.startswith("${") else value, scope, folder).whole()
