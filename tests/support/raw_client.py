"""A raw HTTP connection: sends any bytes and reads one answer at a time."""

from __future__ import annotations

import socket


class RawClient:
    def __init__(self, port: int, source: str = "", patience: float = 10):
        """`source` is the address to come from, `patience` the longest wait in seconds for anything to arrive."""
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=patience, source_address=(source, 0) if source else None)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def fill(self) -> bool:
        data = self.socket.recv(1 << 16)
        self.buffer += data  # in place: an answer may be large
        return bool(data)

    def response(self, head: bool = False) -> tuple[int, dict[str, str], bytes]:
        """(status, headers, body) of the next answer; `head` says that it answers HEAD."""
        while b"\r\n\r\n" not in self.buffer:
            if not self.fill():
                raise EOFError(bytes(self.buffer))
        lines = self._take(self.buffer.index(b"\r\n\r\n")).decode().split("\r\n")
        self._take(4)
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        length = 0 if head else int(headers.get("content-length", 0))
        while len(self.buffer) < length:
            if not self.fill():
                raise EOFError(f"{len(self.buffer)} of {length} bytes")
        return int(lines[0].split()[1]), headers, self._take(length)

    def _take(self, size: int) -> bytes:
        taken = bytes(self.buffer[:size])
        del self.buffer[:size]
        return taken

    def at_end(self) -> bool:
        """Whether the server has closed, with nothing unread."""
        if self.buffer:
            return False
        try:
            return not self.fill()
        except ConnectionResetError:
            return True

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> RawClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
