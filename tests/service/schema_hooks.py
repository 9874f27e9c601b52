"""For schemathesis: what the document calls valid is accepted, but for rules that a schema cannot express. test_schema.py loads this.

A refusal of valid data passes only if it is one of EXPLAINED, each with the reason, or 404: a schema does not say what exists.
"""

from __future__ import annotations

import re

import schemathesis
from pydantic import TypeAdapter, ValidationError
from schemathesis.specs.openapi.checks import negative_data_rejection

# Of which operations, which message of the response, and why no schema says it.
EXPLAINED = [
    (r"POST .*/?template", r"^the template has no placeholder; ", "a schema cannot look for a text at any depth"),
    (r"POST /api/v1/template/generate", r"^Input should be less than or equal to (10000 in an envelope; .*|100000 with unique values)$",
     "the most in an envelope depends on the header Accept too"),
    (r"POST .*/?template", r"^Input should be at most 64 characters, none of them the delimiter", "the delimiter is another member"),
    (r"POST /token", r"^Too many wrong passwords or API keys: the limit is 10 a minute$", "a client has ten guesses a minute"),
]
# JSON Schema calls 7.0 an integer, and no keyword tells it from 7.
INTEGER = re.compile(r"^Input should be (a valid integer|an integer or a string)$")
# The path of a generator states the ranges of its integers.
OWN_PATH = re.compile(r"^GET /fake/\w+$")
OUT_OF_RANGE = re.compile(r"^`\w+` must be at (least|most) -?\d+, not ")
# A query's own parameters; the others are the generator's.
COMMON = {"count", "locale", "seed", "now", "format"}


def problems(response) -> list[tuple[list[str], str]]:
    """The place and the message of each problem that an error's body names."""
    detail = response["detail"]
    if isinstance(detail, str):
        return [([""], detail)]
    if isinstance(detail, dict):
        return [([""], error["message"]) for error in detail["errors"]]
    return [(problem["loc"], problem["msg"]) for problem in detail]


def is_of_generator(place: list[str]) -> bool:
    """Parameters of a generator: bounds are between two of them, a query writes lists as text, and a body has those of any generator."""
    return place[0] == "query" and place[-1] not in COMMON or "params" in place


def is_explained(case, place: list[str], message: str) -> bool:
    if INTEGER.match(message):
        return isinstance(case.body, dict) and isinstance(case.body.get(place[-1]), float)
    if is_of_generator(place):
        return not (OWN_PATH.match(case.operation.label) and OUT_OF_RANGE.match(message))
    return any(re.search(where, case.operation.label) and re.search(what, message) for where, what, _ in EXPLAINED)


@schemathesis.check
def valid_data_is_accepted(ctx, response, case) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if response.status_code < 400 or response.status_code in (401, 404):
        return
    unexplained = [message for place, message in problems(response.json()) if not is_explained(case, place, message)]
    assert not unexplained, f"the schema calls this valid: {unexplained}"


# Members of bodies that are read as FastAPI reads them, though the schema has one type for each, as FastAPI's own documents do.
LAX = {"count": TypeAdapter(int), **dict.fromkeys(("unique", "envelope", "streaming", "strict", "csv_header", "csv_bom"), TypeAdapter(bool))}


def is_read_laxly(name: str, value) -> bool:
    if name not in LAX:
        return False
    try:
        return type(LAX[name].validate_python(value)) is not type(value)
    except ValidationError:
        return False


@schemathesis.check
def invalid_data_is_refused(ctx, response, case) -> None:
    """schemathesis's negative_data_rejection, but for what the lax mode takes."""
    if isinstance(case.body, dict) and any(is_read_laxly(name, value) for name, value in case.body.items()):
        return
    negative_data_rejection(ctx, response, case)
