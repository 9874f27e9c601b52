"""Runs the synthetic canary's code against a phoney, and against services that are not as they should be.

    tests/infrastructure/run test_canary.py [--phoney build/test/phoney]
"""

from __future__ import annotations

import argparse
import contextlib
import http.server
import importlib.util
import os
import re
import subprocess
import sys
import threading
import unittest
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent.parent
PHONEY = ROOT / "build" / "test" / "phoney"
CODE = ROOT / "aws-infrastructure" / "canary" / "index.py"

specification = importlib.util.spec_from_file_location("canary", CODE)
canary = importlib.util.module_from_spec(specification)
specification.loader.exec_module(canary)


@contextlib.contextmanager
def serving(answers: dict[str, tuple[int, bytes]]) -> Iterator[str]:
    """A service that gives these answers by path."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, body = answers[self.path]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join(60)


@contextlib.contextmanager
def phoney() -> Iterator[str]:
    process = subprocess.Popen([PHONEY, "serve", "--port", "0", "--log-level", "info", "--env-file", "/dev/null"], stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stderr:
            if found := re.search(r"http://[\d.:]+", line):
                yield found[0]
                return
        raise AssertionError("phoney did not start")
    finally:
        process.terminate()
        process.wait(60)
        process.stderr.close()


HEALTH = (200, b'{"status":"healthy"}')
DATA = (200, b'{"data":[{"name":"Allison Hill"}]}')


class Canary(unittest.TestCase):
    def run_at(self, url: str) -> None:
        with mock.patch.dict(os.environ, {"URL": url}):
            canary.handler({}, None)

    def test_a_phoney_that_works(self) -> None:
        with phoney() as url:
            self.run_at(url)

    def test_a_service_that_does_not(self) -> None:
        cases = [
            ({"/health": (503, b"{}")}, "/health: status 503"),
            ({"/health": (200, b"<html>")}, "/health: Expecting value: line 1 column 1 (char 0)"),
            ({"/health": (200, b'{"status":"starting"}')}, "/health: status is 'starting'"),
            ({"/health": HEALTH, "/template": (429, b"{}")}, "/template: status 429"),
            ({"/health": HEALTH, "/template": (200, b'{"data":[{"name":"Allison Hall"}]}')}, "/template: data is [{'name': 'Allison Hall'}]"),
            ({"/health": HEALTH, "/template": (200, b"{}")}, "/template: data is None"),
        ]
        for answers, want in cases:
            with self.subTest(want), serving(answers) as url, self.assertRaises(canary.Unexpected) as caught:
                self.run_at(url)
            self.assertEqual(str(caught.exception), want)
        with serving({"/health": HEALTH, "/template": DATA}) as url:
            self.run_at(url)

    def test_no_service(self) -> None:
        with self.assertRaisesRegex(canary.Unexpected, "^/health: .*refused"):
            self.run_at("http://127.0.0.1:9")

    def test_cloudformation_takes_the_code_inline(self) -> None:
        self.assertLessEqual(len(CODE.read_text("utf-8")), 4096)

    def test_it_ends_by_itself(self) -> None:
        """Both requests may hang, and the log still says which."""
        timeout = re.search(r"timeout: Duration\.seconds\((\d+)\)", (ROOT / "aws-infrastructure" / "cdk" / "lib" / "synthetic-canary.ts").read_text("utf-8"))
        self.assertGreater(int(timeout[1]), 2 * canary.SECONDS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", type=Path, default=PHONEY, help="the binary to ask")
    arguments, rest = parser.parse_known_args()
    PHONEY = arguments.phoney.resolve()
    unittest.main(argv=[sys.argv[0], *rest])
