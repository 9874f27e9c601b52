"""The Lambda function under AWS's Runtime Interface Emulator: events of all senders, one after another.

    python3 test_rie.py --phoney path/to/phoney

Expected values: Faker 40.54.0 for the seeds named.
"""

from __future__ import annotations

import base64
import copy
import json
import unittest
from pathlib import Path
from typing import Any

import program
import rie

EVENTS = Path(__file__).parent / "events"


def event(name: str) -> Any:
    return json.loads((EVENTS / f"{name}.json").read_text())


def http_event(method: str, path: str, query: str = "", body: str | bytes | None = None, headers: dict[str, str] | None = None) -> Any:
    """A request through an HTTP API, as the gateway encodes it: bodies that are not JSON come as base64."""
    made = event("http_api")
    made["rawPath"] = made["requestContext"]["http"]["path"] = path
    made["rawQueryString"] = query
    made["requestContext"]["http"]["method"] = method
    made["headers"] = {"content-type": "application/json", **(headers or {})}
    if isinstance(body, bytes):
        made["body"], made["isBase64Encoded"] = base64.b64encode(body).decode(), True
    elif body is None:
        del made["body"]
    else:
        made["body"] = body
    return made


def login() -> dict[str, str]:
    """The header of who may log in."""
    return {"authorization": "Basic " + base64.b64encode(f"admin:{program.PASSWORD}".encode()).decode()}


def token_event() -> Any:
    """The login of who may log in, as the form of a browser."""
    form = f"username=admin&password={program.PASSWORD.replace(' ', '+')}".encode()
    return http_event("POST", "/token", body=form, headers={"content-type": "application/x-www-form-urlencoded"})


def body_of(reply: Any) -> Any:
    return json.loads(reply["body"])


