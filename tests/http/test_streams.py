"""Black-box test of bodies that come in pieces: `echo_server` and clients that are slow, gone or of another age.

    python3 test_streams.py path/to/phoney_echo_server
"""

import http.client
import sys
import time
import unittest

import test_server
from test_server import Server, get, skip_if_sanitized

from support.processes import processor_seconds, resident_bytes

PIECE = 32 << 10
FIXED = 100  # the size of what /fixed answers


def fetch(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


class Streams(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(Server(threads=1))

    def test_arrives_whole(self):
        for count in (0, 1, 100):
            body = fetch(self.server, f"/pieces?{count}")
            self.assertTrue(body == b"".join(bytes([97 + i % 26]) * PIECE for i in range(count)), count)

    def test_connection_goes_on(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        for path, size in (("/pieces?20", 20 * PIECE), ("/fixed", FIXED), ("/pieces?3", 3 * PIECE)):
            connection.request("GET", path)
            response = connection.getresponse()
            self.assertEqual(len(response.read()), size)
            self.assertEqual(response.headers["Transfer-Encoding"], "chunked" if "pieces" in path else None)
        connection.close()

    def test_http10_reads_to_the_end(self):
        with self.server.connect() as client:
            client.send(b"GET /pieces?10 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            while client.fill():
                pass
            head, _, body = client.buffer.partition(b"\r\n\r\n")
            self.assertIn(b"Connection: close", head)
            self.assertNotIn(b"Transfer-Encoding", head)
            self.assertEqual(len(body), 10 * PIECE)

    def test_failure_is_seen(self):
        with self.assertRaises(http.client.IncompleteRead):
            fetch(self.server, "/torn")
        with self.server.connect() as client:
            client.send(b"GET /torn HTTP/1.0\r\n\r\n")
            with self.assertRaises(ConnectionResetError):
                while client.fill():
                    pass

    def test_slow_reader_costs_no_memory_and_holds_nobody_up(self):
        skip_if_sanitized(self)
        before = resident_bytes(self.server.process.pid)
        with self.server.connect() as slow:
            slow.send(get(b"/pieces?1000000"))  # 32 GB
            slow.fill()
            for _ in range(20):
                self.assertEqual(len(fetch(self.server, "/fixed")), FIXED)
            time.sleep(0.3)
            self.assertLess(resident_bytes(self.server.process.pid) - before, 8 << 20)

    def test_fast_reader_leaves_others_their_turn(self):
        with self.server.connect() as greedy:
            greedy.send(get(b"/pieces?1000000"))
            for _ in range(20):
                for _ in range(20):
                    greedy.socket.recv(1 << 16)
                self.assertEqual(len(fetch(self.server, "/fixed")), FIXED)

    def test_client_that_goes_ends_the_work(self):
        for _ in range(5):
            with self.server.connect() as client:
                client.send(get(b"/pieces?1000000"))
                client.fill()
        time.sleep(0.3)
        before = processor_seconds(self.server.process.pid)
        time.sleep(0.5)
        self.assertLess(processor_seconds(self.server.process.pid) - before, 0.2)


if __name__ == "__main__":
    test_server.SERVER = sys.argv.pop(1)
    unittest.main()
