"""Black-box test of what assets and responses to HEAD cost, of their forms, and of what the limits count.

    python3 test_assets.py --phoney path/to/phoney
"""

import gzip
import http.client
import unittest
from pathlib import Path

from serving import API_KEY, Server, ServedTest, main

LARGE = ("swagger-ui-bundle.js", "redoc.standalone.js", "swagger-ui.css")
CODINGS = ("br", "gzip", "identity", "zstd", "")
HEADS = 300
MOST_TIMES = 10  # the CPU time of HEAD /health


def processor_seconds(pid):
    """What all threads of a process have used."""
    return sum(int(file.read_text().split()[0]) for file in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def ask_often(server, method, target, headers, times):
    """The last response of many on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        for _ in range(times):
            connection.request(method, target, headers=headers)
            response = connection.getresponse()
            response.read()
        return response
    finally:
        connection.close()


class CostTest(ServedTest):
    def cost_of_head(self, target, coding):
        headers = {"Accept-Encoding": coding, "X-API-Key": API_KEY}
        ask_often(self.server, "HEAD", target, headers, 3)  # what is made once is made
        before = processor_seconds(self.server.process.pid)
        self.assertEqual(ask_often(self.server, "HEAD", target, headers, HEADS).status, 200)
        return (processor_seconds(self.server.process.pid) - before) / HEADS

    def test_head_costs_a_head(self):
        most = MOST_TIMES * self.cost_of_head("/health", "")
        for target in (*(f"/assets/{name}" for name in LARGE), "/openapi.json", "/docs", "/generators", "/locales"):
            for coding in CODINGS:
                with self.subTest(target=target, coding=coding):
                    self.assertLess(self.cost_of_head(target, coding), most)


class FormsTest(ServedTest):
    def test_get_and_head_say_the_same(self):
        for target in (*(f"/assets/{name}" for name in LARGE), "/assets/home.js", "/openapi.json"):
            for coding in CODINGS:
                got = self.get(target, Accept_Encoding=coding)
                head = self.server.ask("HEAD", target, headers={"Accept-Encoding": coding})
                with self.subTest(target=target, coding=coding):
                    self.assertEqual((head.status, head.body), (200, b""))
                    for name in ("ETag", "Vary", "Content-Encoding", "Content-Type", "Cache-Control"):
                        self.assertEqual(head.headers[name], got.headers[name], name)
                    self.assertEqual(got.headers["Vary"], "Accept-Encoding")
                    self.assertEqual(got.headers["Content-Encoding"], coding if coding in ("br", "gzip") else None)
                    if coding in ("br", "gzip") or target in ("/assets/home.js", "/openapi.json"):
                        self.assertEqual(int(head.headers["Content-Length"]), len(got.body))
                    if target.startswith("/assets/"):
                        self.assertEqual(got.headers["Cache-Control"], "public, max-age=3600")

    def test_what_a_client_has_is_not_sent_again(self):
        for target in ("/assets/swagger-ui.css", "/assets/home.js", "/openapi.json", "/docs"):
            tags = set()
            for coding in ("br", "gzip", "identity"):
                first = self.get(target, Accept_Encoding=coding)
                tag = first.headers["ETag"]
                tags.add(tag)
                for wanted in (tag, f"W/{tag}", f'"other", {tag}', "*"):
                    again = self.get(target, Accept_Encoding=coding, If_None_Match=wanted)
                    self.assertEqual((again.status, again.body), (304, b""), wanted)
                    self.assertEqual((again.headers["ETag"], again.headers["Vary"]), (tag, "Accept-Encoding"))
                    self.assertEqual(again.headers["Cache-Control"], first.headers["Cache-Control"])
                self.assertEqual(self.get(target, Accept_Encoding=coding, If_None_Match='"other"').status, 200)
            self.assertEqual(len(tags), 3, target)  # of another form it has nothing

    def test_inflated_is_what_was_stored(self):
        for name in LARGE:
            stored = Path(__file__).parents[2] / "third_party" / "web" / f"{name}.gz"
            for coding in ("identity", "zstd"):
                self.assertTrue(self.get(f"/assets/{name}", Accept_Encoding=coding).body == gzip.decompress(stored.read_bytes()), name)

    def test_head_of_responses_that_are_compressed_on_their_way(self):
        for target in ("/generators", "/api/v1/template/examples"):
            got = self.get(target, Accept_Encoding="br")
            head = self.server.ask("HEAD", target, headers={"Accept-Encoding": "br"})
            self.assertEqual((head.headers["Content-Encoding"], head.headers["Vary"]), ("br", got.headers["Vary"]))
            self.assertIsNone(head.headers["Content-Length"])
            plain = self.server.ask("HEAD", target)
            self.assertEqual(int(plain.headers["Content-Length"]), len(self.get(target).body))


class LimitsTest(unittest.TestCase):
    def test_only_probes_are_exempt(self):
        limited = ("/", "/docs", "/redoc", "/openapi.json", "/assets/home.js", "/assets/nothing", "/nowhere", "/fake/name")
        exempt = ("/health", "/ready", "/metrics")
        server = Server(RATE_LIMIT_PER_MINUTE="1", RATE_LIMIT_BURST="2", LOG_LEVEL="info")
        try:
            for method in ("GET", "HEAD"):
                for target in limited:
                    statuses = [server.ask(method, target).status for _ in range(3)]
                    self.assertEqual(statuses[-1], 429, (method, target))
            for target in exempt:
                responses = [server.ask("GET", target) for _ in range(4)]
                self.assertEqual({response.status for response in responses}, {200}, target)
                self.assertIsNone(responses[-1].headers["RateLimit-Limit"])
        finally:
            server.stop()

    def test_assets_are_logged(self):
        server = Server(LOG_LEVEL="info")
        try:
            for target in ("/docs", "/assets/home.js", "/health"):
                server.ask("GET", target)
            server.process.terminate()
            log = server.process.stderr.read()
            self.assertIn('"path":"/docs"', log)
            self.assertIn('"path":"/assets/home.js"', log)
            self.assertNotIn('"path":"/health"', log)
        finally:
            server.stop()


if __name__ == "__main__":
    main("__main__")
