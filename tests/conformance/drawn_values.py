"""Random parameters: for each parameter of Faker's methods, a draw of a value that phoney takes or that both refuse.

A value is JSON, as requests write it; `arguments` makes of it what Faker takes. What phoney refuses on purpose and
Faker makes do with (COMPATIBILITY.md) is not drawn.
"""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from typing import Any

Draw = Callable[[random.Random], Any]

UNITS = "yMwdhms"
ZONES = (
    "UTC", "Europe/Paris", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns",
    "Africa/Casablanca", "Antarctica/Troll", "Pacific/Chatham", "Europe/Dublin", "Africa/Monrovia", "Pacific/Kiritimati",
)  # fmt: skip
TEXTS = (
    "", "a", "x y", "##?^!@%", "%%", "日本語 テキスト", "Ünïcödé_Sträße", "İstanbul ŉ ǰ", "a\nb\t", "\"q\" 's', \\", "{{word}} #", "{{", "😀", "\u0301x",
)  # fmt: skip
WORDS = ("abc", "x", "日本", "über", "a b", "ß", "don't", "ÄRGER", "ǆ", "1st", "longer-word", "ÉCOLE", "word")
TYPES = (
    "str", "int", "float", "decimal", "bool", "date_time", "uri", "email", "name", "date_object", "time_object", "time_delta", "unix_time",
    "location_on_land", "words", "pytimezone", "simple_profile", "color_rgb", "null_boolean", "random_digit_or_empty", "nope",
)  # fmt: skip
GENERATORS = (*TYPES[8:], "pyint", "pyfloat", "pydecimal", "pybool", "address", "job", "latlng", "random_elements", "pylist", "currency")


def one_of(*values: Any) -> Draw:
    return lambda draw: draw.choice(values)


def between(low: int, high: int) -> Draw:
    return lambda draw: draw.randint(low, high)


def text(draw: random.Random) -> str:
    return draw.choice(TEXTS)


def relative(draw: random.Random) -> str:
    """A relative date, now and then in an order that ends it, or with something after it."""
    if draw.random() < 0.1:
        return draw.choice(("+1h+1d", "-1d-1d", "-3d junk", "+01d", "-0s", "+1y1M", "30y", "+1.5d", "Today", "- 1d", "+1D", ""))
    units = [UNITS[n] for n in sorted(draw.sample(range(len(UNITS)), draw.choice((1, 1, 1, 2, 3))))]
    return "".join(f"{draw.choice('+-')}{draw.randrange(10 ** draw.randint(1, 3))}{unit}" for unit in units)


def iso(draw: random.Random) -> str:
    """A date, a date and time, or a duration."""
    kind = draw.randrange(4)
    if kind == 0:
        return f"{draw.choice(('', '-'))}P{draw.randrange(500)}DT{draw.randrange(24)}H{draw.randrange(60)}M{draw.randrange(60)}.{draw.randrange(10**6):06}S"
    if draw.random() < 0.05:  # of which UTC has another year, which Python does not have
        return draw.choice(("0001-01-01T00:00:00+05:00", "9999-12-31T23:30:00-05:00"))
    year = draw.choice((1, 1582, 1900, 1969, 1970, 2000, 2024, 2038, 9999, draw.randint(1, 9999)))
    day = f"{year:04}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    if kind == 1:
        return day
    time = f"{draw.randrange(24):02}:{draw.randrange(60):02}:{draw.randrange(60):02}{draw.choice(('', '.5', '.999999', '.000001'))}"
    return f"{day}T{time}{draw.choice(('', 'Z', '+05:30', '-11:00'))}"


def when(draw: random.Random) -> Any:
    return draw.choice((relative, relative, iso, iso, one_of("now", "today", None), seconds))(draw)


def seconds(draw: random.Random) -> int:
    return draw.choice((0, 1, -1, 30, -365, 2**31, -(2**31), 253402300799, 253402300800, -62135596801, draw.randrange(2 * 10**9)))


