"""A Lambda Runtime API in this process, which hands out invocations and keeps what comes back. Standard library only."""

from __future__ import annotations

import contextlib
import http.server
import itertools
import json
import queue
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any

ROOT = "/2018-06-01/runtime/"
PATIENCE = 30  # seconds
HANG_UP = 0  # in place of a status


@dataclass
class Posted:
    """What a function posted."""

    headers: Any
    body: bytes
    trailers: dict[str, str] = field(default_factory=dict)


@dataclass
class Invocation:
    """One invocation, and what becomes of it."""

    id: str
    event: bytes
    deadline: float
    responses: queue.Queue[tuple[str, Posted]] = field(default_factory=queue.Queue)

    def wait_for_any(self) -> tuple[str, Posted]:
        return self.responses.get(timeout=PATIENCE)

    def wait_for_response(self) -> Posted:
        kind, posted = self.wait_for_any()
        if kind != "response":
            raise AssertionError(f"the function posted an error: {posted.body!r}")
        return posted

    def wait_for_error(self) -> Posted:
        kind, posted = self.wait_for_any()
        if kind != "error":
            raise AssertionError(f"the function posted no error but {posted.body!r}")
        return posted

    def reply(self) -> Any:
        return json.loads(self.wait_for_response().body)


class RuntimeApi:
    def __init__(self) -> None:
        self.connections = 0
        self.asked: list[str] = []
        self.init_errors: list[Posted] = []
        self.restore_errors: list[Posted] = []
        self._invocations: queue.Queue[Invocation] = queue.Queue()
        self._open: dict[str, Invocation] = {}
        self._sockets: list[socket.socket] = []
        self._dropped: set[socket.socket] = set()
        self._restored = threading.Event()
        self._restore_status = 200
        self._refusals: queue.Queue[int] = queue.Queue()
        self._reads_on = threading.Event()
        self._reads_on.set()
        self._numbers = itertools.count(1)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"127.0.0.1:{self._server.server_port}"

    def invoke(self, event: Any, seconds: float = 30) -> Invocation:
        """Hands an event out, to be answered within that time."""
        invocation = Invocation(f"request-{next(self._numbers)}", json.dumps(event).encode(), time.time() + seconds)
        self._open[invocation.id] = invocation
        self._invocations.put(invocation)
        return invocation

    def restore(self, status: int = 200) -> None:
        """Goes on after a snapshot."""
        self._restore_status = status
        self._restored.set()

    def refuse_next(self, status: int) -> None:
        """Takes no notice of the next response, which is answered by that status."""
        self._refusals.put(status)

    def hang_up_next(self) -> None:
        """Closes the connection instead of answering the next response."""
        self._refusals.put(HANG_UP)

    def stop_reading(self) -> None:
        """Reads no stream any further, until `read_on`."""
        self._reads_on.clear()

    def read_on(self) -> None:
        self._reads_on.set()

    def drop_connections(self) -> None:
        """Closes all that are open; no invocation may be waiting."""
        dropped, self._sockets = self._sockets, []
        self._dropped.update(dropped)
        time.sleep(0.1)  # until whoever waits for an invocation has seen it
        for connection in dropped:
            with contextlib.suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(api) -> type[http.server.BaseHTTPRequestHandler]:  # noqa: N805 - the handler's own self is another
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = 65536  # head and body in one write

            def setup(self) -> None:
                super().setup()
                api.connections += 1
                api._sockets.append(self.connection)

            def log_message(self, *_: object) -> None:
                pass

            def answer(self, status: int, body: bytes = b"{}", headers: dict[str, str] | None = None) -> None:
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                with contextlib.suppress(BrokenPipeError):  # the function has ended
                    self.end_headers()
                    self.wfile.write(body)
                    self.wfile.flush()

            def do_GET(self) -> None:
                api.asked.append(self.path)
                if self.path == ROOT + "restore/next":
                    api._restored.wait(PATIENCE)
                    return self.answer(api._restore_status)
                invocation = self.next_invocation()
                if invocation is None:
                    self.close_connection = True
                    return None
                self.answer(200, invocation.event, {
                    "Lambda-Runtime-Aws-Request-Id": invocation.id,
                    "Lambda-Runtime-Deadline-Ms": str(int(invocation.deadline * 1000)),
                    "Lambda-Runtime-Trace-Id": f"Root=1-5759e988-{invocation.id}",
                })

            def next_invocation(self) -> Invocation | None:
                """Nothing once the connection has been dropped: an invocation must not be handed to nobody."""
                while self.connection not in api._dropped:
                    with contextlib.suppress(queue.Empty):
                        return api._invocations.get(timeout=0.02)
                return None

            def read_chunks(self) -> tuple[bytes, dict[str, str]]:
                body = b""
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                trailers = {}
                while line := self.rfile.readline().strip():
                    name, value = line.decode().split(":", 1)
                    trailers[name.lower()] = value.strip()
                return body, trailers

            def handle_one_request(self) -> None:
                with contextlib.suppress(ConnectionError, ValueError):  # the function has broken a stream off
                    return super().handle_one_request()
                self.close_connection = True

            def do_POST(self) -> None:
                if self.headers.get("Transfer-Encoding") == "chunked":
                    api._reads_on.wait(PATIENCE)
                    body, trailers = self.read_chunks()
                else:
                    body, trailers = self.rfile.read(int(self.headers["Content-Length"])), {}
                posted = Posted(self.headers, body, trailers)
                if self.path == ROOT + "init/error":
                    api.init_errors.append(posted)
                    return self.answer(202)
                if self.path == ROOT + "restore/error":
                    api.restore_errors.append(posted)
                    return self.answer(202)
                _, _, request_id, kind = self.path.removeprefix("/").removeprefix("2018-06-01/").split("/")
                if kind == "response" and not api._refusals.empty():
                    status = api._refusals.get_nowait()
                    if status != HANG_UP:
                        return self.answer(status)
                    self.close_connection = True
                    return None
                api._open[request_id].responses.put((kind, posted))
                self.answer(202)

        return Handler
