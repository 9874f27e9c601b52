"""Holds scripts/package to one processor: that of its words, of its program, and of the function.

    python tests/ops/test_package.py --phoney build/test/phoney
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
# The System V ABI's numbers of machines, as an ELF file has them.
MACHINES = {"x86_64": 62, "arm64": 183}


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=1800)


class PackageTest(unittest.TestCase):
    """With heads of programs."""

    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def program(self, machine: int) -> Path:
        """The head of a 64-bit little-endian ELF file, which is all that is looked at."""
        file = self.folder / "program"
        file.write_bytes(b"\x7fELF\x02\x01\x01".ljust(16, b"\0") + (2).to_bytes(2, "little") + machine.to_bytes(2, "little") + bytes(44))
        return file


class RefusalTest(PackageTest):
    def test_a_program_for_another_processor_is_refused(self) -> None:
        for arch, machine in MACHINES.items():
            (other,) = set(MACHINES) - {arch}
            with self.subTest(arch):
                program = self.program(machine)
                refused = run(ROOT / "scripts" / "package", "--arch", other, "--binary", program)
                self.assertEqual(refused.returncode, 1)
                self.assertIn(f"{program} is for {arch}, not {other}; nothing was packed", refused.stderr)

    def test_a_program_for_neither_is_refused(self) -> None:
        program = self.program(8)  # MIPS
        refused = run(ROOT / "scripts" / "package", "--binary", program)
        self.assertEqual(refused.returncode, 1)
        self.assertIn(f"{program} is a program for neither x86_64 nor arm64", refused.stderr)


class BothProcessorsTest(PackageTest):
    """In a copy of the scripts, as their output is beside them."""

    def test_the_package_is_for_the_processor_of_its_program(self) -> None:
        tree = self.folder / "tree"
        shutil.copytree(ROOT / "scripts", tree / "scripts")
        for arch, machine in MACHINES.items():
            program = self.program(machine)
            for words in ((), ("--arch", arch)):
                with self.subTest(arch=arch, words=words):
                    made = run(tree / "scripts" / "package", *words, "--binary", program)
                    folder = tree / "build" / "package" / arch
                    self.assertEqual((made.returncode, made.stdout), (0, f"{folder}/bootstrap.zip\n"), made.stderr)
                    self.assertEqual((folder / "phoney").read_bytes(), program.read_bytes())
                    with zipfile.ZipFile(folder / "bootstrap.zip") as archive:
                        (entry,) = archive.infolist()
                        self.assertEqual((entry.filename, entry.external_attr >> 16), ("bootstrap", 0o100755))
                        self.assertEqual(archive.read(entry), program.read_bytes())


class DefaultTest(unittest.TestCase):
    def test_is_what_the_cdk_reads(self) -> None:
        context = json.loads((ROOT / "aws-infrastructure" / "cdk" / "cdk.json").read_text("utf-8"))["context"]
        self.assertEqual(run(ROOT / "scripts" / "default_architecture").stdout, f"{context['arch']}\n")

    def test_the_pipeline_builds_on_that_processor(self) -> None:
        """GitHub names its arm64 machines by an ending."""
        arch = run(ROOT / "scripts" / "default_architecture").stdout.strip()
        workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "deploy-aws.yml").read_text("utf-8"))
        machine = workflow["jobs"]["deploy"]["runs-on"]
        self.assertEqual("arm64" if machine.endswith("-arm") else "x86_64", arch)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", help="not needed; every file of the suite is called with it")
    _, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
