"""Tables that exist only while a Faker function runs.

Each function is called with a few seeds while a profiler watches. What is kept:
a collection in one of its local variables, or passed to `random_element(s)`,
which had the same value in every call and is not a class attribute or a
module's table already. So `ssn.en_US.ein` yields its list of prefixes, and
`person.default.prefix` the union of the genders' prefixes, in Python's order.
"""

from __future__ import annotations

import contextlib
import functools
import json
import random
import sys
from collections import defaultdict
from types import FrameType
from typing import Any

import catalogue
from catalogue import ProviderClass, ROOT_MODULE, split_module
from encode import Unencodable, encode

from faker import Faker

SEEDS = range(6)
MIN_LENGTH = 3
COLLECTIONS = (list, tuple, dict, set, frozenset)
PICKERS = {"random_element", "random_elements", "random_choices", "random_sample"}
NOT_CALLED = {
    *("binary", "image", "tar", "zip", "csv", "dsv", "psv", "tsv", "profile", "simple_profile"),
    *("words", "sentence", "sentences", "paragraph", "paragraphs", "text", "texts"),
    *("english_sentences", "english_paragraph", "english_paragraphs", "english_text", "english_texts"),
}
"""They need other packages, take long, or only combine other generators."""

NO_TABLES = {"default._parse_date_string"}
"""Variables that repeat only because the arguments do."""

Table = dict[str, Any]
Seen = dict[str, dict[str, set[str]]]


def tables(provider_class: ProviderClass, methods: dict[str, str], known: set[str]) -> dict[str, Table]:
    """Function -> variable -> value, for the functions behind `methods`; `known` holds tables that stand elsewhere, as JSON."""
    fake = catalogue.fake(provider_class.locale)
    instance = next((p for p in fake.factories[0].providers if type(p) is provider_class.cls), None)
    if instance is None:
        instance = provider_class.cls(fake.factories[0])
    attributes = _attribute_ids()
    found: dict[str, Table] = {}
    for name in sorted(methods):
        if name in NOT_CALLED:
            continue
        watch = Watch(provider_class.provider, attributes)
        seen = [watch.call(fake, getattr(instance, name), seed) for seed in SEEDS]
        for function, variables in seen[0].items():
            for variable, values in variables.items():
                text = _only_value(values, [other[function][variable] for other in seen[1:] if variable in other.get(function, {})])
                if text is not None and text not in known:
                    found.setdefault(function, {})[variable] = json.loads(text)
    return found


def _only_value(first: set[str], others: list[set[str]]) -> str | None:
    """The value, as JSON, if every call had it and no other."""
    if len(first) == 1 and len(others) >= 2 and all(other == first for other in others):
        return next(iter(first))
    return None


@functools.cache
def _attribute_ids() -> set[int]:
    """The identities of every class attribute of every provider, which need no second look."""
    classes = [provider_class.cls for provider_class in catalogue.classes()]
    return {id(value) for cls in classes for parent in cls.__mro__ for value in vars(parent).values()}


class Watch:
    """Calls functions of one provider and notes the collections which they handle."""

    def __init__(self, provider: str, attributes: set[int]) -> None:
        self.provider = provider
        self.attributes = attributes
        self.seen: Seen = {}

    def call(self, fake: Faker, function: Any, seed: int) -> Seen:
        """Function -> variable -> JSON of each collection that it held during this call."""
        self.seen = defaultdict(lambda: defaultdict(set))
        fake.seed_instance(seed)
        random.seed(seed)
        with contextlib.redirect_stdout(None):
            sys.setprofile(self._profile)
            try:
                function()
            except Exception:  # A generator that needs arguments has still shown its tables.
                pass
            finally:
                sys.setprofile(None)
        return self.seen

    def _profile(self, frame: FrameType, event: str, _: Any) -> None:
        if event != "return":
            return
        module = frame.f_globals.get("__name__", "")
        if module == ROOT_MODULE and frame.f_code.co_name in PICKERS and frame.f_back is not None:
            self._note(frame.f_back, {"elements": frame.f_locals.get("elements")})
        elif module.startswith(ROOT_MODULE + "."):
            self._note(frame, frame.f_locals)

    def _note(self, frame: FrameType, variables: dict[str, Any]) -> None:
        owner, lang = split_module(frame.f_globals["__name__"])
        function = f"{lang}.{frame.f_code.co_name}"
        if owner != self.provider:
            function = f"{owner}/{function}"
        if frame.f_code.co_name.startswith("<") or function in NO_TABLES or (owner != self.provider and _is_method(frame)):
            return
        for variable, value in variables.items():
            if not isinstance(value, COLLECTIONS) or len(value) < MIN_LENGTH or id(value) in self.attributes:
                continue
            try:
                self.seen[function][variable].add(json.dumps(encode(value)))
            except Unencodable:
                continue


def _is_method(frame: FrameType) -> bool:
    """Another provider's methods show their tables in its own files; its helper functions may be called from here alone."""
    return frame.f_code.co_qualname.split(".")[0].endswith("Provider")
