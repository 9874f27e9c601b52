"""The same template route as a Python function: FastAPI behind Mangum, values by Faker."""

import re
from typing import Any

from faker import Faker
from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel

app = FastAPI()
PLACEHOLDER = re.compile(r"\{\{(\w+)(?::([^}]*))?\}\}")


class TemplateRequest(BaseModel):
    template: dict[str, Any]
    count: int = 1
    seed: int | None = None


def value(fake: Faker, text: str) -> Any:
    generator, parameters = PLACEHOLDER.fullmatch(text).groups()
    pairs = (pair.split("=") for pair in (parameters or "").split(",") if pair)
    return getattr(fake, generator)(**{name: int(number) for name, number in pairs})


@app.post("/template")
def template(request: TemplateRequest) -> dict[str, Any]:
    fake = Faker()
    if request.seed is not None:
        fake.seed_instance(request.seed)
    data = [{name: value(fake, text) for name, text in request.template.items()} for _ in range(request.count)]
    return {"generated_count": len(data), "data": data}


handler = Mangum(app, lifespan="off")
