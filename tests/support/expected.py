"""What good clients ask phoney for, and what Faker says they must get."""

from __future__ import annotations

from faker import Faker

SEEDS = range(40)
TEMPLATE = {"name": "{{name}}", "email": "{{email}}"}


def expected() -> tuple[list[list[str]], list[list[dict]]]:
    """By seed: two names, and three records."""
    names, records = [], []
    for seed in SEEDS:
        fake = Faker()
        fake.seed_instance(seed)
        names.append([fake.name(), fake.name()])
        fake.seed_instance(seed)
        records.append([{"name": fake.name(), "email": fake.email()} for _ in range(3)])
    return names, records


NAMES, RECORDS = expected()
