"""Attackers: strangers, and one kind with credentials, who want the server to have no time or place for others.

Each kind is a function that runs in a process of its own, so that it does not compete with the good client for Python,
and goes on until it is killed. It counts what it does, so that an attack that does not come about is noticed.
"""

from __future__ import annotations

import base64
import json
import multiprocessing
import resource
import selectors
import socket
import string
import threading
import time
from collections.abc import Callable
from multiprocessing.sharedctypes import Synchronized

ATTACKERS = 50
UNFINISHED = 1500  # connections with half a body each
PIPELINING = 400
COMING_ANEW = 200  # connections at once
IDLE_ADDRESSES = 10  # at the 1,000 connections of an address, all 10,000 of the server
LOGIN = b"Authorization: Basic " + base64.b64encode(b"admin:phoney-development") + b"\r\n"
MOST_WAIT = 60  # seconds for one answer, after which an attacker begins anew

Count = Synchronized
Connect = Callable[[int], socket.socket]


def post(body: dict, path: bytes = b"/template", fields: bytes = b"") -> bytes:
    text = json.dumps(body, separators=(",", ":")).encode()
    return b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s" % (path, fields, len(text), text)


def get(path: bytes, fields: bytes = b"", method: bytes = b"GET") -> bytes:
    return b"%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n" % (method, path, fields)


HEAVY = post({"template": {"a": "{{[date_time]:count=1000}}"}, "count": 1000, "unique": True})
KEYS = [a + b for a in string.ascii_letters + string.digits for b in string.ascii_letters][:2750]
WIDE = post({"template": {"a": "{{name}}", "b": dict.fromkeys(KEYS, dict.fromkeys(string.ascii_letters + string.digits, 0))}, "count": 1000},
            fields=b"Accept: text/csv\r\n")  # nearly 1 MB, and 170,000 columns
UNIQUE = post({"template": {"a": "{{[pystr]:count=10000,min_chars=1000,max_chars=1100}}"}, "count": 10, "unique": True})
LARGE_RECORDS = post({"template": {"a": "{{binary:length=7000000}}"}, "count": 3}, fields=b"Accept: application/x-ndjson\r\nConnection: close\r\n")
LARGE = post({"template": {"a": "{{[name]:count=1000}}"}, "count": 400})  # 7 MB
ELEMENTS = b"nb_elements=100000&variable_nb_elements=false"
SET = get(b"/fake/pyset?" + ELEMENTS)
SET_OF_DICTIONARIES = get(b"/fake/pyset?allowed_types=[pydict]&" + ELEMENTS)
ITERABLE = get(b"/fake/pyiterable?count=100&" + ELEMENTS)
PASSWORD = (b"POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 29\r\n\r\n"
            b"username=admin&password=wrong")
ASSETS = get(b"/assets/swagger-ui-bundle.js", b"Accept-Encoding: gzip\r\n") * 20
ASSET_HEADS = get(b"/assets/redoc.standalone.js", b"Accept-Encoding: br\r\n", b"HEAD") * 20
STREAM = post({"template": {"name": "{{name}}", "email": "{{email}}"}, "count": 1_000_000}, b"/api/v1/template/generate",
              b"Accept: application/x-ndjson\r\nAccept-Encoding: br\r\n" + LOGIN)
HALF_A_BODY = b"POST /template HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n" + b" " * 999_000


def one_address(_: int) -> str:
    return "127.0.1.1"


def many_addresses(i: int) -> str:
    return f"127.0.{2 + i // 200}.{1 + i % 200}"


def ten_addresses(i: int) -> str:
    return f"127.0.1.{1 + i % IDLE_ADDRESSES}"


def connect(port: int, address: str, receive_buffer: int = 0) -> socket.socket:
    client = socket.socket()
    if receive_buffer:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    client.settimeout(MOST_WAIT)
    client.bind((address, 0))
    client.connect(("127.0.0.1", port))
    return client