def pattern(draw: random.Random) -> str:
    """A strftime pattern: of every directive, with flags and widths, and without an end."""
    if draw.random() < 0.1:
        return draw.choice(("", "%", "100%", "%%Y", "%-", "日本 %Y年%m月", "%é"))
    flags = ("", "", "", "-", "_", "0", "^", "#", "E", "O", "10", "_8", "-5")
    directives = "aAbBcCdDeFgGhHIjklmMnpPrRStTuUvVwWxXyYzZ%fqi"
    return "".join(f"%{draw.choice(flags)}{draw.choice(directives)}{draw.choice(('', ' ', '-'))}" for _ in range(draw.randint(1, 4)))


def number(draw: random.Random) -> int | float:
    kind = draw.randrange(5)
    if kind == 0:
        return draw.choice((0, 0.0, 1, -1, 0.5, -0.5, 9.99, 1e-7, 1e15, 1e16, 1e22, 5e-324, 10**25, -(10**17), 99999, 0.1))
    if kind == 1:
        return draw.randint(-(10 ** draw.randint(1, 25)), 10 ** draw.randint(1, 25))
    if kind == 2:
        return draw.uniform(-1, 1) * 10 ** draw.randint(-8, 18)
    return draw.randint(-100, 100) if kind == 3 else round(draw.uniform(-100, 100), draw.randint(1, 6))


def integer(draw: random.Random) -> int:
    return draw.choice((0, 1, -1, 9999, 10**20, draw.randint(-100, 100), draw.randint(-(10**6), 10**6), draw.randint(-(10**30), 10**30)))


DECIMALS = (
    "1.50", "-3.140", "1e3", "99.999999999999999999999999999999", "0.00", "1E-10", "-99999999999999999999999999999.5", "-9999999999999999999999999999.5",
    "-12345678901234567890123456789012345.25", "-12345678901234567890123456789099999.75", "12345678901234567890123456789012345.25",
)  # fmt: skip


def decimal(draw: random.Random) -> Any:
    return number(draw) if draw.random() < 0.8 else draw.choice(DECIMALS)


def words(draw: random.Random) -> Any:
    return None if draw.random() < 0.2 else draw.choices(WORDS, k=draw.randint(1, 6))


def types(draw: random.Random) -> Any:
    return None if draw.random() < 0.2 else draw.choices(TYPES, k=draw.randint(0, 3))


def elements(draw: random.Random) -> Any:
    if draw.random() < 0.4:
        weights = (1, 0.5, 0.1, 3, 1e-9, 1e300, draw.random())
        return {key: draw.choice(weights) for key in draw.sample(("a", "b", "c", "é", "x y", "1"), draw.randint(1, 6))}
    return draw.choices(("a", "b", 1, 2.5, None, True, [1, "x"], {"k": 1}, 1e22, -0.0, "", 10**30), k=draw.randint(1, 6))


def template(draw: random.Random) -> str:
    parts = (f"{{{{{draw.choice(GENERATORS)}}}}}", "#?", ",", '"', "\n", "é", "@x")
    return parts[0] if draw.random() < 0.5 else "".join(draw.choices(parts, k=draw.randint(0, 4)))


def definition(draw: random.Random, depth: int = 0) -> Any:
    """What json's data_columns map a name to."""
    kind = draw.randrange(4 if depth < 2 else 2)
    if kind == 0:
        return draw.choice((template(draw), "@fixed", "@@", 1, 2.5, True, -3))
    if kind == 1:
        return draw.choice(GENERATORS)
    if kind == 2:
        return [definition(draw, depth + 1) for _ in range(draw.randint(0, 3))]
    return {name: definition(draw, depth + 1) for name in draw.sample(("a", "é", "c d", '"'), draw.randint(0, 3))}


def structure(draw: random.Random) -> dict[str, Any]:
    return {name: definition(draw) for name in draw.sample(("a", "b", "é"), draw.randint(1, 3))}


def columns(draw: random.Random) -> list[Any]:
    """What fixed_width's data_columns are."""
    with_arguments = (["pyint", {"min_value": 50, "max_value": 100}], ["pydecimal", {"left_digits": 3, "right_digits": 2}])
    return [
        [draw.randrange(20), *draw.choice((*with_arguments, [template(draw)], [draw.choice(GENERATORS)], ["@x"]))]
        for _ in range(draw.randint(0, 4))
    ]


