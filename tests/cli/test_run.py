"""./run: the progress of the build, and what it says when it serves. Programs of our own stand for cmake and for the package manager.

    python3 test_run.py --phoney path/to/phoney
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import unittest
import urllib.request
from pathlib import Path

import running
from running import at_terminal, environment

ROOT = Path(__file__).resolve().parents[2]
FIRST = "Building phoney; the first time takes a few minutes.\n"
QUARTERS = "".join(f"Building phoney: {percent}%\n" for percent in (25, 50, 75))
STEPS = 40  # of the build; more than one for some percents would not show
NOTHING = 'echo "[0/2] Re-checking globbed directories..."; echo "ninja: no work to do."'
WORK = f"""
echo "[0/2] Re-checking globbed directories..."
for i in $(seq {STEPS}); do echo "[$i/{STEPS}] Building CXX object $i.o"; done
mkdir -p build/release && ln -sf "$REAL_PHONEY" build/release/phoney"""
FAILURE = 'echo "[1/40] Building CXX object 1.o"; echo "1.cc:3:1: error: no such thing"; exit 1'


class TestRun(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name in ("run", "scripts/setup.sh", "third_party/components.tsv"):
            (self.root / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)
        (self.root / "tools").mkdir()
        self.program("dpkg-query", "case $* in *Status*) echo install ok installed ;; *) echo 1.99 ;; esac")  # all is installed
        self.building(WORK)

    def program(self, name, commands):
        path = self.root / "tools" / name
        path.write_text(f"#!/bin/bash\n{commands}\n")
        path.chmod(0o755)

    def building(self, commands):
        """`cmake --build` runs these commands; to configure, it does nothing."""
        self.program("cmake", f'set -e\ncd "{self.root}"\n[ "$1" = --build ] || exit 0\n{commands}')

    def variables(self, **more):
        return {"PATH": f"{self.root / 'tools'}:{os.environ['PATH']}", "REAL_PHONEY": running.PHONEY, **more}

    def at_terminal(self, *words):
        code, shown = at_terminal([self.root / "run", *words], **self.variables())
        return code, shown.replace("\r\n", "\n")

    def test_percent(self):
        code, shown = self.at_terminal("fake", "name", "--seed", "42")
        percents = [100 * i // STEPS for i in range(1, STEPS + 1)]
        progress = "".join(f"\r\x1b[KBuilding phoney: {percent}%" for percent in percents)
        self.assertEqual((code, shown), (0, f"{FIRST}{progress}\r\x1b[KAllison Hill\n"))

    def test_nothing_to_build(self):
        self.at_terminal("version")
        self.building(NOTHING)
        self.assertEqual(self.at_terminal("fake", "name", "--seed", "42"), (0, "Allison Hill\n"))

    def test_without_a_terminal(self):
        done = subprocess.run([self.root / "run", "fake", "name", "--seed", "42"], capture_output=True, text=True, timeout=60,
                              env=environment(**self.variables()))
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "Allison Hill\n", FIRST + QUARTERS))

    def test_failure(self):
        self.building(FAILURE)
        code, shown = self.at_terminal("version")
        self.assertEqual(code, 1)
        self.assertTrue(shown.endswith("\r\x1b[K[1/40] Building CXX object 1.o\n1.cc:3:1: error: no such thing\nthe build failed\n"), shown)

    def test_serving(self):
        """What it says first holds: somebody answers at the address."""
        process = subprocess.Popen([self.root / "run"], stderr=subprocess.PIPE, text=True, env=environment(**self.variables(PORT="0")))
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait, 60)
        self.addCleanup(process.send_signal, signal.SIGTERM)
        for line in (FIRST + QUARTERS).splitlines(keepends=True):
            self.assertEqual(process.stderr.readline(), line)
        address = re.fullmatch(r"phoney: listening on (http://127\.0\.0\.1:\d+)\n", process.stderr.readline())[1]
        with urllib.request.urlopen(address, timeout=60) as answer:
            self.assertEqual(answer.status, 200)


if __name__ == "__main__":
    running.main(__name__)
