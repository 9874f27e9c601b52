"""What a running process has of the machine, as Linux tells it (proc(5))."""

from __future__ import annotations

import os
from pathlib import Path


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
