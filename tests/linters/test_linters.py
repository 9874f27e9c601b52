"""Lints the workflows by actionlint, and monitoring/alarms.tf by hclfmt and tflint, which `run` puts into PATH."""

from __future__ import annotations

import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ALARMS = ROOT / "aws-infrastructure" / "monitoring" / "alarms.tf"


class Linters(unittest.TestCase):
    def lint(self, *command: str | Path, folder: Path = ROOT) -> str:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_workflows(self) -> None:
        self.assertTrue(WORKFLOWS)
        self.lint("actionlint", "-shellcheck", "shellcheck", *WORKFLOWS)

    def test_alarms_are_laid_out(self) -> None:
        self.assertEqual(self.lint("hclfmt", ALARMS), ALARMS.read_text("utf-8"))

    def test_alarms(self) -> None:
        self.lint("tflint", folder=ALARMS.parent)


if __name__ == "__main__":
    unittest.main()
