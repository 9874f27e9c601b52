"""Installs and runs peers, each in its own directory below `build/bench-peers`."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

from recipes import ROOT, SOURCES, Command, Peer

BUILD = ROOT / "build" / "bench-peers"
INSTALL_SECONDS = 900
RUN_SECONDS = 300


class LeftOut(Exception):
    """A peer cannot be measured here; the message says why."""


def measure(peer: Peer, records: int | None = None) -> dict:
    """Installs `peer` unless that is done, runs it, and returns its line. Raises LeftOut."""
    directory = BUILD / peer.name
    _install(peer, directory)
    output = _call((*peer.run, str(records or peer.records)), directory, RUN_SECONDS)
    try:
        return json.loads(output)
    except ValueError:
        raise LeftOut(f"its output is not JSON: {output[:200]!r}") from None


def least(before: dict | None, result: dict) -> dict:
    """`result` with the lesser of its times and those `before`."""
    if before is None:
        return result
    merged = result | {key: min(before[key], result[key]) for key in ("record_ns", "name_ns")}
    if times := result.get("generators_ns"):
        merged["generators_ns"] = {name: min(ns, before["generators_ns"][name]) for name, ns in times.items()}
    return merged


def _install(peer: Peer, directory: Path) -> None:
    """Copies the sources and runs the install commands; a stamp of both makes that happen once."""
    missing = [tool for tool in peer.tools if not shutil.which(tool)]
    if missing:
        raise LeftOut(f"{', '.join(missing)} not found")
    stamp = directory / "installed"
    digest = _digest(peer)
    if stamp.is_file() and stamp.read_text() == digest:
        return
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(SOURCES / peer.source, directory, ignore=shutil.ignore_patterns("__pycache__"))
    for command in peer.install:
        _call(command, directory, INSTALL_SECONDS)
    stamp.write_text(digest)


def _digest(peer: Peer) -> str:
    content = hashlib.sha256(repr((peer.install, peer.run)).encode())
    for path in sorted((SOURCES / peer.source).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            content.update(path.name.encode() + path.read_bytes())
    return content.hexdigest()


def _call(command: Command, directory: Path, seconds: int) -> str:
    """The command's standard output. Raises LeftOut with the telling line of a failure; the rest is in `failure.log`."""
    try:
        done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=seconds, check=True)
    except subprocess.CalledProcessError as error:
        log = directory / "failure.log"
        log.write_text(error.stdout + error.stderr)
        line = _telling_line(error.stderr or error.stdout)
        raise LeftOut(f"{command[0]} failed ({line}); see {log.relative_to(ROOT)}") from None
    except subprocess.TimeoutExpired:
        raise LeftOut(f"{command[0]} took more than {seconds} s") from None
    except OSError as error:
        raise LeftOut(f"{command[0]} could not be started: {error.strerror}") from None
    return done.stdout


def _telling_line(output: str) -> str:
    """The first line with the word "error", as package managers print it, or else the last, as Python does."""
    lines = output.strip().splitlines() or ["no message"]
    return next((line for line in lines if re.search(r"\berror\b", line, re.IGNORECASE)), lines[-1])
