"""Runs the probe, and the servers that it meets: one that does what a test says, with or without TLS."""

from __future__ import annotations

import argparse
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import unittest
from collections.abc import Callable
from contextlib import AbstractContextManager

PROBE: list[str] = []
Answer = Callable[[socket.socket, bytes], None]


class Probe(AbstractContextManager):
    """`probe settings` in an environment; `first` is its first line."""

    def __init__(self, environment: dict[str, str]) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SSL_", "STAGE"))}
        self.process = subprocess.Popen(
            [*PROBE, "settings"], env=kept | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.first = self._line()

    def _line(self) -> dict:
        return json.loads(self.process.stdout.readline())

    def refresh(self, seconds: int) -> dict:
        self.process.stdin.write(f"refresh {seconds}\n")
        self.process.stdin.flush()
        return self._line()

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


def settings(environment: dict[str, str]) -> dict:
    with Probe(environment) as probe:
        return probe.first


def get(url: str, environment: dict[str, str] | None = None) -> dict:
    run = subprocess.run([*PROBE, "get", url], env=os.environ | (environment or {}), capture_output=True, text=True, timeout=20)
    return json.loads(run.stdout)


class Server(AbstractContextManager):
    """Hands each connection with its request, unless it is told not to read, to `answer`, then closes it. Counts them."""

    def __init__(self, answer: Answer, context: ssl.SSLContext | None = None, reads: bool = True) -> None:
        self.answer, self.context, self.reads, self.count = answer, context, reads, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http{'s' if self.context else ''}://127.0.0.1:{self.port}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            request = read_request(connection) if self.reads else b""
            self.count += 1
            self.answer(connection, request)
            if self.context:
                connection.unwrap()
        except OSError:
            pass  # what the probe made of it is what is tested
        finally:
            connection.close()

    def __exit__(self, *_: object) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(60)


def read_request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        piece = connection.recv(65536)
        if not piece:
            return request
        request += piece
    head, _, body = request.partition(b"\r\n\r\n")
    size = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < size:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def reply(status: int, body: dict | bytes) -> bytes:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return b"HTTP/1.1 %d Status\r\nContent-Length: %d\r\n\r\n" % (status, len(data)) + data


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    arguments, rest = parser.parse_known_args()
    PROBE.append(arguments.probe)
    unittest.main(module="__main__", argv=[sys.argv[0], *rest])
