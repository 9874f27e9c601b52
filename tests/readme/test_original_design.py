"""Holds docs/original-design.md to what there is: each promise has a place in this project, and each place exists.

    python tests/readme/test_original_design.py

test_readme.py checks the links of all documents, and so of this one, down to their headings.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INFRASTRUCTURE = ROOT / "aws-infrastructure"
PAGE = (ROOT / "docs" / "original-design.md").read_text("utf-8")
# The headings of the original document, in their order.
HEADINGS = """
# Directory Structure
# Architecture Overview
# Quick Start
## Prerequisites
## Environment Variables
## Deployment Commands
# Deployment Stages
# Monitoring and Observability
## CloudWatch Dashboard
## Alarms and Alerting
## Log Analysis
# Configuration Management
## Parameter Store
## Secrets Manager
# CI/CD Pipeline
## GitHub Actions Workflow
## Workflow Triggers
# Cost Optimization
## Current Pricing (us-east-1)
## Optimization Tips
# Security Best Practices
## IAM Roles and Policies
## Network Security
## Data Protection
# Troubleshooting
## Common Issues
## Health Checks
# Additional Resources
# Contributing
# Support
"""
TITLE = ["the document says", "here", "reason for a difference"]


def tables() -> list[tuple[str, list[list[str]]]]:
    """The rows below each heading that has a table."""
    found = []
    for heading, text in re.findall(r"^##+ ([^\n]*)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL):
        rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in text.splitlines() if line.startswith("|")]
        if rows:
            found.append((heading, rows))
    return found


class OriginalDesignTest(unittest.TestCase):
    def test_every_heading_is_gone_through(self) -> None:
        headings = [f"{marks} {text}" for marks, text in re.findall(r"^#(#+) (.*)$", PAGE, re.MULTILINE)]
        self.assertEqual(headings, HEADINGS.strip().splitlines())
        with_tables = {heading for heading, _ in tables()}
        parents = {"Quick Start", "Monitoring and Observability", "Configuration Management", "CI/CD Pipeline", "Cost Optimization",
                   "Security Best Practices", "Troubleshooting"}  # which have text below their subheadings alone
        self.assertEqual({line.lstrip("# ") for line in HEADINGS.strip().splitlines()} - with_tables, parents)

    def test_every_promise_has_a_place(self) -> None:
        promises = 0
        for heading, (title, ruler, *rows) in tables():
            self.assertEqual(title, TITLE, heading)
            self.assertEqual(set(ruler), {"---"}, heading)
            for row in rows:
                with self.subTest(heading=heading, promise=row[0]):
                    promise, place, *_ = row
                    self.assertTrue(promise)
                    self.assertRegex(place, r"\]\([^)]+\)", "no link says where")
                    promises += 1
        self.assertGreater(promises, 60)

    def test_every_file_is_linked_by_its_name(self) -> None:
        links = re.findall(r"\[([\w.-]+\.\w+)\]\(([^)#]+)\)", PAGE)
        self.assertGreater(len(links), 40)
        for name, target in links:
            with self.subTest(target):
                path = (ROOT / "docs" / target).resolve()
                self.assertTrue(path.exists())
                self.assertEqual(path.name, name)

    def test_options_exist(self) -> None:
        usage = subprocess.run([INFRASTRUCTURE / "scripts" / "deploy.sh", "--help"], check=True, capture_output=True, text=True, timeout=60).stdout
        for option in set(re.findall(r"(?<=[` ])--[a-z][a-z-]+", PAGE)):
            self.assertIn(f"{option} ", usage)
        keys = re.search(r"CONTEXT_KEYS = \[(.*?)\]", (INFRASTRUCTURE / "cdk" / "lib" / "options.ts").read_text("utf-8"), re.DOTALL)[1]
        used = set(re.findall(r"--context (\w+)=", PAGE))
        self.assertGreater(len(used), 4)
        self.assertLessEqual(used, set(re.findall(r"'(\w+)'", keys)))

    def test_costs_are_those_of_the_page_on_costs(self) -> None:
        """Whose examples are tests."""
        costs = (ROOT / "docs" / "cost.md").read_text("utf-8")
        amounts = [amount for _, rows in tables() for _, place, *_ in rows for amount in re.findall(r"\$(\d+\.\d\d)\b", place)]
        self.assertGreater(len(amounts), 2)
        for amount in amounts:
            self.assertRegex(costs, rf"(?m)^(Total .* {amount} USD|.*\| {amount} \|)")

    def test_parameters_exist(self) -> None:
        """But for the signing key, which the page says is none."""
        named = set(re.findall(r"/phoney/\{stage\}/(\w+)", PAGE))
        template = (INFRASTRUCTURE / "cdk" / "test" / "snapshots" / "dev.template.json").read_text("utf-8")
        self.assertEqual({name for name in named if f'"/phoney/dev/{name}"' not in template}, {"SECRET_KEY"})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", help="not needed; every file of the suite is called with it")
    _, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
