"""Finds calls in Python sources that may wait for ever: for a process, a thread, a connection or a queue."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# By the name that is called: how many positional arguments come up to and including the one that bounds the wait. With
# None only `timeout=` does.
WAITS: dict[str, int | None] = {
    "subprocess.run": None,
    "subprocess.call": None,
    "subprocess.check_call": None,
    "subprocess.check_output": None,
    "urllib.request.urlopen": 3,
    "urlopen": 3,
    "socket.create_connection": 2,
    "http.client.HTTPConnection": None,
    ".communicate": 2,
    ".wait": 1,
    ".join": 1,  # a thread's; a text's has an argument
    ".result": 1,
    "os.waitpid": None,
}


def unbounded(text: str) -> Iterator[tuple[int, str]]:
    """The line and the spelling of each such call that no `timeout` bounds."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and not _is_bounded(node):
            yield node.lineno, ast.unparse(node.func)


def _is_bounded(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    method = f".{call.func.attr}" if isinstance(call.func, ast.Attribute) else ""
    for wait in (name, method):
        if wait in WAITS:
            place = WAITS[wait]
            if any(keyword.arg in ("timeout", None) for keyword in call.keywords):
                return True
            if name == "os.waitpid":
                return "WNOHANG" in ast.unparse(call)
            return place is not None and len(call.args) >= place
    return True
