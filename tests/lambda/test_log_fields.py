"""Holds aws-infrastructure/monitoring/log-fields.json, which queries and alarms rely on, and the table in docs/lambda.md to what the
function logs, both ways.

    python3 test_log_fields.py --phoney path/to/phoney
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rie
import runtime_api
from test_rie import event, http_event

FIELDS = json.loads((rie.ROOT / "aws-infrastructure" / "monitoring" / "log-fields.json").read_text("utf-8"))["function"]
DOCUMENT = rie.ROOT / "docs" / "lambda.md"
SOURCES = rie.ROOT / "src" / "lambda"
# What a line has for the Embedded Metric Format.
METRICS = {"_aws", *FIELDS["metrics"]["dimensions"], *FIELDS["metrics"]["names"]}
# Comes five minutes after the start at the earliest, so that no test waits for it. Its fields are those of its siblings, see
# `test_the_sources_name_no_other_event`.
LATE = "configuration_refreshed"
PHONEY = Path()


@contextlib.contextmanager
def parameter_store(name: str) -> Iterator[str]:
    """The address of a Parameter Store that holds one parameter."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps({"Parameters": [{"Name": name, "Type": "String", "Value": "x"}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def lines_of_invocations() -> list[dict[str, Any]]:
    """One sandbox, asked for something of everything."""
    with rie.emulated(PHONEY) as function:
        for asked in (
            http_event("POST", "/template", body='{"template":{"a":"{{name}}"},"count":3}'),
            http_event("GET", "/fake/name"),
            http_event("GET", "/health"),
            http_event("GET", "/nowhere"),
            http_event("POST", "/template", body='{"template":{"a":"{{nam}}"}}'),
            http_event("POST", "/template", body="{"),
            http_event("POST", "/api/v1/generate", body="{}"),
            http_event("POST", "/api/v1/generate", body="{}", headers={"authorization": "Bearer x"}),
            event("scheduled"),
            event("sns"),
        ):
            function.invoke(asked)
        return function.lines()


def lines_of_a_refused_start() -> list[dict[str, Any]]:
    with rie.emulated(PHONEY, {"SECRET_KEY": ""}) as function:
        function.invoke(event("http_api"))
        return function.lines()


def lines_of_a_parameter_that_no_setting_has() -> list[dict[str, Any]]:
    with parameter_store("/phoney/dev/NO_SUCH_SETTING") as url:
        environment = {
            "USE_PARAMETER_STORE": "true", "AWS_ENDPOINT_URL_SSM": url, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "id",
            "AWS_SECRET_ACCESS_KEY": "key",
        }
        with rie.emulated(PHONEY, environment) as function:
            function.invoke(event("http_api"))
            return function.lines()


def lines_of_a_runtime_that_hangs_up() -> list[dict[str, Any]]:
    """The emulator always listens, so this is under a Runtime API that does not."""
    api = runtime_api.RuntimeApi()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "API_", "SECRET_"))}
    environment |= {**rie.SECRETS, "AWS_LAMBDA_RUNTIME_API": api.address, "STAGE": "dev"}
    with contextlib.closing(api), tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([PHONEY], stdout=log, stderr=subprocess.DEVNULL, env=environment)
        try:
            api.hang_up_next(2)  # the function tries a reply twice
            api.invoke(event("http_api"))
            api.invoke(event("http_api")).wait()
        finally:
            process.terminate()
            process.wait(10)
        log.seek(0)
        return [json.loads(line) for line in log]


class LogFields(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        cls.logged: dict[str, set[str]] = collections.defaultdict(set)
        for lines in (lines_of_invocations(), lines_of_a_refused_start(), lines_of_a_parameter_that_no_setting_has(),
                      lines_of_a_runtime_that_hangs_up()):
            for line in lines:
                cls.logged[line["event"]] |= set(line)

    def test_every_event_is_described_and_comes(self) -> None:
        described = {*FIELDS["events"], *FIELDS["alone"]}
        self.assertEqual(set(self.logged), described - {LATE})

    def test_fields_of_invocations(self) -> None:
        invocation = set(FIELDS["invocation"])
        of_all = set().union(*(self.logged[name] for name in FIELDS["events"]))
        self.assertLessEqual(invocation, of_all)
        for name, own in FIELDS["events"].items():
            with self.subTest(name):
                self.assertEqual(self.logged[name] - invocation - METRICS, set(own))

    def test_fields_of_other_lines(self) -> None:
        for name, fields in FIELDS["alone"].items():
            with self.subTest(name):
                self.assertEqual(self.logged["configuration_error" if name == LATE else name], set(fields))

    def test_metrics(self) -> None:
        of_all = set().union(*(self.logged[name] for name in FIELDS["events"]))
        self.assertEqual(of_all & METRICS, METRICS)

    def test_the_sources_name_no_other_event(self) -> None:
        """All that is said beside invocations is said by one function, which knows three fields and a name."""
        said = {name for file in SOURCES.glob("*.cc") for name in re.findall(r'\.say\(LogLevel::\w+, "(\w+)"', file.read_text("utf-8"))}
        self.assertEqual(said | {"cold_start"}, set(FIELDS["alone"]))

    def test_the_document(self) -> None:
        section = DOCUMENT.read_text("utf-8").split("\n## Log\n")[1].split("\n## ")[0]
        rows = re.findall(r"^\| (`.*?) \| (.*) \|$", section, re.MULTILINE)
        documented = [name for names, _ in rows for name in re.findall(r"`(\w+)`", names)]
        own = [*FIELDS["events"].values(), *FIELDS["alone"].values()]
        self.assertEqual(set(documented), {*FIELDS["invocation"], *(name for names in own for name in names)})
        (events,) = (re.findall(r"`(\w+)`", text) for names, text in rows if names == "`event`")
        self.assertEqual(sorted(events), sorted({*FIELDS["events"], *FIELDS["alone"]}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--phoney", type=Path, required=True)
    arguments, rest = parser.parse_known_args()
    PHONEY = arguments.phoney.resolve()
    unittest.main(argv=[sys.argv[0], *rest])
