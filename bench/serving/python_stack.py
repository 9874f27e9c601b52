"""phoney's two busiest routes as a Python service has them: FastAPI, uvicorn and Faker, kept as fast as is ordinary.

Handlers are coroutines (no thread pool), a Faker is made once per locale, and a template is parsed once per request. Like
phoney, each answer is seeded and names its seed.
"""

import ast
import re
import secrets
import time
from collections.abc import Callable
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

from faker import Faker
from fastapi import FastAPI, HTTPException, Query
from pydantic import BaseModel, Field

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)(?::([^}]*))?\s*\}\}")
Maker = Callable[[], Any]

app = FastAPI()


class TemplateRequest(BaseModel):
    template: Any
    count: int = Field(1, ge=1, le=1000)
    locale: str = "en_US"
    seed: int | None = None


@lru_cache
def faker_of(locale: str) -> Faker:
    return Faker(locale)


def seeded(locale: str, seed: int | None) -> tuple[Faker, int]:
    fake = faker_of(locale)
    seed = secrets.randbits(63) if seed is None else seed
    fake.seed_instance(seed)
    return fake, seed


def argument(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text


def placeholder(fake: Faker, name: str, arguments: str | None) -> Maker:
    method = getattr(fake, name, None)
    if method is None:
        raise HTTPException(422, f"unknown generator {name}")
    named = dict(part.strip().split("=", 1) for part in arguments.split(",")) if arguments else {}
    values = {key: argument(value) for key, value in named.items()}
    return lambda: method(**values)


def text_maker(fake: Faker, text: str) -> Maker:
    found = list(PLACEHOLDER.finditer(text))
    if not found:
        return lambda: text
    makers = [placeholder(fake, match[1], match[2]) for match in found]
    if len(found) == 1 and found[0].span() == (0, len(text)):
        return makers[0]
    pieces = PLACEHOLDER.sub("\0", text).split("\0")
    return lambda: pieces[0] + "".join(f"{make()}{piece}" for make, piece in zip(makers, pieces[1:]))


def compiled(fake: Faker, template: Any) -> Maker:
    """A function that makes one value of the template."""
    if isinstance(template, str):
        return text_maker(fake, template)
    if isinstance(template, dict):
        members = [(key, compiled(fake, value)) for key, value in template.items()]
        return lambda: {key: make() for key, make in members}
    if isinstance(template, list):
        elements = [compiled(fake, value) for value in template]
        return lambda: [make() for make in elements]
    return lambda: template


@app.get("/fake/{generator}")
async def values(generator: str, count: int = Query(1, ge=1, le=100), locale: str = "en_US", seed: int | None = None):
    fake, seed = seeded(locale, seed)
    method = getattr(fake, generator, None)
    if method is None:
        raise HTTPException(404, "Not Found")
    data = method() if count == 1 else [method() for _ in range(count)]
    now = datetime.now(timezone.utc).isoformat()
    return {"generator": generator, "data": data, "count": count, "locale": locale, "seed": seed, "now": now}


@app.post("/template")
async def records(request: TemplateRequest):
    start = time.perf_counter()
    fake, seed = seeded(request.locale, request.seed)
    make = compiled(fake, request.template)
    data = [make() for _ in range(request.count)]
    return {
        "generated_count": len(data),
        "requested_count": request.count,
        "data": data,
        "format": "json",
        "locale": request.locale,
        "seed": seed,
        "now": datetime.now(timezone.utc).isoformat(),
        "execution_time_ms": (time.perf_counter() - start) * 1000,
        "warnings": [],
    }