def conversing(converse: Callable[[socket.socket, Count], None], address: Callable[[int], str]) -> Callable[[int, Count], None]:
    """Attackers at once, each of whom connects, does that, and connects anew."""
    def attack(port: int, count: Count) -> None:
        def attacker(i: int) -> None:
            while True:
                try:
                    with connect(port, address(i)) as client:
                        converse(client, count)
                except OSError:
                    time.sleep(0.01)

        for i in range(ATTACKERS):
            threading.Thread(target=attacker, args=(i,), daemon=True).start()
        threading.Event().wait(LONGEST)

    return attack


def add_one(count: Count) -> None:
    with count.get_lock():
        count.value += 1


def asking(data: bytes, address: Callable[[int], str]) -> Callable[[int, Count], None]:
    """Attackers who send that, and again when an answer begins."""
    def converse(client: socket.socket, count: Count) -> None:
        while True:
            client.sendall(data)
            add_one(count)
            if not client.recv(1 << 16):
                return

    return conversing(converse, address)


def taking_all(data: bytes, address: Callable[[int], str]) -> Callable[[int, Count], None]:
    """Attackers who send that once and read all that comes."""
    def converse(client: socket.socket, count: Count) -> None:
        client.sendall(data)
        while client.recv(1 << 20):
            add_one(count)

    return conversing(converse, address)


def pipelining_and_reading(data: bytes, address: Callable[[int], str]) -> Callable[[int, Count], None]:
    """Attackers who send that without end and read all that comes."""
    def converse(client: socket.socket, count: Count) -> None:
        def send() -> None:
            try:
                while True:
                    client.sendall(data)
                    add_one(count)
            except OSError:
                return

        sender = threading.Thread(target=send, daemon=True)
        sender.start()
        while client.recv(1 << 20):
            pass
        sender.join(MOST_WAIT)

    return conversing(converse, address)


def all_read(data: bytes, number: int, address: Callable[[int], str]) -> Callable[[int, Count], None]:
    """Connections, up to all that the system allows, that send that once and read all that comes. What is closed comes back."""
    def attack(port: int, count: Count) -> None:
        def open_one(i: int) -> None:
            client = connect(port, address(i))
            client.sendall(data)
            client.setblocking(False)
            selector.register(client, selectors.EVENT_READ, i)
            add_one(count)

        most = raise_descriptor_limit() - 100
        selector = selectors.DefaultSelector()
        for i in range(min(most, number)):
            open_one(i)
        while True:
            for key, _ in selector.select():
                try:
                    if key.fileobj.recv(1 << 20):
                        continue
                except OSError:
                    pass
                selector.unregister(key.fileobj)
                key.fileobj.close()
                try:
                    open_one(key.data)
                except OSError:
                    time.sleep(0.01)

    return attack


def nobody_reads(data: bytes, number: int, address: Callable[[int], str]) -> Callable[[int, Count], None]:
    """Connections that send as much as is taken of that, again and again, and read nothing."""
    def attack(port: int, count: Count) -> None:
        def open_one(i: int) -> None:
            client = connect(port, address(i), receive_buffer=4096)
            client.setblocking(False)
            selector.register(client, selectors.EVENT_WRITE, [i, memoryview(data)])
            add_one(count)

        raise_descriptor_limit()
        selector = selectors.DefaultSelector()
        for i in range(number):
            open_one(i)
        while True:
            for key, _ in selector.select():
                i, rest = key.data
                try:
                    key.data[1] = rest[key.fileobj.send(rest) :] or memoryview(data)
                except BlockingIOError:
                    continue
                except OSError:  # cut off: comes back
                    selector.unregister(key.fileobj)
                    key.fileobj.close()
                    open_one(i)
            time.sleep(0.01)

    return attack


