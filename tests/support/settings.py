"""The environment for a phoney that is tested: none of the settings of whoever runs the test."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def clean_environment(**settings: str) -> dict[str, str]:
    """The environment without any setting, and with those given."""
    names = re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    return {**{name: value for name, value in os.environ.items() if name not in names}, **settings}
