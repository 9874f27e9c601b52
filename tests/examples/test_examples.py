"""Runs what stands in examples/ against a phoney, and holds TUTORIAL.md equal to the programs that it quotes.

    python tests/examples/test_examples.py --phoney build/test/phoney [--write]

`--write` puts the programs' present text into TUTORIAL.md instead. Expected values are Faker's.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from faker import Faker

from installing import dotnet, installed

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.settings import clean_environment  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
TUTORIAL = ROOT / "TUTORIAL.md"
STORIES = {"python": "story.py", "js": "story.mjs", "java": "Story.java", "csharp": "Story.cs"}
# A fenced block behind the name of the program's part that it quotes.
QUOTE = re.compile(r"^<!-- (\S+) (\w+) -->\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TIMEOUT = 300
PHONEY = None  # path of the executable, from the command line


def part(program: str, name: str) -> str:
    """What stands between the lines `[name]` and `[/name]`, as far to the left as it goes."""
    text = (EXAMPLES / "tutorial" / program).read_text("utf-8")
    found = re.search(rf"^ *(?://|#) \[{name}\]\n(.*?)^ *(?://|#) \[/{name}\]$", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"{program} has no part [{name}]")
    lines = found[1].splitlines()
    indent = min(len(line) - len(line.lstrip()) for line in lines if line)
    return "".join(f"{line[indent:]}\n" for line in lines)


def parts(program: str) -> list[str]:
    text = (EXAMPLES / "tutorial" / program).read_text("utf-8")
    return re.findall(r"^ *(?://|#) \[(\w+)\]$", text, re.MULTILINE)


def write_tutorial() -> None:
    def quoted(match: re.Match) -> str:
        return f"<!-- {match[1]} {match[2]} -->\n```{match[3]}\n{part(match[1], match[2])}```"

    TUTORIAL.write_text(QUOTE.sub(quoted, TUTORIAL.read_text("utf-8")), "utf-8")


def faker(seed: int = 42) -> Faker:
    fake = Faker()
    fake.seed_instance(seed)
    return fake


def told_story() -> list[str]:
    """What every program of the tutorial prints, by Faker."""
    fake = faker()
    names = [fake.name(), fake.name()]
    fake = faker()
    fake.name()
    email = fake.email()
    fake = faker()
    users = [(fake.name(), fake.email()) for _ in range(3)]
    return [
        f"users: {', '.join(names)}",
        f"template: {email}",
        "unique: 6 seats",
        f"download: {users[2][0]} from seed 42",
        "bulk: 20000 records",
        "error: 422 name nmae name",
        "error: 400 Maximum count is 1000 here; with authentication, POST /api/v1/template/generate gives 10000, or more as a stream with "
        "Accept: application/x-ndjson; `phoney generate` has no limit",
    ]


def run(command: list, environment: dict | None = None, folder: Path = ROOT) -> subprocess.CompletedProcess:
    return subprocess.run(
        list(map(str, command)), cwd=folder, env={**os.environ, **(environment or {})}, capture_output=True, text=True,
        encoding="utf-8", timeout=TIMEOUT,
    )


class Served(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = [PHONEY, "serve", "--port", "0", "--log-level", "off"]
        cls.server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=clean_environment())
        cls.url = re.search(r"http://\S+", cls.server.stderr.readline())[0]

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait(20)
        cls.server.stderr.close()

    def good(self, command: list, environment: dict | None = None, folder: Path = ROOT) -> str:
        done = run(command, {"PHONEY_URL": self.url, **(environment or {})}, folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


class Tutorial(Served):
    def test_quotes_the_programs(self):
        quotes = QUOTE.findall(TUTORIAL.read_text("utf-8"))
        for program, name, language, text in quotes:
            with self.subTest(program=program, part=name):
                self.assertEqual(STORIES[language], program)
                self.assertEqual(text, part(program, name))
        self.assertEqual(sorted((program, name) for program, name, _, _ in quotes),
                         sorted((program, name) for program in STORIES.values() for name in parts(program)))

    def test_python(self):
        self.assertEqual(self.good([sys.executable, EXAMPLES / "tutorial/story.py"]).splitlines(), told_story())

    def test_javascript(self):
        self.assertEqual(self.good(["node", EXAMPLES / "tutorial/story.mjs"]).splitlines(), told_story())

    def test_java(self):
        self.assertEqual(self.good(["java", EXAMPLES / "tutorial/Story.java"]).splitlines(), told_story())

    def test_csharp(self):
        folder, program, environment = dotnet(ROOT / "tests/examples/csharp")
        shutil.copy(EXAMPLES / "tutorial/Story.cs", folder)
        self.good([program, "build", "--nologo", "--output", "bin"], environment, folder)
        self.assertEqual(self.good([program, "bin/Story.dll"], environment, folder).splitlines(), told_story())


class Curl(Served):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "out"

    def test_users(self):
        fake = faker()
        self.assertEqual(self.good([EXAMPLES / "curl/users.sh"]), "".join(f"{fake.name()}\t{fake.email()}\n" for _ in range(5)))
        fake = faker(7)
        self.assertTrue(self.good([EXAMPLES / "curl/users.sh", 7]).startswith(f"{fake.name()}\t{fake.email()}\n"))

    def test_csv(self):
        self.good([EXAMPLES / "curl/csv.sh", self.file, 20])
        with self.file.open(newline="") as file:
            rows = list(csv.reader(file))
        fake = faker()
        self.assertEqual(rows[0], ["name", "address.city", "address.street"])
        self.assertEqual(rows[1:], [[fake.name(), fake.city(), fake.street_address()] for _ in range(20)])

    def test_bulk(self):
        self.good([EXAMPLES / "curl/bulk.sh", self.file, 2000])
        fake = faker()
        records = [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]
        self.assertEqual(records, [{"name": fake.name(), "email": fake.email()} for _ in range(2000)])

    def test_bulk_needs_the_password(self):
        done = run([EXAMPLES / "curl/bulk.sh", self.file, 10], {"PHONEY_URL": self.url, "PHONEY_PASSWORD": "wrong"})
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("401", done.stderr)


class Frameworks(Served):
    def starts_and_reaches(self, command: list, folder: Path, expected: str) -> None:
        """The example's tests pass with a server of its own and with one that runs already."""
        for environment in ({"PHONEY_URL": "", "PHONEY_BINARY": PHONEY}, {"PHONEY_URL": self.url, "PHONEY_BINARY": "/nowhere"}):
            with self.subTest(**environment):
                done = run(command, environment, folder)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertRegex(done.stdout + done.stderr, expected)

    def test_they_start_it_in_a_clean_environment(self):
        """What users have around their tests: other programs' settings, and settings of a phoney of their own that serves."""
        around = {"PHONEY_URL": "", "PHONEY_BINARY": PHONEY, "HOST": "x86_64-conda-linux-gnu", "PORT": "x", "SECRET_KEY": "django",
                  "PHONEY_HOST": "192.0.2.1", "PHONEY_ENV_STATE": "prod", "PHONEY_LOG_LEVEL": "loud"}
        jest = installed(EXAMPLES / "jest", "jest")
        with tempfile.TemporaryDirectory() as name:
            pytest = Path(name) / "pytest"
            shutil.copytree(EXAMPLES / "pytest", pytest)
            for folder, command, expected in (
                (pytest, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."], r"\b8 passed"),
                (jest, ["npm", "test", "--silent"], r"Tests: +8 passed, 8 total"),
            ):
                with self.subTest(folder=folder.name):
                    (folder / ".env").write_text("PHONEY_RATE_LIMIT_PER_MINUTE=1\nPHONEY_THREADS='x\n-----BEGIN\n")
                    self.addCleanup((folder / ".env").unlink, missing_ok=True)
                    done = run(command, around, folder)
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                    self.assertRegex(done.stdout + done.stderr, expected)

    def test_pytest(self):
        self.starts_and_reaches([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."], EXAMPLES / "pytest", r"\b8 passed")

    def test_jest(self):
        folder = installed(EXAMPLES / "jest", "jest")
        self.starts_and_reaches(["npm", "test", "--silent"], folder, r"Tests: +8 passed, 8 total")


def main() -> None:
    global PHONEY
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", required=True, type=Path, help="path of the executable")
    parser.add_argument("--write", action="store_true", help="put the programs' text into TUTORIAL.md")
    arguments = parser.parse_args()
    if arguments.write:
        return write_tutorial()
    PHONEY = str(arguments.phoney.resolve())
    unittest.main(argv=[sys.argv[0]])


if __name__ == "__main__":
    main()