def templates(draw: random.Random) -> list[str]:
    return [template(draw) for _ in range(draw.randint(1, 3))]


FLAG = one_of(True, False)
OPTIONAL_FLAG = one_of(True, False, None)
DIGITS = one_of(None, 0, 1, 2, 3, 5, 10, 15, 16, 30, -1)
CHARACTERS = one_of("abc", "日本", "A", "x")
TEXT_SIZES = one_of(4, 24, 100, 250)  # Faker looks for ever for texts that are shorter than any that the words make
PLAIN_TYPES = one_of(None, ["str"], ["int", "bool", "decimal", "name"], ["null_boolean", "date_time", "time_delta"])
DATES_OF_BIRTH = one_of(None, 0, 1, -365, "0001-01-01", "1899-12-31", "1969-07-20", "2000-02-29", "2024-06-01T12:00:00", "9999-12-31")
ARCHIVES = {"uncompressed_size": one_of(1, 100, 4096, 20000, 70000), "num_files": one_of(0, 1, 2, 3, 20), "min_file_size": one_of(0, 1, 2, 100, 4096)}
PLACES = one_of(0, 1.5, -77.0, 180, 1e10, 12.345678912345, 1e308)

BY_NAME: dict[str, Draw] = {
    **dict.fromkeys(
        ("start_date", "end_date", "datetime_start", "datetime_end", "date_start", "date_end", "start_datetime", "end_datetime", "start", "end"),
        when,
    ),
    "tzinfo": lambda draw: draw.choice((None, *ZONES)),
    "ext_word_list": words,
    "value_types": types,
    "allowed_types": types,
    "nb_elements": between(-1, 8),
    "count": between(-1, 4),
    "num_rows": between(1, 3),
    "nb": between(-1, 6), "nb_words": between(-1, 8), "nb_sentences": between(-1, 6), "nb_texts": between(-1, 3),
    "max_nb_chars": one_of(4, 5, 24, 25, 60, 99, 100, 250),
    "text": text, "letters": CHARACTERS, "separator": text, "prefix": text, "suffix": text, "value": text,
    "cast_to": one_of(None),
    "length": one_of(1, 2, 4, 8, 13, 40), "levels": between(-1, 4), "deep": one_of(None, 0, 1, 4), "depth": between(0, 4),
    "indent": one_of(None, 0, 2), "align": one_of("left", "middle", "right"),
    "elements": elements,
    "luminosity": one_of(None, "bright", "dark", "light", "random"), "color_format": one_of("hex", "rgb", "hsl", "hsv", "nope"),
    "hue": one_of(None, "red", "monochrome", "nope", 0, 200.5, 360, [0, 90], [350, 10], [5, 5]),
    "left_digits": DIGITS, "right_digits": DIGITS, "positive": OPTIONAL_FLAG,
    "category": one_of(None, "audio", "text", "nope"), "extension": one_of(None, "pdf", "é", ""),
}  # fmt: skip
BY_METHOD: dict[str, dict[str, Draw]] = {
    "binary": {"length": one_of(0, 1, 2, 3, 300)},
    "boolean": {"chance_of_getting_true": between(-5, 105)},
    "clabe": {"bank_code": one_of(None, 0, 2, 40, 902, 1234, 10**17, -1)},
    "coordinate": {"center": PLACES, "radius": PLACES},
    "credit_card_expire": {"date_format": pattern},
    "date": {"pattern": pattern},
    "date_of_birth": {"minimum_age": one_of(0, 18, 115, -1), "maximum_age": one_of(0, 18, 90, 130, 2023, 2024)},
    "dsv": {"data_columns": templates, "delimiter": one_of(",", ";", "\t", "é", "日", "ab"), "quotechar": one_of('"', "'", "😀"), "quoting": between(0, 4)},
    "csv": {"data_columns": templates},
    "elector_code": {"gender": one_of(None, "", "H", "M", "F")},
    "fixed_width": {"data_columns": columns},
    "is_leap_year": {"year": one_of(0, 1900, 2000, 2023, 2024, -4, -100, -400, 10**15)},
    "iso8601": {"sep": one_of("T", " ", "é", "xx"), "timespec": one_of("auto", "hours", "milliseconds", "microseconds", "nope")},
    "json": {"data_columns": structure},
    "passport_dates": {"birthday": one_of(0, 1, "2000-02-29", "0001-01-01", "2024-02-29", "1950-12-31", "2030-01-01")},
    "password": {"length": between(0, 40)},
    "pesel": {
        "date_of_birth": one_of(None, 0, 1, "1799-12-31", "1800-02-28", "1999-12-31", "2000-02-29", "2299-12-31T23:59:59", "2300-01-01"),
        "sex": one_of(None, "M", "F", "x"),
    },
    "pybool": {"truth_probability": between(-5, 105)},
    "pydecimal": {"min_value": decimal, "max_value": decimal},
    "pyfloat": {"min_value": number, "max_value": number},
    "pyint": {"min_value": integer, "max_value": integer, "step": one_of(1, 1, 2, 7, 10**20, 0, -1)},
    "pystr": {"min_chars": one_of(None, 0, 5, 21), "max_chars": one_of(0, 5, 20, -1)},
    "pystr_format": {"string_format": template},
    "random_int": {"min": integer, "max": integer, "step": one_of(1, 1, 2, 7, 10**20, 0, -1)},
    "random_number": {"digits": one_of(None, 0, 1, 2, 10, 30, -1)},
    "randomize_nb_elements": {"number": between(-50, 200), "min": one_of(None, 0, 8), "max": one_of(None, 12, 300)},
    "rut": {"min": one_of(0, 10, 999, 1000, 10**9), "max": one_of(0, 999, 10**6, 10**9, 10**15)},
    "rvnr": {"birthdate": DATES_OF_BIRTH},
    "ssn": {
        "area_code": one_of("", "110101", "820000", "1", "日本"),
        "birthdate": DATES_OF_BIRTH,
        "birthday": one_of(None, "", "22-06-1990", "1-2-2003", " 1-2-2003", " 11-2-2003", "31-12-1899", "30-12-1899", "29-02-2024", "30-02-2024", "1990-06-22", "22-06-90", "22-06-1990 "),
        "dob": one_of(None, "", "19900622", "20000229", "18540101", "18531231", "20391231", "20400101", "1990622", "199011", "900622", "000101", "170230", "970101x", "9006"),
        "gender": one_of(None, "", "M", "F"),
        "max_age": one_of(1, 18, 90, 105, 226, 1500),
        "min_age": one_of(0, 1, 17, 18, 90, -1),
        "taxpayer_identification_number_type": one_of("SSN", "EIN", "ITIN", "INVALID_SSN", "nope", ""),
    },
    "swift": {"length": one_of(None, 8, 8, 11, 11, 9)},
    "tar": {**ARCHIVES, "compression": one_of(None, "gzip", "gz", "bzip2", "bz2", "lzma", "xz")},
    "text": {"max_nb_chars": TEXT_SIZES},
    "texts": {"max_nb_chars": TEXT_SIZES},
    "time": {"pattern": pattern},
    "time_series": {"precision": one_of(None, 4e8, 123456789.25, "P400D")},
    "vat_id": {"prefix": FLAG},
    "xml": {"value_types": PLAIN_TYPES, "allowed_types": PLAIN_TYPES},
    "zip": {**ARCHIVES, "compression": one_of(None, "deflate", "gzip", "gz", "bzip2", "bz2", "lzma", "xz")},
}


def of(method: str, function: Any, draw: random.Random) -> dict[str, Any]:
    """Values for some of the parameters of `function`, Faker's method of that name."""
    own = BY_METHOD.get(method, {})
    chance = draw.choice((0.3, 0.6, 0.9))
    values = {}
    parameters = inspect.signature(function).parameters
    for name, parameter in parameters.items():
        value = own.get(name) or BY_NAME.get(name) or (FLAG if isinstance(parameter.default, bool) else None)
        if value and draw.random() < chance:
            values[name] = value(draw)
    if method == "local_latlng" and "kwargs" in parameters:  # el_GR's, which ignores what it is given
        values["coords_only"] = FLAG(draw)
    if method == "dsv":  # its **fmtparams
        values.update({name: own[name](draw) for name in ("delimiter", "quotechar", "quoting") if draw.random() < chance})
    return values
