"""The program under test, as Lambda starts it: its environment, and a process that is fed by a Runtime API of our own."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.settings import clean_environment, variables  # noqa: E402

# What the function needs to start: secrets of its own.
PASSWORD = "open sesame"
SECRETS = {
    "API_PASSWORD_HASH": "$2b$04$IZjnLipNIRjzanP9KsPItOkJqnf2oMowBjR4.VySqXsPRcq3Ienku",
    "SECRET_KEY": "a-key-of-at-least-thirty-two-characters",
}

_chosen: list[Path] = []


def phoney() -> Path:
    """The binary that --phoney names."""
    return _chosen[0]


def main() -> None:
    """Runs the tests of the file that was started, with --phoney and what unittest takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--phoney", type=Path, required=True)
    arguments, rest = parser.parse_known_args()
    _chosen.append(arguments.phoney.resolve())
    unittest.main(module="__main__", argv=[sys.argv[0], *rest])


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what concerns the function, and with what it needs: settings by their names."""
    return {**{name: value for name, value in clean_environment().items() if not name.startswith("AWS_")},
            **variables(**{**SECRETS, **more})}


class Function:
    """A process of the program, fed by the Runtime API at that address."""

    def __init__(self, address: str, *arguments: str, old_names: dict[str, str] | None = None, **more: str) -> None:
        self._log = tempfile.TemporaryFile("w+b")
        self.process = subprocess.Popen([phoney(), *arguments], stdout=self._log, stderr=subprocess.DEVNULL,
                                        env=environment(AWS_LAMBDA_RUNTIME_API=address, **more) | (old_names or {}))

    def end(self) -> int:
        """Ends it as Lambda does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=10)

    def log(self) -> str:
        """What it has logged so far."""
        return os.pread(self._log.fileno(), 1 << 24, 0).decode()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log().splitlines()]

    def __enter__(self) -> Function:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(60)
        self._log.close()
