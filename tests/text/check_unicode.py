#!/usr/bin/env python3.11
"""What CPython makes of every code point, in few bytes: the expected values of src/text/unicode_test.cc.

    python3.11 tests/text/check_unicode.py             prints the rows of the test's table
    python3.11 tests/text/check_unicode.py --dump DIR  also writes all results to DIR, one file for each row

A row is an operation, a context, and the CRC-32 of the results. In a context each code point of CODE_POINTS takes
the place of %; the context "random" stands for strings of a pseudo-random mix of the characters of POOL. After each
result goes a byte 0xFF. To find a difference, run the unit tests with PHONEY_TEXT_DUMP=DIR2 and compare the directories.

slugify is Faker 40.54.0's, written out here so that Faker is not needed.
"""

import re
import sys
import unicodedata
import zlib
from pathlib import Path


def slugify(allow_dots, allow_unicode):
    dropped = re.compile(r"[^\.\w\s-]" if allow_dots else r"[^\w\s-]")

    def slug(text):
        if allow_unicode:
            text = unicodedata.normalize("NFKC", text)
        else:
            text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
        return re.sub(r"[-\s]+", "-", dropped.sub("", text).strip().lower())

    return slug


OPERATIONS = {
    "lower": (str.lower, ["%", "%Σ", "a%Σ", " %Σ", "aΣ%", "aΣ%a"]),
    "upper": (str.upper, ["%", "a%"]),
    "title": (str.title, ["%", "a%a", "'%a", "%Σ a"]),
    "capitalize": (str.capitalize, ["%", "%Σ", "a%Σ"]),
    "upper_first": (lambda text: text[:1].upper() + text[1:], ["%", "%a", "a%"]),
    "strip": (str.strip, ["%", "%a", "a%"]),
    "nfkd": (lambda text: unicodedata.normalize("NFKD", text), ["%", "a\u0301%\u0327"]),
    "nfkc": (lambda text: unicodedata.normalize("NFKC", text), ["%", "a%", "a\u0301%\u0327", "%\u0338", "\u1100%"]),
    "slugify": (slugify(False, False), ["%", "a%b", " %-"]),
    "slugify_dots": (slugify(True, False), ["%", "a%b"]),
    "slugify_unicode": (slugify(False, True), ["%", "a%b", " %-", "aΣ%"]),
    "slugify_dots_unicode": (slugify(True, True), ["%", "a%b"]),
}

# The first ASCII_POOL characters of POOL are ASCII.
POOL = (
    "abcxyzABCXYZ019 -._'\t\x1c@"
    "ΣσςİıßŉéÉǄǅǆΐﬁ\u0301\u0327\u0345\u0307\u0338가\u1100\u1161\u11a8ﷺ\u2019\u00adªⅷ日😀𐐀\u1dff\U0001e030\u3000\u00a0㎯Ω"
)
ASCII_POOL = sum(c.isascii() for c in POOL)


def random_texts():
    """A third of the texts is ASCII only, a third has one character in eight from the whole pool, a third has all."""
    state = 1

    def below(limit):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % limit

    for _ in range(30000):
        kind = below(3)
        text = ""
        text = ""
        for _ in range(below(50)):
            whole = kind == 2 or (kind == 1 and below(8) == 0)
            text += POOL[below(len(POOL) if whole else ASCII_POOL)]
        yield text


# All that Unicode 15 assigns. The others are unassigned or for private use, and none has any property.
CODE_POINTS = [chr(c) for r in ((0, 0xD800), (0xE000, 0x32400), (0xE0000, 0xE0200), (0x10FFFF, 0x110000)) for c in range(*r)]


def texts(context):
    return random_texts() if context == "random" else (context.replace("%", c) for c in CODE_POINTS)


def literal(text):
    return '"' + "".join(c if c.isprintable() and not unicodedata.combining(c) else f"\\u{ord(c):04X}" for c in text) + '"'


def main():
    if unicodedata.unidata_version != "14.0.0":
        sys.exit("CPython 3.11 is wanted")
    dump = Path(sys.argv[2]) if sys.argv[1:2] == ["--dump"] else None
    row = 0
    for name, (operation, contexts) in OPERATIONS.items():
        for context in [*contexts, "random"]:
            results = b"".join(operation(text).encode() + b"\xff" for text in texts(context))
            print(f'    {{"{name}", {literal(context)}, 0x{zlib.crc32(results):08X}}},')
            if dump:
                (dump / f"{row:02}-{name}").write_bytes(results)
            row += 1


main()
