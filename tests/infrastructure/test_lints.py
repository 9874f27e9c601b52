"""Lints what the CDK makes, as the snapshots hold it, and alarms.tf. Every exception is in a file beside them, with its reason. The suite
`linters` looks at alarms.tf too."""

from __future__ import annotations

import json
import subprocess
import unittest
from pathlib import Path

INFRASTRUCTURE = Path(__file__).resolve().parent.parent.parent / "aws-infrastructure"
TEMPLATES = sorted((INFRASTRUCTURE / "cdk" / "test" / "snapshots").glob("*.json"))
MONITORING = INFRASTRUCTURE / "monitoring"


class Lints(unittest.TestCase):
    def lint(self, *command: str | Path, cwd: Path = INFRASTRUCTURE) -> str:
        done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
        self.assertEqual(done.returncode, 0, f"{command[0]}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def checkov(self, framework: str, *files: Path) -> int:
        """The number of checks that passed."""
        output = self.lint("checkov", "--config-file", ".checkov.yaml", "--skip-download", "--framework", framework, "--output", "json",
                           "--compact", "--file", *files)
        summary = json.loads(output)["summary"]
        self.assertEqual((summary["failed"], summary["parsing_errors"]), (0, 0))
        return summary["passed"]

    def test_cfn_lint(self) -> None:
        self.assertTrue(TEMPLATES)
        self.lint("cfn-lint", *TEMPLATES)

    def test_checkov_of_templates(self) -> None:
        self.assertGreater(self.checkov("cloudformation", *TEMPLATES), 10 * len(TEMPLATES))

    def test_checkov_of_terraform(self) -> None:
        self.assertGreater(self.checkov("terraform", MONITORING / "alarms.tf"), 0)


if __name__ == "__main__":
    unittest.main()
