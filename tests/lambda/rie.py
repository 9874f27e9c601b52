"""The Runtime Interface Emulator: AWS's own stand-in for Lambda, as the AWS SAM CLI's wheel on PyPI carries it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import program

ROOT = Path(__file__).resolve().parents[2]
SAM_CLI = "aws-sam-cli==1.170.0"
SHA256 = "24ebaf5ecba38dc1758089968cb89ab61e124b84e92a344fc7a2771a47f4d0bf"
FOLDER = ROOT / "build" / "tools" / "rie"


def emulator() -> Path:
    """The emulator's path; fetched when it is first asked for."""
    machine = {"x86_64": "x86_64", "aarch64": "arm64"}[platform.machine()]
    path = FOLDER / f"aws-lambda-rie-{machine}"
    if path.is_file():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, SAM_CLI], check=True, timeout=600)
        (wheel,) = Path(folder).glob("*.whl")
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
            raise RuntimeError(f"{wheel.name} is not the wheel that was pinned")
        with zipfile.ZipFile(wheel) as archive:
            part = path.with_suffix(".part")
            part.write_bytes(archive.read(f"samcli/local/rapid/aws-lambda-rie-{machine}"))
            part.chmod(0o755)
            part.rename(path)
    return path


def free_port() -> int:
    """A port that nobody listens at, below those that the system gives to connections, one of which could take it meanwhile."""
    while True:
        port = random.randrange(15_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port


@dataclass
class Emulated:
    """A function under the emulator."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def invoke(self, event: Any, timeout: float = 60) -> Any:
        """The reply to an event, decoded."""
        data = event if isinstance(event, bytes) else json.dumps(event).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url, data), timeout=timeout) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as error:  # of a function that did not start
            return json.loads(error.read())

    def lines(self) -> list[dict[str, Any]]:
        """The function's own log so far."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def function_pid(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        if not children:  # started by another of its threads
            out = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=True, timeout=600).stdout
            children = out.split()
        return int(children[0])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether the process listens there before it ends, and within 20 seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        time.sleep(0.02)
    return False


@contextlib.contextmanager
def emulated(environment: dict[str, str] | None = None, arguments: tuple[str, ...] = (),
             binary: Path | None = None) -> Iterator[Emulated]:
    """A program under the emulator, started by the first invocation; if `binary` is not given, the one under test."""
    port, api_port = free_port(), free_port()
    defaults = {"STAGE": "dev", "RATE_LIMIT_PER_MINUTE": "0", "AWS_LAMBDA_FUNCTION_TIMEOUT": "30"}
    settings = program.environment(**{**defaults, **(environment or {})})
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as out:
            process = subprocess.Popen(
                [emulator(), "--runtime-interface-emulator-address", f"127.0.0.1:{port}", "--runtime-api-address", f"127.0.0.1:{api_port}",
                 binary or program.phoney(), *arguments],
                stdout=out, stderr=subprocess.STDOUT, env=settings, cwd=folder, start_new_session=True)
        try:
            if not wait_for(port, process):
                raise RuntimeError(f"the emulator did not start: {log.read_text()}")
            yield Emulated(f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations", log, process)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(60)
