"""A Python in which Faker repeats itself: fixed hashes, UTC, the pinned time zones, and a clock that stands still.

Faker reads the clock while it is imported (the passport provider's default
argument), so `freeze` comes before the first import of faker.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from datetime import datetime
from typing import Any

DEFAULT_NOW = "2024-02-29T12:34:56Z"
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "PYTHONTZPATH": ""}
_running: list[Any] = []


def ensure_environment() -> None:
    """Start this process again with the fixed environment, unless it has it."""
    if any(os.environ.get(name) != value for name, value in _ENVIRONMENT.items()):
        sys.stdout.flush()
        os.execve(sys.executable, sys.orig_argv, {**os.environ, **_ENVIRONMENT})


def freeze(now: str) -> None:
    """Stop the clock at `now` (ISO 8601), for datetime, date and time alike."""
    import time_machine

    if "faker" in sys.modules:
        raise RuntimeError("freeze the clock before faker is imported")
    traveller = time_machine.travel(datetime.fromisoformat(now), tick=False)
    traveller.start()
    _running.append(traveller)
    logging.disable()
    warnings.simplefilter("ignore")
