"""`phoney lambda invoke`: one event without Lambda, and what its exit code tells.

    python3 test_invoke.py --phoney path/to/phoney
"""

from __future__ import annotations

import json
import subprocess
import unittest
from typing import Any

import program
from test_rie import event, http_event, login


def invoke(made: Any, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([program.phoney(), "lambda", "invoke", "-"], input=json.dumps(made).encode(), capture_output=True, timeout=60,
                          env=program.environment(**environment), check=False)


def stream(template: str) -> Any:
    made = event("function_url")
    made["rawPath"] = made["requestContext"]["http"]["path"] = "/api/v1/template/generate"
    made["requestContext"]["http"]["method"] = "POST"
    made["headers"] |= {"content-type": "application/json", "accept": "application/x-ndjson", **login()}
    made["body"] = json.dumps({"template": {"a": template}, "count": 10000})
    return made


class Invoke(unittest.TestCase):
    def test_a_reply(self):
        done = invoke(http_event("GET", "/fake/name", "seed=42"))
        self.assertEqual((done.returncode, json.loads(json.loads(done.stdout)["body"])["data"]), (0, "Allison Hill"))

    def test_settings_of_other_programs_are_not_read(self):
        """The deprecated names are those of a deployed function."""
        around = program.environment() | {"SECRET_KEY": "django", "API_KEY": "x", "RATE_LIMIT_PER_MINUTE": "many"}
        done = subprocess.run([program.phoney(), "lambda", "invoke", "-"], input=json.dumps(event("http_api")).encode(), capture_output=True,
                              timeout=60, env=around, check=False)
        self.assertEqual((done.returncode, json.loads(done.stdout)["statusCode"]), (0, 200))
        self.assertNotIn(b"configuration_warning", done.stderr)

    def test_a_failure(self):
        done = invoke(event("sns"))
        self.assertEqual((done.returncode, json.loads(done.stdout)["errorType"]), (1, "Function.InvalidEvent"))

    def test_a_stream(self):
        done = invoke(stream("{{name}}"), LAMBDA_RESPONSE_MODE="stream")
        self.assertEqual((done.returncode, done.stdout.split(b"\0" * 8)[1].strip().count(b"\n")), (0, 9999))

    def test_a_stream_that_breaks_off(self):
        # The values of the first pieces are there, those of all 10,000 records are not.
        done = invoke(stream("{{random_int:min=1,max=9000,unique=true}}"), LAMBDA_RESPONSE_MODE="stream")
        prelude, records = done.stdout.split(b"\0" * 8)
        self.assertEqual(json.loads(prelude)["statusCode"], 200)
        self.assertGreater(records.count(b"\n"), 1000)
        self.assertEqual(done.returncode, 1)

    def test_a_mode_that_is_none(self):
        done = invoke(event("http_api"), LAMBDA_RESPONSE_MODE="streaming")
        self.assertEqual(done.stderr.decode().strip(), 'phoney: LAMBDA_RESPONSE_MODE must be buffered or stream, not "streaming"')
        self.assertEqual((done.returncode, done.stdout), (2, b""))


if __name__ == "__main__":
    program.main()
