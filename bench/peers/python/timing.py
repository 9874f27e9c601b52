"""Timing shared by the Python peers."""

import json
import platform
import time
from collections.abc import Callable
from importlib.metadata import version

MEASURED_ROUNDS = 5


def measure(count: int, produce: Callable[[], int]) -> tuple[float, float]:
    """Calls `produce` `count` times a round; it returns the length of what it made.

    Returns nanoseconds of process CPU time per call, the best of the rounds after one warm-up round, and the mean length.
    """
    best = float("inf")
    for measured in range(1 + MEASURED_ROUNDS):
        length = 0
        start = time.process_time_ns()
        for _ in range(count):
            length += produce()
        if measured:
            best = min(best, time.process_time_ns() - start)
    return best / count, length / count


def report(
    peer: str, package: str, count: int, record: Callable[[], int], name: Callable[[], int], **generators: Callable[[], int]
) -> None:
    """Measures all and prints the peer's line."""
    record_ns, record_bytes = measure(count, record)
    name_ns, _ = measure(count, name)
    runtime = f"{platform.python_implementation()} {platform.python_version()}"
    print(json.dumps({"peer": peer, "version": version(package), "runtime": runtime, "record_ns": record_ns,
                      "name_ns": name_ns, "records": count, "record_bytes": record_bytes,
                      "generators_ns": {name: measure(count, produce)[0] for name, produce in generators.items()}}))