def half_bodies(port: int, count: Count) -> None:
    """Connections that announce a megabyte and send nearly all of it; what is cut off comes back."""
    def open_one(i: int) -> None:
        client = connect(port, many_addresses(i))
        client.setblocking(False)
        selector.register(client, selectors.EVENT_WRITE, [i, memoryview(HALF_A_BODY)])
        add_one(count)

    raise_descriptor_limit()
    selector = selectors.DefaultSelector()
    for i in range(UNFINISHED):
        open_one(i)
    while True:
        for key, _ in selector.select(timeout=0.1):
            i, rest = key.data
            try:
                if not rest and not key.fileobj.recv(1 << 16):
                    raise ConnectionResetError
                key.data[1] = rest[key.fileobj.send(rest[: 1 << 16]) :]
                if rest and not key.data[1]:  # from now on it waits for an answer or the end
                    selector.modify(key.fileobj, selectors.EVENT_READ, key.data)
            except BlockingIOError:
                continue
            except OSError:
                selector.unregister(key.fileobj)
                key.fileobj.close()
                open_one(i)


def pipelined_and_coming_anew(port: int, count: Count) -> None:
    """Connections that pipeline without end and read it all, while others come and go: newcomers stand behind both."""
    def come_anew() -> None:
        while True:
            try:
                for client in [connect(port, "127.0.1.2") for _ in range(COMING_ANEW)]:
                    client.close()
            except OSError:
                time.sleep(0.01)

    data = get(b"/fake/name?count=20") * 50
    selector = selectors.DefaultSelector()
    for _ in range(PIPELINING):
        client = connect(port, "127.0.1.1")
        client.setblocking(False)
        client.send(data)
        selector.register(client, selectors.EVENT_READ)
    threading.Thread(target=come_anew, daemon=True).start()
    while True:
        for key, _ in selector.select():
            try:
                key.fileobj.recv(1 << 20)
                key.fileobj.send(data)
                add_one(count)
            except BlockingIOError:
                continue
            except OSError:
                selector.unregister(key.fileobj)


def raise_descriptor_limit() -> int:
    """To what the system allows; returns it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 20_000 if hard == resource.RLIM_INFINITY else min(hard, 20_000)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


LONGEST = 3600  # seconds that a kind is at work unless it is stopped before, as it is

KINDS: dict[str, Callable[[int, Count], None]] = {
    "nobody": lambda port, count: threading.Event().wait(LONGEST),
    "heavy, one address": asking(HEAVY, one_address),
    "heavy, 50 addresses": asking(HEAVY, many_addresses),
    "heavy, 120 pipelined": asking(HEAVY * 120, one_address),
    "pipelined and coming anew": pipelined_and_coming_anew,
    "sets": asking(SET, one_address),
    "sets of dictionaries": asking(SET_OF_DICTIONARIES, many_addresses),
    "iterables": asking(ITERABLE, many_addresses),
    "unique values": asking(UNIQUE, many_addresses),
    "unread, pipelined": nobody_reads(get(b"/fake/name?count=100") * 50, ATTACKERS, many_addresses),
    "unread, large": nobody_reads(LARGE, ATTACKERS, many_addresses),
    "half bodies": half_bodies,
    "passwords, 50 addresses": asking(PASSWORD, many_addresses),
    "HEAD of assets": asking(ASSET_HEADS, one_address),
    "assets, pipelined and read": pipelining_and_reading(ASSETS, one_address),
    "compressed streams": taking_all(STREAM, one_address),
    "idle": all_read(get(b"/health"), 1000 * IDLE_ADDRESSES, ten_addresses),
}


class Attack:
    """A kind at work."""

    def __init__(self, kind: str, port: int):
        context = multiprocessing.get_context("fork")
        self.count = context.Value("q", 0)
        self.process = context.Process(target=KINDS[kind], args=(port, self.count), daemon=True)
        self.process.start()

    def stop(self) -> int:
        """Returns what it has counted."""
        self.process.kill()
        self.process.join(60)
        return self.count.get_obj().value  # without the lock, which the process may have held when it was killed
