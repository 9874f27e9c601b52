"""`phoney serve` on a free port, for the tests of the service. Standard library only."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import unittest
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.settings import clean_environment  # noqa: E402

API_KEY = "a-key-for-tests-that-nobody-else-has"
PHONEY = None  # path of the executable, from the command line


@dataclass
class Response:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self):
        return json.loads(self.body)


class Server:
    """A server with an API key; `settings` are further settings in its environment."""

    def __init__(self, **settings: str):
        environment = clean_environment(**{"API_KEY": API_KEY, **settings})
        self.process = subprocess.Popen([PHONEY, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True, env=environment)
        line = self.process.stderr.readline()
        match = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if not match:
            raise RuntimeError(line + self.process.stderr.read())
        self.port = int(match[1])

    def ask(self, method, target, body=None, headers=None, authenticated=False) -> Response:
        """The response to a request, not decoded. A body that is not bytes is sent as JSON."""
        headers = dict(headers or {})
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        if authenticated:
            headers["X-API-Key"] = API_KEY
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            return Response(response.status, response.headers, response.read())
        finally:
            connection.close()

    def stop(self):
        """Ends it, which must be clean: the exit code tells of what a sanitizer has found."""
        self.process.terminate()
        said = self.process.communicate(timeout=60)[1]
        if self.process.returncode != 0:
            raise AssertionError(f"the server ended with {self.process.returncode}: {said}")


def phoney(*words, stdin="", cwd=None, **settings):
    """Exit code, standard output, standard error."""
    done = subprocess.run([PHONEY, *words], input=stdin, capture_output=True, text=True, cwd=cwd, timeout=60,
                          env=clean_environment(**settings))
    return done.returncode, done.stdout, done.stderr


class ServedTest(unittest.TestCase):
    """Tests against one server for the whole class."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def get(self, target, **headers):
        return self.server.ask("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, target, body, authenticated=False, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.server.ask("POST", target, body, headers, authenticated)

    def assert_problem(self, response, place, kind):
        """The first problem of a 422 in FastAPI's form."""
        self.assertEqual(response.status, 422, response.body)
        problem = response.json()["detail"][0]
        self.assertEqual((problem["loc"], problem["type"]), (place, kind))
        self.assertTrue(problem["msg"])


def main(module: str):
    """Runs the tests of a module and counts them."""
    global PHONEY
    parser = argparse.ArgumentParser()
    parser.add_argument("--phoney", required=True, help="path of the executable")
    PHONEY = os.path.abspath(parser.parse_args().phoney)
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[module])
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    failed = len({case.id().partition(" ")[0] for case, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed, {len(result.skipped)} skipped")
    sys.exit(1 if failed else 0)
