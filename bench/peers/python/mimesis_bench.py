"""mimesis. Its `address` is a street line, so city, state and postal code are added."""

import sys

import orjson
from mimesis import Address, Locale, Numeric, Person

from timing import report

person = Person(Locale.EN, seed=42)
address = Address(Locale.EN, seed=42)
numeric = Numeric(seed=42)


def record() -> int:
    return len(orjson.dumps({
        "name": person.full_name(),
        "email": person.email(),
        "address": f"{address.address()}\n{address.city()}, {address.state(abbr=True)} {address.postal_code()}",
        "age": numeric.integer_number(18, 80),
    }))


report("mimesis", "mimesis", int(sys.argv[1]), record, lambda: len(person.full_name()))
