"""Soak of `phoney serve`: good clients, whose every answer is checked, beside slow, broken and hostile ones.

    python tests/http/soak.py --phoney build/test/phoney [--seconds 600]

No good request may be lost or answered wrongly, no hostile one may get an answer out of turn, memory and file descriptors
stay bounded and come back, and SIGTERM ends it all cleanly. What is right is said by Faker.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.expected import NAMES, RECORDS, SEEDS, TEMPLATE  # noqa: E402
from support.processes import descriptors, resident_bytes  # noqa: E402
from support.settings import clean_environment  # noqa: E402

LOGIN = "Basic " + base64.b64encode(b"admin:phoney-development").decode()
GOOD_CLIENTS = 4
MOST_GROWTH = 32 << 20  # bytes of resident memory above what the good clients alone need
GUESSER = "127.0.0.2"  # an address that has spent its guesses is refused the right password, too
PATIENCE = 60  # seconds for one answer, many times what a busy machine needs


class Soak:
    def __init__(self, phoney: Path):
        command = [phoney, "serve", "--port", "0", "--log-level", "off", "--threads", "2"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=clean_environment())
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", self.process.stderr.readline())[1])
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.done: Counter[str] = Counter()
        self.failures: list[tuple[str, str]] = []  # the test, and what went wrong

    def note(self, what: str) -> None:
        with self.lock:
            self.done[what] += 1

    def fail(self, test: str, what: str) -> None:
        with self.lock:
            self.failures.append((test, what))

    def connect(self, source: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE, source_address=(source, 0))

    def resident(self) -> int:
        return resident_bytes(self.process.pid)

    def descriptors(self) -> int:
        return descriptors(self.process.pid)

    def repeat(self, name: str, act: Callable[[Soak, random.Random], None]) -> threading.Thread:
        """A thread that does it again and again until the end; what goes wrong is a failure."""
        def work() -> None:
            choice = random.Random(name)
            while not self.stopping.is_set():
                try:
                    act(self, choice)
                    self.note(act.__name__)
                except Exception as error:
                    self.fail(act.__name__, f"{name}: {error!r}")
                    time.sleep(0.1)

        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
        return thread


# Good clients.


def ask(connection: http.client.HTTPConnection, method: str, path: str, body: dict | None = None, **headers: str) -> tuple[int, bytes]:
    text = None if body is None else json.dumps(body)
    connection.request(method, path, text, {"Content-Type": "application/json", **headers})
    response = connection.getresponse()
    return response.status, response.read()


def want(good: bool, answer: object) -> None:
    if not good:
        raise AssertionError(str(answer)[:300])


def good_client(soak: Soak, choice: random.Random) -> None:
    """Some requests over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", soak.port, timeout=PATIENCE)
    for _ in range(20):
        seed = choice.choice(SEEDS)
        status, body = ask(connection, "GET", f"/fake/name?count=2&seed={seed}")
        want(status == 200 and json.loads(body)["data"] == NAMES[seed], body)
        request = {"template": TEMPLATE, "count": 3, "seed": seed}
        status, body = ask(connection, "POST", "/template", request)
        want(status == 200 and json.loads(body)["data"] == RECORDS[seed], body)
        soak.note("good answers")
        soak.note("good answers")
    connection.close()


def good_stream(soak: Soak, choice: random.Random) -> None:
    """A streamed answer, read whole."""
    connection = http.client.HTTPConnection("127.0.0.1", soak.port, timeout=PATIENCE)
    seed = choice.choice(SEEDS)
    request = {"template": TEMPLATE, "count": 20_000, "seed": seed}
    status, body = ask(connection, "POST", "/api/v1/template/generate", request, Accept="application/x-ndjson", Authorization=LOGIN)
    lines = body.splitlines()
    want(status == 200 and len(lines) == 20_000 and list(map(json.loads, lines[:3])) == RECORDS[seed], body)
    connection.close()


# Slow clients. The server may cut them off at any time.


def trickle(soak: Soak, data: bytes, seconds: float) -> None:
    with soak.connect() as client:
        try:
            for byte in data:
                client.sendall(bytes([byte]))
                if soak.stopping.wait(seconds):
                    return
        except OSError:
            soak.note("slow clients cut off")


