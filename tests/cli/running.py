"""What tests of the command line share: running phoney, at a terminal or not."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.arguments import phoney_from_arguments  # noqa: E402
from support.settings import clean_environment, variables  # noqa: E402

PHONEY = ""  # path of the executable, from the command line
TIMEOUT = 60

# What decides about colour, from the shell that runs the tests, must not decide in them.
COLOUR_VARIABLES = ("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR")


def environment(**given: str) -> dict[str, str]:
    """Of a terminal that has colours, with the settings and variables given."""
    kept = {name: value for name, value in clean_environment().items() if name not in COLOUR_VARIABLES}
    return {**kept, "TERM": "xterm", **variables(**given)}


def phoney(*words, stdin: str = "", **given: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    done = subprocess.run([PHONEY, *map(str, words)], input=stdin.encode(), capture_output=True, timeout=TIMEOUT, env=environment(**given))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def open_terminal(columns: int = 100) -> tuple[int, int]:
    """Both ends of a terminal: the tests' and the program's."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
    return master, slave


def read_until(master: int, found) -> str:
    """What appears until `found` of it is true, or the other end has closed."""
    shown = b""
    while not found(shown.decode(errors="replace")):
        if not select.select([master], [], [], TIMEOUT)[0]:
            raise AssertionError(f"nothing more came after {shown!r}")
        try:
            shown += os.read(master, 65536)
        except OSError:  # the other end has closed
            break
    return shown.decode()


def at_terminal(command, *, shows: str = "both", columns: int = 100, **given: str) -> tuple[int, str]:
    """Exit code and what a terminal shows, to which standard output, standard error or both lead. The other is dropped."""
    master, slave = open_terminal(columns)
    out = slave if shows in ("both", "out") else subprocess.DEVNULL
    err = slave if shows in ("both", "err") else subprocess.DEVNULL
    process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment(**given))
    os.close(slave)
    try:
        shown = read_until(master, lambda text: False)
        return process.wait(TIMEOUT), shown
    finally:
        os.close(master)
        process.kill()
        process.wait(TIMEOUT)


def main(module: str) -> None:
    """Runs the tests of a module."""
    global PHONEY
    PHONEY = phoney_from_arguments()
    unittest.main(module)
