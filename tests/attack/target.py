"""The server that is attacked, and the counting of what it holds out against."""

from __future__ import annotations

import argparse
import atexit
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.processes import processor_seconds, resident_bytes  # noqa: E402
from support.raw_client import RawClient  # noqa: E402
from support.settings import clean_environment  # noqa: E402

PATIENCE = 5  # seconds until an answer to a good client: a hundred times what is aimed at, a sixth of what once was
DRAIN_SECONDS = 8  # ServerOptions::drain_timeout, after which the server cuts off what is under way
SLACK_SECONDS = 5  # for a machine that has other things to do


class Target:
    """`phoney serve` on a free port with two event loops, in a folder without .env. `settings` go to its environment."""

    def __init__(self, phoney: Path, **settings: str):
        self.folder = tempfile.TemporaryDirectory()
        self.log = open(Path(self.folder.name, "log"), "w+", encoding="utf-8", errors="replace")
        self.process = subprocess.Popen([phoney, "serve", "--port", "0"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.log, cwd=self.folder.name,
                                        env=clean_environment(**{"THREADS": "2", "LOG_LEVEL": "off", **settings}))
        atexit.register(self.process.kill)  # should the test fail in its middle
        deadline = time.monotonic() + 60
        while not (match := re.search(r"http://127\.0\.0\.1:(\d+)", self.said())):
            if time.monotonic() > deadline or self.process.poll() is not None:
                self.process.kill()
                raise RuntimeError(f"it does not serve: {self.said()}")
            time.sleep(0.01)
        self.port = int(match[1])

    def said(self) -> str:
        """Its standard error."""
        return Path(self.log.name).read_text(encoding="utf-8", errors="replace")

    def connect(self, source: str = "", patience: float = PATIENCE) -> RawClient:
        return RawClient(self.port, source, patience)

    def resident(self) -> int:
        return resident_bytes(self.process.pid)

    def processor(self) -> float:
        return processor_seconds(self.process.pid)

    def end(self, checks: Checks, who: str) -> None:
        """SIGTERM, which must end it, and cleanly. A sanitizer's report makes the exit code another."""
        if self.process.poll() is not None:
            checks.expect(False, f"{who}: the server ended with {self.process.returncode}: {self.said()[-3000:]}")
        else:
            self.process.terminate()
            self.wait(checks, who)

    def wait(self, checks: Checks, who: str) -> None:
        """The same for a server that has had its SIGTERM."""
        try:
            code = self.process.wait(DRAIN_SECONDS + SLACK_SECONDS)
            checks.expect(code == 0, f"{who}: SIGTERM ended it with {code}: {self.said()[-3000:]}")
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(60)
            checks.expect(False, f"{who}: SIGTERM has not ended it after {DRAIN_SECONDS + SLACK_SECONDS} s")
        self.log.close()
        self.folder.cleanup()


class Checks:
    """What has held and what has not."""

    def __init__(self) -> None:
        self.passed = 0
        self.failures: list[str] = []

    def expect(self, good: bool, what: str) -> bool:
        if good:
            self.passed += 1
        else:
            self.failures.append(what)
        return good

    def finish(self) -> int:
        """Prints failures and counts; returns the exit code."""
        for failure in self.failures[:30]:
            print(f"FAILED {failure}")
        print(f"{self.passed} passed, {len(self.failures)} failed")
        return 1 if self.failures else 0


def arguments_parser(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--phoney", required=True, type=Path, help="path of the executable")
    return parser


def phoney_path(arguments: argparse.Namespace) -> Path:
    return arguments.phoney.resolve()
