#!/usr/bin/env python3
"""Writes src/random/random_vectors.inc: what CPython's random gives, one digest for each seed and operation.

Run with CPython 3.11. random_test.cc holds the same operations in C++; change both together.
"""

import random
import struct
import sys
from pathlib import Path

MASK = 2**64 - 1
INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1

SEEDS = [
    0, 1, -1, 2, 7, 10, 42, -42, 1000, 4321, 12345, 65535, 65536, 20240229, 2**31 - 1, 2**31, 2**31 + 1, 2**32 - 1,
    2**32, 2**32 + 1, 2**33, 2**53, 2**63 - 1, -(2**63), 2**63, 2**64 - 1, 2**64, 2**64 + 1, 10**20, 10**50, -(10**30),
    2**20000 // 3 % 10**4299, 10**4299,
    "", "0", "42", "abc", "\u00e9", "\u65e5\u672c", "\U0001f600", "phoney", "a" * 63, "a" * 64, "a" * 200, "xyz" * 1500,
    "\0", "\0\0\0\0abc",
]  # fmt: skip

BELOW = [1, 2, 3, 7, 10, 16, 31, 32, 33, 1000, 2**16, 2**31 - 1, 2**31, 2**31 + 1, 2**32 - 1]
BELOW64 = [1, 10, 2**32 - 1, 2**32, 2**32 + 1, 2**33, 2**40 + 7, 2**53, 2**62 + 1, 2**63, 2**63 + 1, 2**64 - 1]
RANGES = [
    (-5, 5), (0, 0), (0, 9), (-7, -7), (-(2**31), 2**31 - 1), (0, 2**32 - 2), (0, 2**32 - 1), (0, 2**32),
    (INT64_MIN, INT64_MAX), (INT64_MIN, 0), (INT64_MIN, -1), (-1, INT64_MAX), (INT64_MIN, INT64_MAX - 1),
    (INT64_MAX, INT64_MAX),
]  # fmt: skip
SAMPLES = [
    (0, 0), (1, 0), (1, 1), (20, 5), (21, 5), (22, 5), (23, 1), (21, 21), (84, 6), (85, 6), (86, 6), (85, 21), (86, 21),
    (128, 22), (129, 22), (276, 22), (277, 22), (278, 22), (277, 85), (278, 85), (278, 86), (1000, 16), (1000, 17),
    (1000, 85), (1000, 1000), (5000, 400), (2**20, 300), (2**32, 7), (2**33, 10), (2**40, 50), (2**63 - 1, 40),
]  # fmt: skip


class Digest:
    """64-bit FNV-1a, a 64-bit value at a time."""

    def __init__(self):
        self.value = 0xCBF29CE484222325

    def add(self, value):
        self.value = ((self.value ^ (value & MASK)) * 0x100000001B3) & MASK


def bits_of(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def words(r, d):
    for _ in range(2000):
        d.add(r.getrandbits(32))


def uniform01(r, d):
    for _ in range(1000):
        d.add(bits_of(r.random()))


def uniform(r, d):
    for _ in range(700):
        d.add(bits_of(r.uniform(-3.7, 17.1)))


def bits(r, d):
    for _ in range(10):
        for k in range(65):
            d.add(r.getrandbits(k))


def wide_bits(r, d):
    for k in [1, 32, 33, 64, 65, 96, 128, 333, 1000, 31000]:
        value = r.getrandbits(k)
        for i in range((k + 31) // 32):
            d.add(value >> (32 * i) & 0xFFFFFFFF)


def below(r, d):
    for _ in range(50):
        for n in BELOW:
            d.add(r._randbelow(n))


def below64(r, d):
    for _ in range(50):
        for n in BELOW64:
            d.add(r._randbelow(n))


def ranges(r, d):
    for _ in range(50):
        for low, high in RANGES:
            d.add(r.randint(low, high))


def digits(r, d):
    for n in [*range(60), 623, 624, 625, 5000]:
        for _ in range(n):
            d.add(ord("0") + r.randint(0, 9))
        d.add(r.getrandbits(32))


def choice(r, d):
    for n in range(1, 700):
        d.add(r.choice(range(n)))


def choices(r, d):
    for n in [1, 2, 3, 10, 1000, 2**31, 2**40]:
        for index in r.choices(range(n), k=100):
            d.add(index)


def sample(r, d):
    for n, k in SAMPLES:
        for index in r.sample(range(n), k):
            d.add(index)
        d.add(r.getrandbits(32))


def shuffle(r, d):
    for n in [0, 1, 2, 10, 33, 624]:
        items = list(range(n))
        r.shuffle(items)
        for item in items:
            d.add(item)


def mixed(r, d):
    state = 1
    for _ in range(4000):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        operation, argument = (state >> 33) % 9, state >> 50
        if operation == 0:
            d.add(r.getrandbits(32))
        elif operation == 1:
            d.add(bits_of(r.random()))
        elif operation == 2:
            d.add(r.getrandbits(argument % 65))
        elif operation == 3:
            d.add(r._randbelow(1 + argument))
        elif operation == 4:
            d.add(r._randbelow(1 + (argument << 30)))
        elif operation == 5:
            d.add(r.randint(-argument, argument))
        elif operation == 6:
            for _ in range(argument % 40):
                d.add(ord("0") + r.randint(0, 9))
        elif operation == 7:
            for index in r.sample(range(argument), min(argument, argument % 30)):
                d.add(index)
        else:
            items = list(range(argument % 20))
            r.shuffle(items)
            for item in items:
                d.add(item)


OPERATIONS = [words, uniform01, uniform, bits, wide_bits, below, below64, ranges, digits, choice, choices, sample, shuffle,
              mixed]  # fmt: skip


def literal(seed):
    """A C++ string literal of the bytes; octal escapes end after three digits."""
    return '"' + "".join(chr(b) if 32 <= b < 127 else f"\\{b:03o}" for b in str(seed).encode()) + '"'


def main():
    assert sys.version_info[:2] == (3, 11), "Faker's reference here is CPython 3.11"
    lines = [
        "// Made by tools/random_vectors.py with CPython 3.11: a seed, then one digest for each operation:",
        "// " + ", ".join(operation.__name__ for operation in OPERATIONS) + ".",
        "// clang-format off",
    ]
    for seed in SEEDS:
        digests = []
        for operation in OPERATIONS:
            r, d = random.Random(), Digest()
            r.seed(seed)
            operation(r, d)
            digests.append(f"0x{d.value:016x}")
        text = literal(seed)
        size = len(str(seed).encode())
        is_integer = "true" if isinstance(seed, int) else "false"
        lines.append(f"{{{is_integer}, {{{text}, {size}}},\n {{{', '.join(digests)}}}}},")
    lines.append("// clang-format on")
    target = Path(__file__).parent.parent / "src/random/random_vectors.inc"
    target.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
