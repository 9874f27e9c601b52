"""Python Faker: the library whose output phoney reproduces."""

import sys

import orjson
from faker import Faker

from timing import report

fake = Faker()
fake.seed_instance(42)


def record() -> int:
    return len(orjson.dumps({
        "name": fake.name(),
        "email": fake.email(),
        "address": fake.address(),
        "age": fake.random_int(18, 80),
    }))


report(
    "python-faker", "Faker", int(sys.argv[1]), record, lambda: len(fake.name()),
    email=lambda: len(fake.email()),
    address=lambda: len(fake.address()),
    random_int=lambda: len(str(fake.random_int())),
    date_time=lambda: len(fake.date_time().isoformat()),
    date_of_birth=lambda: len(fake.date_of_birth().isoformat()),
    pydecimal=lambda: len(str(fake.pydecimal())),
)
