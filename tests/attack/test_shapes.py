"""Parsing and smuggling: every shape of tests/attack/shapes.py, whole, byte by byte, and with a good request behind it.

    python tests/attack/test_shapes.py --phoney build/test/phoney

After a refusal the connection must end, and what stands behind must not be answered.
"""

from __future__ import annotations

import sys

from shapes import Shape, Status, all_shapes
from target import Checks, Target, arguments_parser, phoney_path

PATIENCE = 30  # seconds for anything to arrive; a sanitized server is many times slower
BEHIND = b"GET /fake/ean?seed=1 HTTP/1.1\r\nHost: x\r\n\r\n"
ANSWER_OF_IT = b'{"generator":"ean"'
MOST_SINGLE_BYTES = 2000  # what is longer is cut into pieces


def is_one_of(status: int, wanted: Status) -> bool:
    return status == wanted or (isinstance(wanted, frozenset) and status in wanted)


def send(client, data: bytes, piecewise: bool) -> None:
    """Sends it, as far as the server takes it."""
    size = len(data) if not piecewise else 1 if len(data) <= MOST_SINGLE_BYTES else max(997, len(data) // 50)
    try:
        for start in range(0, len(data), size):
            client.send(data[start : start + size])
    except ConnectionError:
        pass  # refused on the way


def final_answer(client, head: bool) -> tuple[int, bytes]:
    """The next answer that is not just an encouragement to go on."""
    while True:
        status, _, body = client.response(head)
        if status >= 200:
            return status, body


def converse(target: Target, shape: Shape, piecewise: bool, behind: bool) -> str:
    """Nothing, or what is wrong."""
    with target.connect(patience=PATIENCE) as client:
        send(client, shape.data + (BEHIND if behind else b""), piecewise)
        try:
            for i, wanted in enumerate(shape.statuses):
                status, body = final_answer(client, i in shape.heads)
                if not is_one_of(status, wanted):
                    return f"answer {i} is {status}, not {wanted}: {body[:100]!r}"
                if body.startswith(ANSWER_OF_IT):
                    return f"answer {i} is that of a smuggled request"
            if not shape.goes_on:
                return "" if client.at_end() else f"the connection goes on: {client.buffer[:200]!r}"
            if not behind:
                client.send(BEHIND)
            status, body = final_answer(client, False)
            return "" if status == 200 and body.startswith(ANSWER_OF_IT) else f"the request behind it got {status} {body[:100]!r}"
        except (EOFError, OSError, ValueError) as error:
            return f"{error!r}"[:300]


def main() -> int:
    arguments = arguments_parser(__doc__.splitlines()[0]).parse_args()
    checks = Checks()
    target = Target(phoney_path(arguments))
    for shape in all_shapes():
        for piecewise in (False, True):
            for behind in (False, True):
                wrong = converse(target, shape, piecewise, behind)
                how = ("in pieces" if piecewise else "whole") + (", with a request behind" if behind else "")
                checks.expect(not wrong, f"{shape.name}, {how}: {wrong}")
    target.end(checks, "shapes")
    print(f"{len(all_shapes())} shapes")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
