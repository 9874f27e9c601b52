"""Processes: what a running one has of the machine, as Linux tells it (proc(5)), and how they start and end."""

from __future__ import annotations

import os
import select
import signal
from pathlib import Path


BACKGROUND = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)


def default_signals(numbers: tuple[signal.Signals, ...] = BACKGROUND) -> None:
    """Has children start with the default actions of these signals.

    A shell starts background jobs with SIGINT and SIGQUIT ignored, and nohup ignores SIGHUP. A child inherits ignored
    signals, so that neither Ctrl-C nor a hangup ends it. It does not inherit handlers: what has one here is default there.
    """
    for number in numbers:
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else lambda *_: None)


def exit_status(pid: int, seconds: float) -> int:
    """The status (wait(2)) of a child that ends within so many seconds. Raises TimeoutError, and kills it, if it does not."""
    watched = os.pidfd_open(pid)
    try:
        if select.select([watched], [], [], seconds)[0]:
            return os.waitpid(pid, os.WNOHANG)[1]
        os.kill(pid, signal.SIGKILL)
        raise TimeoutError(f"process {pid} did not end within {seconds} s")
    finally:
        os.close(watched)


def descendants(pid: int) -> list[int]:
    """The children of the process, theirs, and so on."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # it has just ended
        return []
    return children + [member for child in children for member in descendants(child)]


def resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def descriptors(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def processor_seconds(pid: int) -> float:
    """The time that all threads of the process together have spent on processors, threads that have ended included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ended_too = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    # To the nanosecond, but of the threads that are there.
    exact = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            exact += int((thread / "schedstat").read_text().split()[0])
        except OSError:  # it has just ended
            pass
    return max(ended_too, exact / 1e9)


def is_sanitized(executable: str | Path) -> bool:
    """Whether it was built with a sanitizer, whose own memory is far more than what it watches."""
    text = Path(executable).read_bytes()
    return b"AddressSanitizer" in text or b"ThreadSanitizer" in text
