"""Black-box test of answers that are made on other threads: nobody on the event loop waits for them, clients share the
threads, and work for clients who have left ends.

    python3 test_work.py path/to/phoney_echo_server
"""

import json
import signal
import socket
import sys
import time
import unittest

import test_server
from test_server import Server, get


class Work(unittest.TestCase):
    """One event loop: whoever waits on it for /hold waits for ever, since /release comes after it."""

    def setUp(self):
        self.server = self.enterContext(Server(threads=1, work_threads=2, work_room=1))

    def connect(self):
        return self.enterContext(self.server.connect())

    def release(self):
        with self.server.connect() as client:
            client.send(get(b"/release"))
            self.assertEqual(client.response()[0], 200)

    def test_others_are_answered_meanwhile(self):
        held = self.connect()
        held.send(get(b"/hold"))
        other = self.connect()
        for _ in range(3):
            other.send(get(b"/fixed"))
            self.assertEqual(other.response()[0], 200)
        self.release()
        self.assertEqual(held.response()[::2], (200, b'"held"'))
        held.send(get(b"/fixed"))
        self.assertEqual(held.response()[0], 200)

    def test_a_connection_is_answered_in_order(self):
        client = self.connect()
        client.send(get(b"/one") + get(b"/hold") + get(b"/two") + get(b"/hold") + get(b"/large?100000") + get(b"/three"))
        self.assertEqual(client.response()[2], b"GET /one?  ")
        self.release()
        self.assertEqual(client.response()[2], b'"held"')
        self.assertEqual(client.response()[2], b"GET /two?  ")
        self.release()
        self.assertEqual(client.response()[2], b'"held"')
        self.assertEqual(len(client.response()[2]), 100_000)
        self.assertEqual(client.response()[2], b"GET /three?  ")

    def test_the_last_answer_of_a_connection(self):
        client = self.connect()
        client.send(get(b"/hold", b"Connection: close"))
        self.release()
        status, headers, body = client.response()
        self.assertEqual((status, headers["connection"], body), (200, "close", b'"held"'))
        self.assertTrue(client.at_end())

    def test_too_many_are_refused(self):
        held = [self.connect() for _ in range(3)]  # two are made, and one waits
        for i, client in enumerate(held):
            client.send(get(b"/hold?%d" % i))
        # All have arrived once a request that came later has its answer.
        other = self.connect()
        other.send(get(b"/fixed"))
        other.response()
        other.send(get(b"/hold?3") + get(b"/fixed"))
        status, headers, body = other.response()
        self.assertEqual(status, 503)
        self.assertEqual(json.loads(body), {
            "detail": "the queue for slow requests is full (limit: 1); try again"})
        self.assertEqual(headers["retry-after"], "1")
        self.assertEqual(headers["x-refused"], "127.0.0.1")  # the service is told, which logs and counts
        self.assertEqual(other.response()[0], 200)
        for _ in held:
            self.release()
        for client in held:
            self.assertEqual(client.response()[0], 200)
        other.send(get(b"/hold"))
        self.release()
        self.assertEqual(other.response()[0], 200)

    def left(self):
        client = self.connect()
        client.send(get(b"/left"))
        return int(client.response()[2])

    def wait_until_left(self, count):
        deadline = time.monotonic() + 20
        while self.left() < count:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)

    def test_work_ends_for_a_client_that_leaves(self):
        with self.connect() as client:
            client.send(get(b"/until-left"))
        self.wait_until_left(1)
        with self.connect() as client:  # also behind what the client has sent and nobody has read
            client.send(get(b"/until-left") + get(b"/fixed"))
        self.wait_until_left(2)
        with self.connect() as client:  # and by closing its side alone, as a server cannot tell the two apart
            client.send(get(b"/until-left"))
            client.socket.shutdown(socket.SHUT_WR)
            self.assertTrue(client.at_end())
        self.wait_until_left(3)
        self.server.terminate()
        self.assertEqual(self.server.process.wait(timeout=20), 0)

    def test_a_client_that_stays_is_waited_for(self):
        client = self.connect()
        client.send(get(b"/until-left"))
        time.sleep(0.3)
        self.assertEqual(self.left(), 0)


class Stopping(unittest.TestCase):
    def test_finishes_a_slow_request(self):
        with Server(threads=2) as server, server.connect() as client:
            client.send(get(b"/one") + get(b"/slow?500"))
            self.assertEqual(client.response()[0], 200)  # so the other has begun
            server.terminate()
            status, headers, body = client.response()
            self.assertEqual((status, headers["connection"], body), (200, "close", b'"slept"'))
            self.assertEqual(server.process.wait(timeout=20), 0)

    def test_second_signal_cuts_off(self):
        with Server(threads=1) as server, server.connect() as client:
            client.send(get(b"/one") + get(b"/until-left"))
            self.assertEqual(client.response()[0], 200)
            server.terminate()
            server.process.send_signal(signal.SIGINT)
            self.assertEqual(server.process.wait(timeout=20), 0)

    def test_work_is_told(self):
        with Server(threads=1, drain_timeout=600_000) as server, server.connect() as client:
            client.send(get(b"/one") + get(b"/until-end"))
            self.assertEqual(client.response()[0], 200)
            server.terminate()
            self.assertEqual(client.response()[::2], (200, b'"ending"'))
            self.assertEqual(server.process.wait(timeout=20), 0)

    def test_the_drain_timeout_cuts_off(self):
        with Server(threads=1, drain_timeout=300) as server, server.connect() as client:
            client.send(get(b"/one") + get(b"/until-left"))
            self.assertEqual(client.response()[0], 200)
            server.terminate()
            self.assertEqual(server.process.wait(timeout=20), 0)


if __name__ == "__main__":
    test_server.SERVER = sys.argv.pop(1)
    unittest.main()
