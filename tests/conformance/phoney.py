"""Phoney as a black box: requests into `phoney batch`, answers out of it."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from canonical import dump

NOT_IMPLEMENTED = "not_implemented"
_CHUNK = 4096


class Stopped(Exception):
    """Phoney ended before it had answered everything."""


def request(generator: str, locale: str, seed: int | str, now: str, params: dict[str, Any] | None = None) -> str:
    """One request as a line of JSON."""
    fields: dict[str, Any] = {"generator": generator, "locale": locale, "seed": seed, "now": now}
    return dump(fields | ({"params": params} if params else {}))


def answers(path: str, requests: Iterable[str]) -> Iterator[bytes]:
    """The answer to each request, in order, as the line that phoney wrote."""
    process = subprocess.Popen([path, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1 << 20)
    assert process.stdin is not None and process.stdout is not None
    sent = [0]
    writer = threading.Thread(target=_send, args=(process.stdin, requests, sent), daemon=True)
    writer.start()
    received = 0
    for answer in process.stdout:
        received += 1
        yield answer
    writer.join(60)
    code = process.wait(60)
    if code != 0 or received != sent[0]:
        raise Stopped(f"{path} batch answered {received} of {sent[0]} requests and ended with exit code {code}")


def error_code(answer: dict[str, Any]) -> str | None:
    """The code of an answer that is an error."""
    error = answer.get("error")
    return str(error.get("code")) if isinstance(error, dict) else None


def _send(stdin: Any, requests: Iterable[str], sent: list[int]) -> None:
    """Feed all requests; runs beside the reader, so that neither pipe fills up."""
    chunk: list[str] = []
    try:
        for line in requests:
            sent[0] += 1
            chunk.append(line + "\n")
            if len(chunk) == _CHUNK:
                stdin.write("".join(chunk).encode())
                chunk.clear()
        stdin.write("".join(chunk).encode())
        stdin.close()
    except BrokenPipeError:
        sent[0] += 1  # Phoney stopped reading, so at least one request has no answer.
