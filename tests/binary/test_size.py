"""What each part of the program takes, held to a committed budget. A line that is too small is raised by hand: growth is a decision.

    python3 tests/binary/test_size.py --phoney build/test/phoney [--write]

Reads the linker's map beside the program, whose input sections name the files that they came from. --write sets the lines to
what the parts take now and a twentieth. The lines are for the compiler and the libraries of Debian 12 on x86_64; elsewhere only the
limit of the whole holds, which is that of scripts/package.
"""

from __future__ import annotations

import argparse
import platform
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUDGET = ROOT / "tests" / "binary" / "size_budget.tsv"
HEADROOM = 1.05
# An input section: name, address, size and file; a long name has a line of its own.
SECTION = re.compile(r"^ (\.[\w.$-]+|COMMON)\s+0x([0-9a-f]+)\s+0x([0-9a-f]+) (\S.*)$", re.MULTILINE)
# Sections of the map that are not in the file.
NOT_STORED = re.compile(r"^\.(bss|tbss|comment|debug|note\.GNU-stack|symtab|strtab)|^COMMON$")
PARTS = [
    (r"libphoney_packed_data\.a", "packed data"),
    (r"libphoney_time_zone_data\.a", "time zones"),
    (r"libphoney_service\.a\(assets\.S\.o\)", "web assets"),
    (r"libphoney_(\w+)\.a", r"src/\1"),
    (r"src/cli/.*main\.cc\.o", "src/cli"),
    (r"lib(\w+)_library\.a", r"\1"),
    (r"libstdc\+\+\.a|libgcc(_eh)?\.a|/crt\w+\.o", "libstdc++ and libgcc"),
    (r"/lib(c|m|pthread|dl|resolv|nss_\w+)\.a|libm-[\d.]+\.a|libmvec\.a", "libc"),
    (r"/lib([\w+-]+)\.a", r"lib\1"),
]


def part_of(file: str) -> str:
    for pattern, name in PARTS:
        match = re.search(pattern, file)
        if match:
            return match.expand(name)
    return "what the linker makes"


def parts(linker_map: str) -> Counter[str]:
    """Bytes by part."""
    begin = linker_map.index("Linker script and memory map")
    text = re.sub(r"^( \.[^\s]+)\n +(?=0x)", r"\1 ", linker_map[begin:], flags=re.MULTILINE)
    sizes: Counter[str] = Counter()
    for name, address, size, file in SECTION.findall(text):
        if int(address, 16) and not NOT_STORED.match(name):
            sizes[part_of(file)] += int(size, 16)
    return sizes


def budget() -> dict[str, int]:
    lines = [line.split("\t") for line in BUDGET.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {part: int(most) for part, most in lines}


def limit_of_package() -> int:
    (limit,) = re.findall(r"^limit=(\d+)$", (ROOT / "scripts" / "package").read_text("utf-8"), re.MULTILINE)
    return int(limit)


def lines_hold_here() -> bool:
    release = Path("/etc/os-release").read_text("utf-8")
    return platform.machine() == "x86_64" and "\nID=debian\n" in release and '\nVERSION_ID="12"\n' in release


def write(sizes: Counter[str]) -> None:
    head = [line for line in BUDGET.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [f"{part}\t{int(size * HEADROOM / 100 + 1) * 100}" for part, size in sorted(sizes.items())]
    BUDGET.write_text("\n".join(head + lines) + "\n", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", required=True, type=Path)
    parser.add_argument("--write", action="store_true", help="set the lines to what the parts take now")
    arguments = parser.parse_args()
    program = arguments.phoney.resolve()
    sizes = parts(program.with_name("phoney.map").read_text("utf-8", "replace"))
    if arguments.write:
        write(sizes)
    most = budget()
    wrong = []
    for part, size in sizes.most_common():
        print(f"{part:24} {size:12,} of {most.get(part, 0):12,}")
        if part not in most:
            wrong.append(f"{part} is not in {BUDGET.name}")
        elif size > most[part]:
            wrong.append(f"{part} has {size:,} bytes, more than the {most[part]:,} of {BUDGET.name}; make it smaller, or raise the line and say why in the commit")
    wrong += [f"{part} of {BUDGET.name} is not in the program" for part in most if part not in sizes]
    total, stored = sum(sizes.values()), program.stat().st_size
    print(f"{'together':24} {total:12,} of {stored:12,} in the file, which may have {limit_of_package():,}")
    checks = len(most)
    if not lines_hold_here():
        print("the lines are for Debian 12 on x86_64 and do not hold here")
        wrong, checks = [], 0
    # A map that is read wrongly must not pass for a small program.
    if abs(total - stored) > stored / 50:
        wrong.append(f"the parts have {total:,} bytes and the file {stored:,}: they should be nearly the same")
    if sum(most.values()) >= limit_of_package():
        wrong.append(f"the lines of {BUDGET.name} are {sum(most.values()):,} together; scripts/package takes less than {limit_of_package():,}")
    if stored >= limit_of_package():
        wrong.append(f"the program has {stored:,} bytes; scripts/package takes less than {limit_of_package():,}")
    for line in wrong:
        print(f"FAILED {line}")
    print(f"{max(checks + 3 - len(wrong), 0)} passed, {len(wrong)} failed, 0 skipped")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