class Senders(unittest.TestCase):
    """One sandbox for all, which is how Lambda uses it."""

    @classmethod
    def setUpClass(cls):
        cls.context = rie.emulated()
        cls.function = cls.context.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.context.__exit__(None, None, None)

    def test_http_api(self):
        reply = self.function.invoke(event("http_api"))
        self.assertEqual((reply["statusCode"], reply["isBase64Encoded"]), (200, False))
        self.assertEqual(body_of(reply)["data"], [{"name": "Allison Hill", "email": "donaldgarcia@example.net"}])

    def test_function_url(self):
        reply = self.function.invoke(event("function_url"))
        self.assertEqual(body_of(reply)["data"], ["Allison Hill", "Noah Rhodes"])

    def test_rest_api(self):
        reply = self.function.invoke(event("rest_api"))
        self.assertEqual((reply["statusCode"], body_of(reply)["data"]), (200, "c,d"))
        self.assertEqual(reply["multiValueHeaders"]["Content-Type"], ["application/json"])

    def test_load_balancer(self):
        reply = self.function.invoke(event("load_balancer"))
        self.assertEqual((reply["statusDescription"], body_of(reply)["data"]), ("200 OK", "Allison Hill"))

    def test_stage_prefix(self):
        made = http_event("GET", "/dev/fake/name", "seed=42")
        made["requestContext"]["stage"] = "dev"
        self.assertEqual(body_of(self.function.invoke(made))["data"], "Allison Hill")

    def test_a_login_arrives_as_base64(self):
        reply = self.function.invoke(token_event())
        self.assertEqual(reply["statusCode"], 200, reply)
        token = body_of(reply)["access_token"]
        template = json.dumps({"template": {"a": "{{name}}"}, "count": 2000, "seed": 42})
        generate = http_event("POST", "/api/v1/template/generate", body=template, headers={"authorization": f"Bearer {token}"})
        self.assertEqual(body_of(self.function.invoke(generate))["generated_count"], 2000)
        del generate["headers"]["authorization"]
        self.assertEqual(self.function.invoke(generate)["statusCode"], 401, "who somebody was does not stay")

    def test_compressed_responses_are_base64(self):
        reply = self.function.invoke(http_event("GET", "/generators", headers={"accept-encoding": "gzip"}))
        self.assertEqual((reply["headers"]["Content-Encoding"], reply["isBase64Encoded"]), ("gzip", True))
        self.assertEqual(base64.b64decode(reply["body"])[:2], b"\x1f\x8b")

    def test_too_large_responses_say_what_fits(self):
        template = json.dumps({"template": {"a": "{{text:max_nb_chars=1000}}"}, "count": 10000})
        made = http_event("POST", "/api/v1/template/generate", body=template, headers=login())
        reply = self.function.invoke(made)
        self.assertEqual(reply["statusCode"], 413)
        self.assertRegex(body_of(reply)["detail"], r"exceeds the 6 MB .* set `count` to \d+, or .*gzip")
        made["headers"]["accept-encoding"] = "br"
        self.assertEqual(self.function.invoke(made)["statusCode"], 200)

    def test_requests_that_fail(self):
        for made, status in (
            (http_event("GET", "/nowhere"), 404),
            (http_event("DELETE", "/template"), 405),
            (http_event("POST", "/template", body="{"), 422),
            (http_event("POST", "/template", body='{"template":{"a":"{{nam}}"}}'), 422),
            (http_event("GET", "/fake/name", "seed=%zz"), 422),
            (http_event("POST", "/api/v1/generate", body="{}"), 401),
        ):
            reply = self.function.invoke(made)
            self.assertEqual(reply["statusCode"], status, reply)
            self.assertIn("detail", body_of(reply))

    def test_what_is_no_request_is_an_error(self):
        for made in (event("sns"), {}, [], None, {"requestContext": {}}):
            reply = self.function.invoke(made)
            self.assertEqual(reply["errorType"], "Function.InvalidEvent", reply)
        self.assertIn("aws:sns", self.function.invoke(event("sns"))["errorMessage"])
        self.assertEqual(self.function.invoke(b"nonsense")["errorType"], "Function.InvalidEvent")

    def test_warm_ups(self):
        self.assertEqual(self.function.invoke(event("scheduled"))["statusCode"], 200)

    def test_the_address_of_the_gateway_counts(self):
        with rie.emulated({"RATE_LIMIT_PER_MINUTE": "1"}) as function:

            def status(peer: str, forwarded: str) -> int:
                made = http_event("GET", "/fake/name", headers={"x-forwarded-for": forwarded})
                made["requestContext"]["http"]["sourceIp"] = peer
                return function.invoke(made)["statusCode"]

            self.assertEqual(status("203.0.113.7", "198.51.100.1"), 200)
            self.assertEqual(status("203.0.113.7", "198.51.100.2"), 429, "a header does not make another client")
            self.assertEqual(status("203.0.113.8", "198.51.100.1"), 200, "nor the same one")

    def test_seeds_do_not_stay(self):
        unseeded = http_event("GET", "/fake/name", "count=20")
        first, second = (body_of(self.function.invoke(unseeded))["data"] for _ in range(2))
        self.assertNotEqual(first, second)

    def test_missing_members(self):
        made = copy.deepcopy(event("function_url"))
        for name in ("cookies", "headers", "queryStringParameters", "isBase64Encoded", "routeKey"):
            del made[name]
        self.assertEqual(self.function.invoke(made)["statusCode"], 200)


