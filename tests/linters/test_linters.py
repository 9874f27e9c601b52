"""Lints the workflows by actionlint, and monitoring/alarms.tf by OpenTofu and tflint, which `run` puts into PATH."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ALARMS = ROOT / "aws-infrastructure" / "monitoring" / "alarms.tf"


class Linters(unittest.TestCase):
    def lint(self, *command: str | Path, folder: Path = ROOT) -> str:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_workflows(self) -> None:
        self.assertTrue(WORKFLOWS)
        self.lint("actionlint", "-shellcheck", "shellcheck", *WORKFLOWS)

    def test_alarms_are_laid_out(self) -> None:
        self.lint("tofu", "fmt", "-check", "-diff", ALARMS)

    def test_alarms(self) -> None:
        self.lint("tflint", folder=ALARMS.parent)

    def test_alarms_are_valid(self) -> None:
        """By the schema of AWS's provider, where OpenTofu's registry can be asked for it."""
        with tempfile.TemporaryDirectory() as work:
            folder = Path(shutil.copytree(ALARMS.parent, Path(work, "monitoring")))
            started = subprocess.run(["tofu", "init", "-backend=false", "-input=false", "-no-color"], cwd=folder, capture_output=True, text=True, timeout=1800)
            if "could not connect to" in " ".join(started.stderr.split()):
                self.skipTest("OpenTofu's registry does not give the provider here")
            self.assertEqual(started.returncode, 0, started.stdout + started.stderr)
            self.lint("tofu", "validate", "-no-color", folder=folder)


if __name__ == "__main__":
    unittest.main()
