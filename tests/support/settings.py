"""The environment for a phoney that is tested: none of the settings of whoever runs the test."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "PHONEY_"


@functools.cache
def setting_names() -> frozenset[str]:
    return frozenset(re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def variables(**settings: str) -> dict[str, str]:
    """Environment variables: settings by their names, which get the prefix, and others as they are."""
    return {(PREFIX + name if name in setting_names() else name): value for name, value in settings.items()}


def clean_environment(**settings: str) -> dict[str, str]:
    """The environment without any setting, under any name, and with those given."""
    kept = {name: value for name, value in os.environ.items() if name.removeprefix(PREFIX) not in setting_names()}
    return {**kept, **variables(**settings)}
