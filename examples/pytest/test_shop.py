"""Tests of a small shop, with customers and orders by phoney."""

import pytest
import requests

CUSTOMER = {"name": "{{name}}", "email": "{{email}}"}
ORDER = {
    "customer": CUSTOMER,
    "items": [
        {"sku": "{{ean8}}", "amount": "{{random_int:min=1,max=9}}", "cents": "{{random_int:min=100,max=9999}}"},
        {"sku": "{{ean8}}", "amount": "{{random_int:min=1,max=9}}", "cents": "{{random_int:min=100,max=9999}}"},
    ],
}


# What is tested.
def total_cents(order):
    return sum(item["amount"] * item["cents"] for item in order["items"])


def greeting(customer):
    return f"Dear {customer['name']},"


def test_greets_by_name(phoney):
    assert greeting(phoney.record(CUSTOMER, seed=42)) == "Dear Allison Hill,"


def test_total_lies_between_its_bounds(phoney, seed):
    for order in phoney.records(ORDER, 200, seed=seed):
        assert 2 * 100 <= total_cents(order) <= 2 * 9 * 9999


def test_the_same_seed_gives_the_same_orders(phoney, seed):
    assert phoney.records(ORDER, 3, seed=seed) == phoney.records(ORDER, 3, seed=seed)


def test_account_numbers_differ(phoney, seed):
    accounts = phoney.records({"number": "{{bothify:text=??-####}}"}, 500, seed=seed, unique=True)
    assert len({account["number"] for account in accounts}) == 500


@pytest.mark.parametrize("locale", ["ja_JP", "ar_SA", "el_GR"])
def test_greets_in_any_script(phoney, seed, locale):
    customer = phoney.record(CUSTOMER, seed=seed, locale=locale)
    assert not customer["name"].isascii()
    assert greeting(customer) == f"Dear {customer['name']},"


def test_a_mistake_in_a_template_is_explained(phoney):
    with pytest.raises(requests.HTTPError, match="did you mean `name`"):
        phoney.record({"name": "{{nmae}}"})
