"""The program's protections: checked returns and calls of libc, tables that are read-only when it starts, a stack that is no code.

    python3 tests/binary/test_hardening.py --phoney build/test/phoney
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PHONEY = Path()
# The loops that every value passes, where returns are not checked; see the CMakeLists.txt beside them.
UNPROTECTED = {"src/engine/session.cc", "src/formats/json_plan.cc"}


def output_of(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def own_archives() -> list[Path]:
    return sorted((PHONEY.parent / "src").glob("*/libphoney_*.a"))


class CompiledTest(unittest.TestCase):
    def test_every_file_is_compiled_with_the_checks(self) -> None:
        commands = json.loads((PHONEY.parent / "compile_commands.json").read_text("utf-8"))
        compiled = [entry for entry in commands if entry["file"].endswith((".cc", ".cpp"))]
        self.assertGreater(len(compiled), 300)
        for entry in compiled:
            words = entry["command"].split()
            own = os.path.relpath(entry["file"], ROOT)
            protector = [word for word in words if "stack-protector" in word][-1]
            self.assertEqual(protector, "-fno-stack-protector" if own in UNPROTECTED else "-fstack-protector-strong", own)
            self.assertIn("-D_FORTIFY_SOURCE=3", words, entry["file"])
            # Without optimisation, _FORTIFY_SOURCE does nothing.
            self.assertRegex([word for word in words if re.fullmatch(r"-O\w*", word)][-1], r"-O[123s]", entry["file"])

    def test_objects_call_the_checks(self) -> None:
        called = {archive.name: set(re.findall(r" U (\w+)", output_of("nm", "-u", archive))) for archive in own_archives()}
        self.assertGreater(len(called), 12)
        for name, symbols in called.items():
            if name == "libphoney_time_zone_data.a":  # has no code
                continue
            self.assertIn("__stack_chk_fail", symbols, name)
        self.assertTrue({"__memcpy_chk", "__memset_chk", "__memmove_chk"} & set().union(*called.values()))

    def test_the_program_holds_the_checks(self) -> None:
        linker_map = PHONEY.with_name("phoney.map").read_text("utf-8", "replace")
        self.assertIn("libc.a(stack_chk_fail.o)", linker_map)
        self.assertIn("libc.a(chk_fail.o)", linker_map)


class LinkedTest(unittest.TestCase):
    def segment(self, name: str) -> tuple[int, int, int, str]:
        """Address, size in the file, size in memory and flags."""
        text = output_of("readelf", "--program-headers", "--wide", PHONEY)
        found = re.search(rf"^ +{name} +0x[0-9a-f]+ 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x([0-9a-f]+) ([RWE ]+?) +0x", text, re.MULTILINE)
        self.assertIsNotNone(found, text)
        return int(found[1], 16), int(found[2], 16), int(found[3], 16), found[4].replace(" ", "")

    def test_the_stack_is_no_code(self) -> None:
        self.assertEqual(self.segment("GNU_STACK")[3], "RW")

    def test_tables_become_read_only(self) -> None:
        """Full RELRO: the table of indirect functions lies within what is made read-only before main."""
        start, _, size, _ = self.segment("GNU_RELRO")
        sections = output_of("readelf", "--section-headers", "--wide", PHONEY)
        place = {name: (int(address, 16), int(length, 16))
                 for name, address, length in re.findall(r"\] (\.[\w.]+) +\w+ +([0-9a-f]{16}) [0-9a-f]+ ([0-9a-f]+)", sections)}
        for name in (".data.rel.ro", ".got", *([".got.plt"] if ".got.plt" in place else [])):
            address, length = place[name]
            self.assertLessEqual(start, address, name)
            self.assertLessEqual(address + length, start + size, name)

    def test_nothing_is_both_written_and_run(self) -> None:
        text = output_of("readelf", "--program-headers", "--wide", PHONEY)
        self.assertNotRegex(text, r"LOAD.*RWE")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", required=True)
    arguments, rest = parser.parse_known_args()
    PHONEY = Path(os.path.abspath(arguments.phoney))
    unittest.main(argv=[sys.argv[0], *rest])