class Log(unittest.TestCase):
    def test_at_most_one_line_each_and_one_for_the_start(self):
        with rie.emulated() as function:
            function.invoke(http_event("POST", "/template", body='{"template":{"a":"{{name}}"},"count":3}'))
            function.invoke(http_event("GET", "/fake/name"))
            function.invoke(http_event("POST", "/template", body='{"template":{"a":"{{nam}}"}}'))
            function.invoke(http_event("POST", "/api/v1/generate", body="{}", headers={"authorization": "Bearer x"}))
            function.invoke(event("sns"))
            lines = function.lines()
        events = [line["event"] for line in lines]
        self.assertEqual(events, ["cold_start", "template_processed", "generator_used", "validation_error", "authentication_failed", "error"])
        made = lines[1]
        self.assertEqual((made["template_count"], made["generated_count"], made["status_code"]), (3, 3, 200))
        self.assertEqual((made["http_method"], made["path"], made["cold_start"]), ("POST", "/template", True))
        self.assertNotIn("cold_start", lines[2])
        self.assertEqual((lines[3]["field"], lines[3]["generator"]), ("a", "nam"))
        for line in lines[1:]:
            self.assertGreater(line["remaining_time"], 0)
            for directive in line["_aws"]["CloudWatchMetrics"]:
                self.assertEqual(directive["Namespace"], "Phoney/TemplateAPI")
                for name in [*directive["Dimensions"][0], *(metric["Name"] for metric in directive["Metrics"])]:
                    self.assertIn(name, line)
        self.assertEqual([line["Kind"] for line in lines[1:]], ["templates", "values", "templates", "values", "other"])
        self.assertNotIn("Bearer", json.dumps(lines))

    def test_levels(self):
        with rie.emulated({"AWS_LAMBDA_LOG_LEVEL": "WARN"}) as function:
            function.invoke(http_event("GET", "/fake/name"))
            function.invoke(http_event("GET", "/nowhere"))
            self.assertEqual([line["level"] for line in function.lines()], ["WARN"])

    def test_plain_text(self):
        with rie.emulated({"AWS_LAMBDA_LOG_FORMAT": "Text"}) as function:
            function.invoke(http_event("GET", "/fake/name"))
            self.assertEqual(function.lines(), [])
            self.assertRegex(function.log.read_text(), r"INFO \S+ GET /fake/name 200 \d+\.\d{3} ms \d+ bytes generator_used")


class Start(unittest.TestCase):
    def test_refuses_to_start_without_secrets(self):
        with rie.emulated({"SECRET_KEY": ""}) as function:
            reply = function.invoke(event("http_api"))
            self.assertEqual(reply["errorType"], "Runtime.InvalidConfiguration", reply)
            self.assertIn("SECRET_KEY", reply["errorMessage"])
            self.assertEqual(function.lines()[0]["event"], "configuration_error")

    def test_a_password_may_be_none(self):
        with rie.emulated({"API_PASSWORD_HASH": "none"}) as function:
            self.assertEqual(function.invoke(token_event())["statusCode"], 401)
            self.assertEqual(function.invoke(http_event("GET", "/fake/name"))["statusCode"], 200, "what needs no login works")

    def test_an_origin_may_have_to_prove_itself(self):
        with rie.emulated({"ORIGIN_VERIFY_SECRET": "0123456789abcdef"}) as function:
            self.assertEqual(function.invoke(http_event("GET", "/fake/name"))["statusCode"], 403)
            proven = http_event("GET", "/fake/name", headers={"x-origin-verify": "0123456789abcdef"})
            self.assertEqual(function.invoke(proven)["statusCode"], 200)

    def test_time_is_kept(self):
        # These records take several times as long as the second that there is, and fit into the memory that they may take.
        with rie.emulated({"AWS_LAMBDA_FUNCTION_TIMEOUT": "1"}) as function:
            function.invoke(http_event("GET", "/health"))
            archive = "{{zip:uncompressed_size=5000,num_files=1,compression=deflate}}"
            template = json.dumps({"template": {"a": archive}, "count": 10000})
            reply = function.invoke(http_event("POST", "/api/v1/template/generate", body=template, headers=login()))
            self.assertEqual(reply["statusCode"], 503, str(reply)[:300])
            self.assertIn("the request ran out of time", reply["body"])
            self.assertEqual(function.invoke(http_event("GET", "/health"))["statusCode"], 200, "the next one is not hurt")


if __name__ == "__main__":
    program.main()
