"""Black-box test of the HTTP front end: raw sockets against echo_server. Standard library only.

    python3 test_server.py path/to/phoney_echo_server
"""

import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.processes import is_sanitized, resident_bytes  # noqa: E402
from support.raw_client import RawClient  # noqa: E402

SERVER = None  # path of the executable, from the command line
HOST = b"Host: x\r\n"


class Server:
    """The executable, running with the given options."""

    def __init__(self, **options):
        options.setdefault("threads", 2)
        descriptors = options.pop("descriptors", None)
        limit = descriptors and (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors)))
        arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        self.process = subprocess.Popen([SERVER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        preexec_fn=limit)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(self.process.stderr.read())
        self.port = int(line)

    def connect(self):
        return RawClient(self.port, patience=30)

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def __enter__(self):
        return self

    def __exit__(self, failure=None, *_):
        """Ends it, which must be clean: the exit code tells of what a sanitizer has found, leaks at the end included."""
        try:
            for _ in range(2):  # the second cuts off whoever is still connected
                if self.process.poll() is None:
                    self.terminate()
                    try:
                        self.process.wait(timeout=0.2)
                    except subprocess.TimeoutExpired:
                        pass
            code = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait(60)
        said = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        if failure is None and code != 0:
            raise AssertionError(f"the server ended with {code}: {said}")


def get(path, *headers):
    return b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"".join(h + b"\r\n" for h in headers) + b"\r\n"


def skip_if_sanitized(test):
    """For what is said of memory, and of an end that a search for leaks comes before."""
    if is_sanitized(SERVER):
        test.skipTest("the server is sanitized")


class Requests(unittest.TestCase):
    """What needs no options: one server for all."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server(max_body_bytes=100_000)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def setUp(self):
        self.client = self.server.connect()
        self.addCleanup(self.client.socket.close)

    def detail(self, status):
        """Expects an error answer and the connection's end; returns the detail."""
        got, headers, body = self.client.response()
        self.assertEqual(got, status, body)
        self.assertEqual(headers["content-type"], "application/json")
        self.assertEqual(headers["connection"], "close")
        self.assertTrue(self.client.at_end())
        return json.loads(body)["detail"]

    def test_keep_alive(self):
        for i in range(50):
            self.client.send(get(b"/a%%20b?n=%d" % i, b"X-Test: t"))
            status, headers, body = self.client.response()
            self.assertEqual((status, body), (200, b"GET /a%%20b?n=%d t " % i))
            self.assertEqual(headers["x-peer"], "127.0.0.1")
            self.assertNotIn("connection", headers)
            self.assertRegex(headers["date"], r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$")

    def test_pipelining(self):
        self.client.send(b"".join(get(b"/%d" % i) for i in range(10)))
        for i in range(10):
            self.assertEqual(self.client.response()[2], b"GET /%d?  " % i)

    def test_pipelining_stops_at_close(self):
        self.client.send(get(b"/1") + get(b"/2", b"Connection: close") + get(b"/3"))
        self.assertEqual(self.client.response()[2], b"GET /1?  ")
        status, headers, _ = self.client.response()
        self.assertEqual((status, headers["connection"]), (200, "close"))
        self.assertTrue(self.client.at_end())

    def test_byte_by_byte(self):
        request = b"POST /p HTTP/1.1\r\n" + HOST + b"X-Test: split\r\nContent-Length: 5\r\n\r\nhello"
        for byte in request + get(b"/2"):
            self.client.send(bytes([byte]))
        self.assertEqual(self.client.response()[2], b"POST /p? split hello")
        self.assertEqual(self.client.response()[2], b"GET /2?  ")

    def test_head(self):
        self.client.send(b"HEAD /fixed HTTP/1.1\r\n" + HOST + b"\r\n" + get(b"/fixed"))
        status, headers, _ = self.client.response(head=True)
        self.assertEqual((status, headers["content-length"]), (200, "100"))
        self.assertEqual(len(self.client.response()[2]), 100)

    def test_no_content(self):
        self.client.send(get(b"/empty") + get(b"/2"))
        status, headers, body = self.client.response()
        self.assertEqual((status, body), (204, b""))
        self.assertNotIn("content-length", headers)
        self.assertEqual(self.client.response()[0], 200)

    def test_expect_continue(self):
        self.client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        self.assertEqual(self.client.response()[0], 100)
        self.client.send(b"abc")
        self.assertEqual(self.client.response()[2], b"POST /?  abc")

    def test_expect_continue_of_a_body_too_large(self):
        self.client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 100001\r\n\r\n")
        self.assertEqual(self.detail(413), "the body is larger than 100000 bytes (MAX_BODY_BYTES)")

    def test_chunked_body(self):
        self.client.send(b"POST /c HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n")
        for chunk in (b"hello", b", ", b"world" * 1000):
            self.client.send(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        self.client.send(b"0\r\n\r\n" + get(b"/2"))
        self.assertEqual(self.client.response()[2], b"POST /c?  hello, " + b"world" * 1000)
        self.assertEqual(self.client.response()[2], b"GET /2?  ")

    def test_large_request_and_response(self):
        body = os.urandom(50_000).hex().encode()
        self.client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 100000\r\n\r\n" + body)
        self.assertEqual(self.client.response()[2], b"POST /?  " + body)
        self.client.send(get(b"/large?20000000") + get(b"/2"))
        time.sleep(0.1)  # let the socket fill up
        self.assertEqual(self.client.response()[2], b"x" * 20_000_000)
        self.assertEqual(self.client.response()[2], b"GET /2?  ")

    def test_body_too_large(self):
        self.client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 100001\r\n\r\n" + b"x" * 100_001)
        self.assertEqual(self.detail(413), "the body is larger than 100000 bytes (MAX_BODY_BYTES)")

    def test_chunked_body_too_large(self):
        self.client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n")
        self.client.send(b"8000\r\n" + b"x" * 0x8000 + b"\r\n" + b"10000\r\n")
        self.client.send(b"x" * 0x10000)
        self.client.send(b"\r\n1000\r\n")
        self.assertEqual(self.detail(413), "the body is larger than 100000 bytes (MAX_BODY_BYTES)")

    def test_header_too_large(self):
        self.client.send(get(b"/", b"A: " + b"a" * 20_000))
        self.assertEqual(self.detail(431), "the request line and the headers are larger than 16384 bytes")

    def test_too_many_headers(self):
        self.client.send(get(b"/", b"\r\n".join(b"A%d: b" % i for i in range(99))))  # and Host
        self.assertEqual(self.client.response()[0], 200)
        self.client.send(get(b"/", b"\r\n".join(b"A%d: b" % i for i in range(100))))
        self.assertEqual(self.detail(431), "there are more than 100 headers")

    def test_target_too_long(self):
        self.client.send(get(b"/" + b"a" * 20_000))
        self.assertEqual(self.detail(414), "the request line is longer than 16384 bytes")

    def test_line_feeds_alone(self):
        wanted = "lines must end with a carriage return and a line feed, not with a line feed alone"
        for request in (b"GET / HTTP/1.1\nHost: x\n\n", b"GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n"):
            with self.subTest(request=request), self.server.connect() as self.client:
                self.client.send(request)
                self.assertEqual(self.detail(400), wanted)
        with self.server.connect() as self.client:
            self.client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: x\r\n\r\n\n\n")
            self.assertEqual(self.detail(400), "the request is malformed", "the line feeds stand behind the headers")
        for request in (b"G\0 / HTTP/1.1\n" + HOST, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: x\r\nA: b\n\r\n"):
            with self.subTest(request=request), self.server.connect() as self.client:
                self.client.send(request)
                self.assertEqual(self.detail(400), "the request is malformed", "so it is before the line feed")

    def test_bad_requests(self):
        for request, status in (
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),  # the beginning of TLS
            (b"GET\r\n\r\n", 400),
            (b"GET / HTTP/1.1\r\n\r\n", 400),
            (b"GET / HTTP/3.0\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: x\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked, gzip\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length:\r\n 29\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding:\r\n\tchunked\r\n\r\n", 400),
            (b"GET / HTTP/1.1\r\nHost:\r\n x\r\n\r\n", 400),
        ):
            with self.subTest(request=request), self.server.connect() as self.client:
                self.client.send(request)
                self.detail(status)

    def test_bad_heads(self):
        for request, status in ((b"HEAD / HTTP/1.1\r\n\r\n", 400),
                                (b"HEAD / HTTP/1.1\r\n" + HOST + b"Content-Length: 100001\r\n\r\n", 413)):
            with self.subTest(request=request), self.server.connect() as self.client:
                self.client.send(request)
                got, headers, _ = self.client.response(head=True)
                self.assertEqual(got, status)
                self.assertGreater(int(headers["content-length"]), 0)
                self.assertTrue(self.client.at_end(), "a body")

    def test_answers_before_a_bad_request(self):
        self.client.send(get(b"/1") + b"nonsense\r\n\r\n")
        self.assertEqual(self.client.response()[2], b"GET /1?  ")
        self.detail(400)

    def test_http_1_0(self):
        self.client.send(b"GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        self.assertEqual(self.client.response()[1]["connection"], "keep-alive")
        self.client.send(b"GET /2 HTTP/1.0\r\n\r\n")
        self.assertEqual(self.client.response()[1]["connection"], "close")
        self.assertTrue(self.client.at_end())

    def test_service_that_throws(self):
        self.client.send(get(b"/throw") + get(b"/2"))
        status, _, body = self.client.response()
        self.assertEqual((status, json.loads(body)), (500, {"detail": "internal error"}))
        self.assertEqual(self.client.response()[0], 200)

    def test_client_that_leaves(self):
        for request in (b"", b"GET", get(b"/large?20000000")):
            with self.server.connect() as client:
                client.send(request)
        self.client.send(get(b"/"))
        self.assertEqual(self.client.response()[0], 200)

    def test_half_closed_client_is_answered(self):
        self.client.send(get(b"/1"))
        self.client.socket.shutdown(socket.SHUT_WR)
        self.assertEqual(self.client.response()[2], b"GET /1?  ")
        self.assertTrue(self.client.at_end())

    def test_port_taken(self):
        done = subprocess.run([SERVER, f"--port={self.server.port}"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, f"cannot listen on 127.0.0.1:{self.server.port}: the port is in use by phoney_echo_ser (process "
                                      f"{self.server.process.pid}); choose another with --port, or any free port with --port 0\n")


class Timeouts(unittest.TestCase):
    def test_slow_header(self):
        with Server(header_timeout=300, idle_timeout=60_000) as server, server.connect() as client:
            client.send(b"GET / HTTP/1.1\r\nX-Slow: ")
            with self.assertRaises((BrokenPipeError, ConnectionResetError, TimeoutError)):
                for _ in range(60):  # a byte now and then does not extend the deadline
                    client.send(b"a")
                    time.sleep(0.05)
            with server.connect() as other:
                other.send(b"GET / HTTP/1.1\r\n")
                status, _, body = other.response()
                self.assertEqual((status, json.loads(body)), (408, {"detail": "the headers did not arrive within 0.3 s"}))

    def test_slow_body(self):
        with Server(body_timeout=300) as server, server.connect() as client:
            client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 10\r\n\r\nabc")
            status, _, body = client.response()
            self.assertEqual((status, json.loads(body)), (408, {"detail": "the body did not arrive within 0.3 s"}))
            self.assertTrue(client.at_end())

    def test_idle(self):
        with Server(idle_timeout=2000) as server, server.connect() as client:
            begin = time.monotonic()
            for _ in range(5):
                client.send(get(b"/"))
                self.assertEqual(client.response()[0], 200)
                time.sleep(0.5)
            self.assertTrue(client.at_end())
            self.assertGreater(time.monotonic() - begin, 2.5)

    def test_client_that_does_not_read(self):
        with Server(write_timeout=300, max_connections=1) as server, server.connect() as client:
            client.send(get(b"/large?50000000"))
            deadline = time.monotonic() + 20
            while True:  # until the stalled connection has given up its place
                with server.connect() as other:
                    other.send(get(b"/"))
                    if other.response()[0] == 200:
                        break
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.05)

    def slow_client(self, server, path):
        client = self.enterContext(socket.create_connection(("127.0.0.1", server.port), timeout=20))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 10)
        client.sendall(get(path))
        return client

    def test_client_that_hardly_reads(self):
        with Server(write_timeout=300, max_connections=1) as server:
            client = self.slow_client(server, b"/large?50000000")
            deadline = time.monotonic() + 20
            while True:  # some bytes now and then do not keep its place
                client.recv(500)
                with server.connect() as other:
                    other.send(get(b"/"))
                    if other.response()[0] == 200:
                        break
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.05)

    def test_client_that_reads_slowly(self):
        with Server(write_timeout=1000) as server:
            size = 20_000_000
            client = self.slow_client(server, b"/large?%d" % size)
            read = 0
            for _ in range(60):  # for more than three write timeouts, which the socket's buffer alone would outlast
                read += len(client.recv(6000))
                time.sleep(0.06)
            while data := client.recv(1 << 20):
                read += len(data)
                if read >= size:
                    break
            self.assertGreater(read, size)


class Stopping(unittest.TestCase):
    def test_finishes_what_is_in_flight(self):
        with Server(threads=2) as server, server.connect() as busy, server.connect() as idle, server.connect() as half:
            idle.send(get(b"/"))
            idle.response()
            half.send(b"POST /half HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\n\r\nab")
            busy.send(get(b"/until-end"))
            time.sleep(0.2)
            server.terminate()
            status, headers, body = busy.response()
            self.assertEqual((status, headers["connection"]), (200, "close"))
            self.assertTrue(idle.at_end())
            half.send(b"cd")
            status, headers, body = half.response()
            self.assertEqual((status, headers["connection"], body), (200, "close", b"POST /half?  abcd"))
            self.assertEqual(server.process.wait(timeout=20), 0)

    def test_finishes_a_large_response(self):
        with Server() as server, server.connect() as client:
            client.send(get(b"/large?30000000"))
            time.sleep(0.2)
            server.terminate()
            time.sleep(0.1)
            self.assertEqual(len(client.response()[2]), 30_000_000)
            self.assertEqual(server.process.wait(timeout=20), 0)

    def test_accepts_no_more(self):
        with Server() as server, server.connect() as half:
            half.send(b"GET")
            time.sleep(0.1)
            server.terminate()
            deadline = time.monotonic() + 20
            with self.assertRaises(ConnectionRefusedError):
                while time.monotonic() < deadline:  # until it has noticed
                    server.connect().socket.close()
                    time.sleep(0.02)

    def test_cuts_off_after_the_drain_timeout(self):
        with Server(drain_timeout=300) as server, server.connect() as half:
            half.send(b"GET")
            time.sleep(0.1)
            server.terminate()
            self.assertEqual(server.process.wait(timeout=20), 0)

    def test_second_signal_cuts_off(self):
        with Server(drain_timeout=60_000) as server, server.connect() as half:
            half.send(b"GET")
            time.sleep(0.1)
            server.terminate()
            time.sleep(0.1)
            server.terminate()
            self.assertEqual(server.process.wait(timeout=20), 0)

    def test_stops_when_idle(self):
        with Server(drain_timeout=60_000) as server, server.connect() as idle:
            idle.send(get(b"/"))
            idle.response()
            server.terminate()  # it waits for no deadline
            self.assertEqual(server.process.wait(timeout=20), 0)


class Crowds(unittest.TestCase):
    def expect_refusal(self, server, detail):
        with server.connect() as refused:
            status, headers, body = refused.response()
            self.assertEqual((status, json.loads(body)), (503, {"detail": detail}))
            self.assertEqual(headers["retry-after"], "1")
            self.assertEqual(headers["x-refused"], "127.0.0.1")  # the service is told, which logs and counts
            self.assertTrue(refused.at_end())

    def test_connection_cap(self):
        with Server(threads=1, max_connections=3) as server:
            clients = [self.enterContext(server.connect()) for _ in range(3)]
            for client, path in zip(clients, (b"/hold", b"/hold", b"/until-left")):
                client.send(get(path))
            time.sleep(0.2)
            self.expect_refusal(server, "all 3 connections are in use")
            clients.pop().socket.close()
            time.sleep(0.2)
            with server.connect() as welcome:
                welcome.send(get(b"/release") * 2)
                self.assertEqual(welcome.response()[0], 200)
            for client in clients:
                self.assertEqual(client.response()[::2], (200, b'"held"'))

    def test_the_connection_idle_for_longest_makes_way(self):
        with Server(threads=1, max_connections=3) as server:
            clients = [self.enterContext(server.connect()) for _ in range(3)]
            for client in (clients[0], clients[2]):
                client.send(get(b"/"))
                self.assertEqual(client.response()[0], 200)
            clients[1].send(b"GET /half HTTP/1.1\r\n")  # its request is longest in coming, but not idle
            time.sleep(1)  # longer than it takes to be noted
            clients[0].send(get(b"/"))
            self.assertEqual(clients[0].response()[0], 200)
            late = self.enterContext(server.connect())
            late.send(get(b"/hold"))
            self.assertTrue(clients[2].at_end())
            clients[0].send(get(b"/hold"))
            time.sleep(0.2)  # until that has arrived, so that it is not idle
            last = self.enterContext(server.connect())
            last.send(get(b"/release") * 2)
            self.assertEqual(last.response()[0], 200)
            self.assertTrue(clients[1].at_end())
            for client in (late, clients[0]):
                self.assertEqual(client.response()[0], 200)

    def test_the_many_connections_of_one_address_make_way_for_another(self):
        with Server(threads=1, max_connections=180) as server:
            def connect(address):
                client = self.enterContext(socket.create_connection(("127.0.0.1", server.port), timeout=10, source_address=(address, 0)))
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                return client

            idle = connect("127.0.0.3")
            idle.sendall(get(b"/fixed"))
            self.assertTrue(idle.recv(1000).startswith(b"HTTP/1.1 200"))
            for i in range(60):  # older than the many, and idle as well
                connect(f"127.0.1.{1 + i}")
            greedy = [connect("127.0.0.2") for _ in range(119)]
            for client in greedy:
                client.sendall(get(b"/large?1000000"))
            for client in greedy:  # all are being answered, and do not read
                self.assertEqual(len(client.recv(1, socket.MSG_PEEK)), 1)
            for address in ("127.0.0.4", "127.0.0.5"):
                newcomer = connect(address)
                newcomer.sendall(get(b"/fixed"))
                self.assertTrue(newcomer.recv(1000).startswith(b"HTTP/1.1 200"))
            crowded = connect("127.0.0.2")  # takes nothing from those who have less
            crowded.sendall(get(b"/fixed"))
            self.assertTrue(crowded.recv(1000).startswith(b"HTTP/1.1"))  # at the cost of its own, or 503
            idle.sendall(get(b"/fixed"))  # it has not made way, although it is idle
            self.assertTrue(idle.recv(1000).startswith(b"HTTP/1.1 200"))

    def test_connection_cap_of_an_address(self):
        with Server(max_connections_per_address=3) as server:
            clients = [self.enterContext(server.connect()) for _ in range(3)]
            for client in clients:
                client.send(get(b"/"))
                self.assertEqual(client.response()[0], 200)
            self.expect_refusal(server, "more than 3 connections from one address (MAX_CONNECTIONS_PER_ADDRESS)")
            with socket.create_connection(("127.0.0.1", server.port), timeout=10, source_address=("127.0.0.2", 0)) as other:
                other.sendall(get(b"/"))
                self.assertTrue(other.recv(100).startswith(b"HTTP/1.1 200"))
            clients.pop().socket.close()
            time.sleep(0.2)
            with server.connect() as welcome:
                welcome.send(get(b"/"))
                self.assertEqual(welcome.response()[0], 200)

    def test_memory_of_requests_that_do_not_arrive(self):
        head = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 1000000\r\n\r\n"
        with Server(threads=1, max_held_bytes=6_200_000) as server:
            half = [self.enterContext(server.connect()) for _ in range(3)]
            for client in half:
                client.send(head + b"a" * 900_000)
            select.select([client.socket for client in half], [], [], 30)  # until one is
            refused = [client for client in half if select.select([client.socket], [], [], 1)[0]]
            self.assertEqual(len(refused), 1)  # an address has 3.1 MB, and a buffer 1 MiB
            status, headers, body = refused[0].response()
            self.assertEqual((status, json.loads(body)), (503, {
                "detail": "the server has no memory left for incoming requests; try again, or send a smaller request"}))
            self.assertEqual((headers["retry-after"], headers["x-refused"]), ("1", "127.0.0.1"))
            for client in set(half) - set(refused):
                client.send(b"a" * 100_000)
                self.assertEqual(len(client.response()[2]), 1_000_000 + len("POST /?  "))
            with server.connect() as small:
                small.send(get(b"/"))
                self.assertEqual(small.response()[0], 200)

    def test_memory_of_clients_who_pipeline_and_do_not_read(self):
        skip_if_sanitized(self)
        with Server(threads=1, max_held_bytes=8_000_000) as server:
            before = resident_bytes(server.process.pid)
            stalled = [self.enterContext(server.connect()) for _ in range(300)]
            for client in stalled:
                client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.socket.setblocking(False)
            for _ in range(20):
                for client in stalled:
                    try:
                        client.socket.send(get(b"/large?30000") * 20)
                    except (BlockingIOError, ConnectionError):
                        pass
            with server.connect() as other:
                other.send(get(b"/"))
                self.assertEqual(other.response()[0], 200)
            # What is counted, and what each connection has anyhow.
            self.assertLess(resident_bytes(server.process.pid) - before, 4_000_000 + 300 * 70_000)

    def test_few_descriptors(self):
        for threads, descriptors, connections in ((1, 60, 40), (16, 150, 110)):
            with self.subTest(threads=threads), Server(threads=threads, descriptors=descriptors) as server:
                clients = [self.enterContext(server.connect()) for _ in range(connections)]
                statuses = []
                for client in clients:
                    try:
                        client.send(get(b"/"))
                        statuses.append(client.response()[0])
                    except (EOFError, ConnectionError):  # it has made way for another
                        statuses.append(None)
                # Nobody waits in vain; and who came last is served, unless it is by a thread with no connection to close.
                self.assertLessEqual({status for status in statuses if status != 503}, {200, None})
                self.assertGreaterEqual(statuses.count(200), 8)
                if threads == 1:
                    self.assertEqual(statuses[-5:], [200] * 5)

    def test_large_answers_that_nobody_reads(self):
        with Server(threads=1, max_held_bytes=100_000_000) as server:
            size = 30_000_000
            reader = self.enterContext(server.connect())
            idler = self.enterContext(server.connect())
            idler.send(get(b"/large?%d" % size))
            while not idler.buffer:  # its answer has begun
                idler.fill()
            reader.send(get(b"/large?%d" % size))
            status, headers, body = reader.response()
            self.assertEqual((status, json.loads(body)), (503, {
                "detail": "the server has no memory left for unread responses; read the responses, or ask for smaller ones"}))
            self.assertEqual((headers["retry-after"], headers["x-refused"]), ("1", "127.0.0.1"))
            reader.send(get(b"/large?1000000"))
            self.assertEqual(len(reader.response()[2]), 1_000_000)
            self.assertEqual(len(idler.response()[2]), size)
            for _ in range(3):  # what was taken is given back
                reader.send(get(b"/large?%d" % size))
                self.assertEqual(len(reader.response()[2]), size)
            idler.send(get(b"/large?%d" % size))
            while not idler.buffer:
                idler.fill()
            idler.socket.close()  # also by those who leave
            deadline = time.monotonic() + 10
            while True:
                reader.send(get(b"/large?%d" % size))
                if reader.response()[0] == 200:
                    break
                self.assertLess(time.monotonic(), deadline)

    def test_many_clients(self):
        def talk(server, count, done):
            with server.connect() as client:
                for i in range(count):
                    client.send(get(b"/%d" % i) * 3)
                    for _ in range(3):
                        if client.response()[2] != b"GET /%d?  " % i:
                            return
            done.append(True)

        with Server() as server:
            done = []
            threads = [threading.Thread(target=talk, args=(server, 50, done)) for _ in range(16)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
            self.assertEqual(len(done), 16)


if __name__ == "__main__":
    SERVER = sys.argv.pop(1)
    unittest.main()