def slow_header(soak: Soak, choice: random.Random) -> None:
    trickle(soak, b"GET /fake/name HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"a" * 200, 0.1)


def slow_body(soak: Soak, choice: random.Random) -> None:
    trickle(soak, b"POST /template HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n" + b" " * 200, 0.1)


def slow_reader(soak: Soak, choice: random.Random) -> None:
    body = json.dumps({"template": TEMPLATE, "count": 1_000_000}).encode()
    with soak.connect() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(b"POST /api/v1/template/generate HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\n"
                       b"Content-Type: application/json\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s" % (LOGIN.encode(), len(body), body))
        for _ in range(100):
            if not client.recv(1024) or soak.stopping.wait(0.05):
                return


# Broken clients: they vanish, some with a reset.


def vanish(soak: Soak, data: bytes, reset: bool) -> None:
    with soak.connect() as client:
        if reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.sendall(data)
    soak.stopping.wait(0.01)


def half_request(soak: Soak, choice: random.Random) -> None:
    whole = b'POST /template HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n{"template": "{{name}}"'
    vanish(soak, whole[: choice.randrange(len(whole))], choice.random() < 0.5)


def leave_a_stream(soak: Soak, choice: random.Random) -> None:
    body = json.dumps({"template": TEMPLATE, "count": 1000, "envelope": False}).encode()
    vanish(soak, b"POST /template HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body),
           choice.random() < 0.5)


def garbage(soak: Soak, choice: random.Random) -> None:
    vanish(soak, choice.randbytes(choice.randrange(1, 400)), False)


# Hostile clients: each gets the refusal that is its due.


def refused(soak: Soak, head: str, body: bytes, statuses: set[int], source: str = "127.0.0.1") -> None:
    with soak.connect(source) as client:
        try:
            client.sendall(f"{head}\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        except OSError:
            pass  # it may be refused before all has been sent
        try:
            answer = client.recv(1 << 16)
        except ConnectionResetError:
            return  # the answer was lost on the way, as TCP does it to a client that goes on sending
        want(answer.startswith(b"HTTP/1.1 ") and int(answer[9:12]) in statuses, answer)
    soak.stopping.wait(0.02)


def template_post(body: bytes, **headers: str) -> tuple[str, bytes]:
    return "POST /template HTTP/1.1\r\nContent-Type: application/json" + "".join(f"\r\n{k}: {v}" for k, v in headers.items()), body


def huge_header(soak: Soak, choice: random.Random) -> None:
    refused(soak, "GET /fake/name HTTP/1.1\r\nX-Huge: " + "a" * 100_000, b"", {431})


def huge_body(soak: Soak, choice: random.Random) -> None:
    refused(soak, *template_post(b" " * (2 << 20)), {413})


def deep_json(soak: Soak, choice: random.Random) -> None:
    refused(soak, *template_post(b'{"template":' + b"[" * 200_000), {422})


def much_work(soak: Soak, choice: random.Random) -> None:
    text = "{{pystr:min_chars=100000,max_chars=100000}}" * 20
    refused(soak, *template_post(json.dumps({"template": text, "count": 1000}).encode()), {422})


def wrong_login(soak: Soak, choice: random.Random) -> None:
    wrong = base64.b64encode(b"admin:guess%d" % choice.randrange(1000)).decode()
    refused(soak, f"POST /api/v1/generate HTTP/1.1\r\nAuthorization: Basic {wrong}", b"{}", {401, 429, 503}, GUESSER)


BAD = (slow_header, slow_body, slow_reader, half_request, leave_a_stream, garbage, huge_header, huge_body, deep_json, much_work, wrong_login)
# Each kind of client is a test, however often it asks; so are the bounds that the server keeps, and its end.
TESTS = (*(act.__name__ for act in (good_client, good_stream, *BAD)), "descriptors", "memory", "end")


def settle(soak: Soak, most: int, what: str) -> None:
    """Waits until the descriptors are down to `most`."""
    deadline = time.monotonic() + PATIENCE
    while soak.descriptors() > most:
        if time.monotonic() > deadline:
            return soak.fail("descriptors", f"{soak.descriptors()} file descriptors are open {what}, {most} before")
        time.sleep(0.1)


def watch(soak: Soak, seconds: float, most_descriptors: int, most_memory: int) -> None:
    """Holds the server to its bounds until the time is over."""
    peak = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end and soak.process.poll() is None:
        peak = max(peak, soak.resident())
        # A connection that its client has left is closed a moment later, so there may be twice as many as clients.
        if soak.descriptors() > most_descriptors:
            soak.fail("descriptors", f"{soak.descriptors()} file descriptors are open, at most {most_descriptors} are expected")
        time.sleep(0.1)
    print(f"memory: at most {peak >> 20} MiB")
    if peak > most_memory:
        soak.fail("memory", f"{peak >> 20} MiB are resident, at most {most_memory >> 20} are expected")


def finish(soak: Soak, threads: list[threading.Thread], descriptors: int) -> None:
    soak.stopping.set()
    for thread in threads:
        thread.join(PATIENCE)
        if thread.is_alive():
            soak.fail("end", f"{thread.name} hangs")
    settle(soak, descriptors, "after all clients have gone")
    soak.process.send_signal(signal.SIGTERM)
    try:
        if (code := soak.process.wait(PATIENCE)) != 0:
            soak.fail("end", f"SIGTERM ended it with {code}")
    except subprocess.TimeoutExpired:
        soak.process.kill()
        soak.fail("end", "SIGTERM did not end it")
    soak.process.stderr.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", required=True, type=Path, help="path of the executable")
    parser.add_argument("--seconds", type=float, default=60, help="how long the bad clients go on (default: %(default)s)")
    arguments = parser.parse_args()

    soak = Soak(arguments.phoney)
    random_source = random.Random(0)
    good_client(soak, random_source)
    good_stream(soak, random_source)  # from here on the login is remembered
    time.sleep(0.5)
    descriptors, memory = soak.descriptors(), soak.resident()

    threads = [soak.repeat(f"good {i}", good_client) for i in range(GOOD_CLIENTS)] + [soak.repeat("good stream", good_stream)]
    threads += [soak.repeat(f"{act.__name__} {i}", act) for act in BAD for i in range(3)]
    watch(soak, arguments.seconds, descriptors + 10 * len(threads), memory + MOST_GROWTH)
    finish(soak, threads, descriptors)

    for what, number in sorted(soak.done.items()):
        print(f"{what}: {number}")
    for act in (good_client, good_stream, *BAD):
        slow = act in (slow_header, slow_body, slow_reader)
        if not slow and soak.done[act.__name__] == 0:
            soak.fail(act.__name__, "was never done")
    for test, what in soak.failures[:20]:
        print(f"{test}: {what}")
    failed = {test for test, _ in soak.failures}
    print(f"{len(TESTS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
