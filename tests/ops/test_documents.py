"""Holds the documents of aws-infrastructure to what there is: AWS commands, scripts' options, and the drawing.

    python tests/ops/test_documents.py

The AWS commands of the documents, and those that the scripts ran in the .bats files, are parsed by the AWS CLI itself.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent.parent
INFRASTRUCTURE = ROOT / "aws-infrastructure"
TOOLS = ROOT / "build" / "tools" / "ops"
DOCUMENTS = [INFRASTRUCTURE / "README.md", ROOT / "docs" / "deployment-plan.md", ROOT / "docs" / "deployment-checklist.md",
             ROOT / "docs" / "lambda.md", ROOT / "docs" / "original-design.md", ROOT / "docs" / "runbook.md"]

BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(aws [^`]+ [^`]+ [^`]+)`")
# What a shell would fill in: $NAME, $(command), or $(($(command) - seconds)), with zeros for milliseconds. The CLI takes a number for each.
SUBSTITUTION = re.compile(r'"?\$(?:\(\(\$\([^()]*\)[^()]*\)\)|\([^()]*\)|[A-Z_]+)0*"?')


def commands(document: Path) -> list[list[str]]:
    """The arguments of each AWS command, a command over several lines joined."""
    text = document.read_text("utf-8")
    lines = [line.strip() for block in BLOCK.findall(text) for line in block.replace("\\\n", " ").splitlines()] + INLINE.findall(text)
    found = []
    for line in lines:
        if line.startswith("aws "):
            line = SUBSTITUTION.sub("1", line)
            found.append([re.sub(r"^file://.*", "{}", word) for word in shlex.split(line, comments=True)[1:]])
    return found


def complaints(wanted: list[list[str]]) -> list[str | None]:
    done = subprocess.run(
        [TOOLS / "bin" / "python", ROOT / "tests" / "ops" / "parse_aws_commands.py"],
        input=json.dumps(wanted), capture_output=True, text=True, check=True, timeout=1800,
    )
    return json.loads(done.stdout)


class AwsCommandTest(unittest.TestCase):
    def check(self, wanted: list[list[str]]) -> None:
        for command, complaint in zip(wanted, complaints(wanted), strict=True):
            with self.subTest(command=" ".join(command)):
                self.assertIsNone(complaint, complaint)

    def test_documents(self) -> None:
        wanted = [command for document in DOCUMENTS for command in commands(document)]
        self.assertGreater(len(wanted), 12)
        self.check(wanted)

    def test_scripts(self) -> None:
        asked = (TOOLS / "aws-commands").read_text("utf-8").split("\n\n")
        wanted = sorted({tuple(command.split("\n")) for command in asked if command.strip()})
        self.assertGreater(len(wanted), 10)
        self.check([[re.sub(r"^file://.*", "{}", word) for word in command] for command in wanted])

    def test_the_check_finds_mistakes(self) -> None:
        """Commands that were once in a document, or could be; each is wrong."""
        wrong = [
            "logs insights start-query --log-group-name x --query-string y",
            "logs start-query --log-group-name x --start-time 1 --end-time 2",
            "cloudwatch get-metric-statistics --namespace N --metric-name M --start-time 2026-01-01 --end-time 2026-01-02 --period 60 --statistics Mean",
            "lambda get-function --name phoney-prod",
            "lambda get-functions --function-name phoney-prod",
            "cloudformation describe-stacks --stack-name x --query 'Stacks[0'",
        ]
        for line, complaint in zip(wrong, complaints([shlex.split(line) for line in wrong]), strict=True):
            with self.subTest(line):
                self.assertIsNotNone(complaint)


class ScriptTest(unittest.TestCase):
    def test_documented_options_exist(self) -> None:
        """Every option in a line or table that names a script is in that script's usage."""
        usage = {
            script.name: subprocess.run([script, "--help"], capture_output=True, text=True, timeout=60).stdout for script in (INFRASTRUCTURE / "scripts").glob("*.sh")
        }
        table = re.search(r"^\| option +\| does +\|\n(.*?)\n\n", DOCUMENTS[0].read_text("utf-8"), re.MULTILINE | re.DOTALL)
        found = [("deploy.sh", option) for option in re.findall(r"^\| `(--[a-z-]+)", table[1], re.MULTILINE)]
        for document in DOCUMENTS:
            found += re.findall(r"([\w-]+\.sh) (?:\w+ )?(--[a-z-]+)", document.read_text("utf-8"))
        self.assertGreater(len(found), 8)
        for script, option in found:
            with self.subTest(script=script, option=option):
                self.assertIn(f"{option} ", usage[script])

    def test_documented_files_exist(self) -> None:
        tree = re.search(r"```\n(aws-infrastructure/.*?)```", DOCUMENTS[0].read_text("utf-8"), re.DOTALL)[1]
        for name in ["deploy.sh", "rollback.sh", "smoke.sh", "password.sh", "rotate-origin-secret.sh", "destroy.sh"]:
            self.assertIn(name, tree)
            self.assertTrue((INFRASTRUCTURE / "scripts" / name).exists())
        self.assertEqual({path.name for path in (INFRASTRUCTURE / "scripts").glob("*.sh")}, set(re.findall(r"[\w-]+\.sh", tree)))
        self.assertEqual({path.name for path in (INFRASTRUCTURE / "docker").iterdir()}, set(re.findall(r"Dockerfile[.\w]*", tree)))


class DrawingTest(unittest.TestCase):
    def words(self, drawing: Path) -> list[str]:
        """All nodes, edges and texts of a drawing; where they stand depends on graphviz's version and fonts."""
        return sorted(node.text for node in ElementTree.parse(drawing).iter() if node.text and node.text.strip())

    def test_drawing_is_of_its_source(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder, "architecture.svg")
            subprocess.run([INFRASTRUCTURE / "draw_architecture", fresh], check=True, timeout=1800)
            self.assertEqual(self.words(INFRASTRUCTURE / "architecture.svg"), self.words(fresh), "run aws-infrastructure/draw_architecture")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", help="not needed; every file of the suite is called with it")
    _, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
