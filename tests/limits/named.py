"""Requests that once took far more than their limit, or went on long after they were told to stop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drawn_requests import Request, generate, query, template


def misc(generator: str, **kwargs: Any) -> Request:
    return generate("misc", generator, kwargs=kwargs)


def archive(generator: str, compression: str | None) -> Request:
    return misc(generator, uncompressed_size=16 << 20, min_file_size=1, compression=compression)


def paths_alike(depth: int) -> dict:
    """Objects of which every leaf has the same dotted path: a.a.a...a."""
    return {".".join("a" * size): paths_alike(depth - size) for size in range(1, depth)} | {".".join("a" * depth): ""}


def nested(levels: int, key: str, value: Any) -> dict:
    for _ in range(levels):
        value = {key: value}
    return value


def named_requests() -> Iterator[tuple[str, Request]]:
    elements = "nb_elements=100000&variable_nb_elements=false"
    yield "set", query("pyset", elements)
    yield "set-of-dictionaries", query("pyset", f"{elements}&allowed_types=[pydict]")
    yield "set-of-a-type-that-fails", query("pyset", f"{elements}&allowed_types=[nope]")
    yield "iterable", template({"a": "{{[pyiterable]:count=20,nb_elements=100000,variable_nb_elements=false}}"})
    yield "iterable-of-dictionaries", template({"a": "{{[pyiterable]:count=20,nb_elements=100000,allowed_types=[pydict]}}"})
    yield "list-of-a-type-that-fails", query("pylist", f"{elements}&allowed_types=[nope]")
    yield "dictionary", query("pydict", elements)
    yield "struct", generate("python", "pystruct", kwargs={"count": 10_000})
    yield "xml-of-bytes", query("xml", f"{elements}&value_types=[binary]")

    yield "text-of-an-empty-word", query("text", "max_nb_chars=20&ext_word_list=['']&count=100")
    yield "text-of-a-long-word", query("text", f"max_nb_chars=20&ext_word_list=[{'w' * 2000}]&count=100")
    yield "text-of-a-very-long-word", generate("lorem", "text", kwargs={"max_nb_chars": 30, "ext_word_list": ["w" * 900_000]})
    yield "texts", query("texts", "nb_texts=1000&max_nb_chars=100000")
    yield "paragraphs-of-long-words", generate("lorem", "paragraphs", kwargs={"nb": 10_000, "ext_word_list": ["w" * 10_000]})
    yield "words-under-a-list", template({"a": "{{[words]:count=1000,nb=1,unique=true,ext_word_list=[" + "w," * 200_000 + "w]}}"})

    yield "many-letters-beyond-ascii", generate("base", "lexify", kwargs={"text": "?" * 400_000, "letters": "é" * 100_000})
    yield "thai-digits", generate("date_time", "date", locale="th_TH", kwargs={"pattern": "0" * 900_000, "thai_digit": True})
    yield "wide-seconds", generate("date_time", "date", kwargs={"pattern": "%1000000s" * 100_000})
    yield "wide-seconds-in-a-query", query("date", "pattern=" + "%251000000s" * 300 + "&count=100")
    yield "handles", generate("internet", "nic_handles", kwargs={"count": 1_000_000})
    yield "series", query("time_series", "start_date=-1000000s&end_date=now&precision=10")
    yield "weighted-sample", generate("base", "random_sample", kwargs={"elements": {str(i): 1 for i in range(60_000)}, "length": 60_000})
    yield "weighted-choices", generate("base", "random_choices", kwargs={"elements": {str(i): 1 for i in range(60_000)}, "length": 100_000})
    yield "fields-of-a-profile", template({"a": "{{[profile]:count=1000,fields=[" + "x," * 300_000 + "x]}}"})

    for compression in ("deflate", "bzip2", "lzma"):
        yield f"zip-{compression}", archive("zip", compression)
    for compression in ("gzip", "bzip2", "lzma"):
        yield f"tar-{compression}", archive("tar", compression)
    yield "binary", query("binary", "length=16777216")
    yield "binary-as-text", template({"a": "x{{binary:length=16777216}}"})
    yield "json-that-binds-anew", misc("json", num_rows=100_000, data_columns=[["a", "random_element", {"elements": list(range(100_000))}]])
    yield "json-of-many-names", misc("json", num_rows=100_000, data_columns=[[f"n{i}", "@x"] for i in range(40_000)])
    yield "json-of-plain-values", misc("json", num_rows=1000, indent=100, data_columns=nested(50, "a", list(range(100_000))))
    yield "json-bytes-as-text", template({"a": "x{{json_bytes:num_rows=100000}}"})
    yield "fixed-width", misc("fixed_width", num_rows=100_000, data_columns=[[100_000, "@x"]])

    unknown = {"a": "{{nmae}}" * 120_000}
    for route in ("template", "validate"):
        yield f"{route}-of-unknown-names", template(unknown, route)
        yield f"{route}-of-unknown-zones", template({"a": "{{date_time:tzinfo=Europa/Berlni}}" * 25_000}, route)
        yield f"{route}-of-repeated-parameters", template({"a": "{{name:" + "a=1," * 120_000 + "unique=true," * 40_000 + "b=1}}"}, route)
        yield f"{route}-of-wide-numbers", template({"a": "{{random_number:digits=4300,fix_len=true}}" * 10_000}, route)
        yield f"{route}-of-long-numbers", template({"a": "{{random_int:min=-" + "9" * 4300 + ",max=" + "9" * 4300 + "}}"} | {f"b{i}": "{{random_int:max=" + "9" * 4300 + "}}" for i in range(220)}, route)
        yield f"{route}-of-limits-of-floats", template({"a": "{{pyfloat:min_value=-1.5,max_value=9999.5}}" * 10_000}, route)
        yield f"{route}-of-unclosed-placeholders", template({"a": "{{name:a=[" * 90_000, "b": "{{name}}"}, route)
        yield f"{route}-of-values-below-a-long-path", template({"k" * 1900: [""] * 250_000, "b": "{{name}}"}, route)
        yield f"{route}-of-values-below-a-deep-path", template(nested(65, "k" * 10, {"l" * 400_000: [0] * 200_000}) | {"b": "{{name}}"}, route)
        yield f"{route}-of-many-keys", template({str(i): 0 for i in range(80_000)} | {"b": "{{name}}"}, route)
        yield f"{route}-of-a-long-list", template({"a": "{{random_element:elements=[" + "1," * 400_000 + "1]}}"}, route)
    yield "columns-alike", template({"b": "{{name}}"} | paths_alike(14), format="csv")
    yield "columns-with-long-names", template({"k" * 1900: {str(i): 0 for i in range(75_000)}, "b": "{{name}}"}, format="csv")
    yield "records-of-empty-lists", template({"a": "{{[name]:count=0}}", "b": ["\"" * 100_000]}, format="csv", count=1000)
    yield "unique-values-that-run-out", template({"a": "{{[random_digit]:count=1000}}"}, unique=True, count=1000)
    yield "unique-texts", template({"a": "{{[text]:count=1000,max_nb_chars=10000}}"}, unique=True, count=1000)
