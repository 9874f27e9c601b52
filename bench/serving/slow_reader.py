"""A client that reads a million records slower than they can be made, and what memory that takes of the server."""

import base64
import json
import socket
import time

from servers import PASSWORD, Server

RECORDS = 1_000_000
PIECE_BYTES = 1 << 16


def peak_bytes(server: Server, template: dict, bytes_per_second: float) -> tuple[int, float]:
    """The server's peak memory after the stream, in bytes, and how many seconds the stream took. Raises RuntimeError if
    records are missing."""
    body = json.dumps({"template": template, "count": RECORDS, "seed": 42}).encode()
    login = base64.b64encode(f"admin:{PASSWORD}".encode()).decode()
    head = (f"POST /api/v1/template/generate HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {login}\r\nAccept: application/x-ndjson\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n")
    start = time.monotonic()
    received, lines, tail = 0, 0, b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
        client.sendall(head.encode() + body)
        while piece := client.recv(PIECE_BYTES):
            received += len(piece)
            lines += piece.count(b"}\n")
            lines += tail[-1:] == b"}" and piece[:1] == b"\n"
            tail = piece[-16:]
            time.sleep(max(0.0, start + received / bytes_per_second - time.monotonic()))
    if lines != RECORDS or not tail.endswith(b"0\r\n\r\n"):
        raise RuntimeError(f"{lines} of {RECORDS} records arrived")
    return server.peak_bytes(), time.monotonic() - start
