"""The Lambda function over a Runtime API of our own, for what the emulator has not: streams, snapshots, refusals, signals.

    python3 test_runtime_api.py --phoney path/to/phoney
"""

from __future__ import annotations

import json
import resource
import time
import unittest
from pathlib import Path

import program
import runtime_api
from program import Function
from test_rie import body_of, event, http_event

# Nothing looks at the time while a password is checked, which with this hash takes a second.
LONG_LOGIN = b"username=admin&password=wrong"
COSTLY_HASH = "$2b$14$" + program.SECRETS["API_PASSWORD_HASH"][7:]


class RuntimeApiTest(unittest.TestCase):
    def setUp(self):
        self.api = runtime_api.RuntimeApi()
        self.addCleanup(self.api.close)

    def test_one_connection_for_all(self):
        with Function(self.api.address):
            for _ in range(5):
                self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)
            self.assertEqual(self.api.connections, 1)

    def test_sigterm_ends_it(self):
        with Function(self.api.address) as function:
            self.api.invoke(event("http_api")).reply()
            self.assertEqual(function.end(), 0)

    def test_streams_to_a_function_url(self):
        made = event("function_url")
        made["rawPath"] = made["requestContext"]["http"]["path"] = "/template"
        made["requestContext"]["http"]["method"] = "POST"
        made["headers"]["accept"] = "application/x-ndjson"
        made["body"] = json.dumps({"template": {"a": "{{name}}", "b": "{{address}}"}, "count": 1000, "seed": 42})
        with Function(self.api.address, LAMBDA_RESPONSE_MODE="stream"):
            response = self.api.invoke(made).wait_for_response()
            self.assertEqual(response.headers["Lambda-Runtime-Function-Response-Mode"], "streaming")
            self.assertEqual(response.headers["Content-Type"], "application/vnd.awslambda.http-integration-response")
            self.assertEqual(response.headers["Transfer-Encoding"], "chunked")
            prelude, body = response.body.split(b"\0" * 8, 1)
            self.assertEqual(json.loads(prelude)["statusCode"], 200)
            records = [json.loads(line) for line in body.splitlines()]
            self.assertEqual((len(records), records[0]["a"]), (1000, "Allison Hill"))
            self.assertEqual(response.trailers, {})
            # An HTTP API takes one piece even so.
            self.assertNotIn("Lambda-Runtime-Function-Response-Mode", self.api.invoke(event("http_api")).wait_for_response().headers)

    def test_a_stream_out_of_time_breaks_off_with_a_reason(self):
        made = event("function_url")
        made["rawPath"] = made["requestContext"]["http"]["path"] = "/template"
        made["requestContext"]["http"]["method"] = "POST"
        made["headers"]["accept"] = "application/x-ndjson"
        template = {f"f{i}": "{{text:max_nb_chars=9000}}" for i in range(900)}
        made["body"] = json.dumps({"template": template, "count": 1000})
        with Function(self.api.address, LAMBDA_RESPONSE_MODE="stream"):
            response = self.api.invoke(made, seconds=0.5).wait_for_response()
            self.assertEqual(response.trailers["lambda-runtime-function-error-type"], "Function.BrokenOff")
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)

    def test_a_stream_that_nobody_reads_is_given_up(self):
        made = event("function_url")
        made["rawPath"] = made["requestContext"]["http"]["path"] = "/template"
        made["requestContext"]["http"]["method"] = "POST"
        made["headers"]["accept"] = "application/x-ndjson"
        made["body"] = json.dumps({"template": {"a": "{{text:max_nb_chars=9000}}"}, "count": 1000})
        with Function(self.api.address, LAMBDA_RESPONSE_MODE="stream") as function:
            self.api.stop_reading()
            self.addCleanup(self.api.read_on)
            self.api.invoke(made, seconds=0.5)
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)
            (line,) = (line for line in function.lines() if line["level"] == "ERROR")
            self.assertEqual((line["error_type"], line["status_code"]), ("Function.NotDelivered", 502))

    def test_a_reply_that_nobody_took_is_no_success(self):
        with Function(self.api.address) as function:
            self.api.hang_up_next()
            self.api.invoke(event("http_api"))
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)
            (line,) = (line for line in function.lines() if line["level"] == "ERROR")
            self.assertEqual((line["error_type"], line["status_code"]), ("Function.NotDelivered", 502))
            self.assertEqual(line["Errors"], 1)

    def test_the_end_says_why(self):
        with Function("127.0.0.1:9") as function:
            self.assertEqual(function.process.wait(timeout=10), 1)
            self.assertEqual(function.lines()[-1]["event"], "runtime_error")

    def test_lines_stay_short_whatever_clients_send(self):
        with Function(self.api.address) as function:
            body = json.dumps({"template": {"a" * 5000: "{{" + "x" * 100_000 + "}}"}})
            reply = self.api.invoke(http_event("POST", "/template", body=body)).reply()
            self.assertEqual(reply["statusCode"], 422)
            self.api.invoke(http_event("M" * 5000, "/" + "p" * 9000)).reply()
            self.assertLess(max(len(json.dumps(line)) for line in function.lines()), 2000)

    def test_a_response_out_of_time_is_503(self):
        template = {f"f{i}": "{{text:max_nb_chars=9000}}" for i in range(900)}
        made = http_event("POST", "/template", body=json.dumps({"template": template, "count": 1000}))
        with Function(self.api.address):
            reply = self.api.invoke(made, seconds=0.15).reply()
            self.assertEqual(reply["statusCode"], 503, str(reply)[:300])
            self.assertIn("the request ran out of time", reply["body"])
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)

    def test_the_watchdog_answers_where_nothing_can_stop(self):
        asked = http_event("POST", "/token", body=LONG_LOGIN, headers={"content-type": "application/x-www-form-urlencoded"})
        with Function(self.api.address, API_PASSWORD_HASH=COSTLY_HASH) as function:
            self.api.invoke(event("http_api")).reply()
            response = self.api.invoke(asked, seconds=0.6).wait_for_response()
            reply = json.loads(response.body)
            self.assertEqual((reply["statusCode"], reply["headers"]["Retry-After"]), (503, "1"))
            self.assertIn("the request ran out of time", reply["body"])
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)
            (line,) = (line for line in function.lines() if line.get("status_code") == 503)
            self.assertEqual(line["error_type"], "Function.Timeout", "who made the response had no turn any more")

    def test_the_watchdog_answers_a_stream_as_a_stream(self):
        made = event("function_url")
        made["rawPath"] = made["requestContext"]["http"]["path"] = "/token"
        made["requestContext"]["http"]["method"] = "POST"
        made["headers"]["content-type"] = "application/x-www-form-urlencoded"
        made["body"] = LONG_LOGIN.decode()
        with Function(self.api.address, LAMBDA_RESPONSE_MODE="stream", API_PASSWORD_HASH=COSTLY_HASH) as function:
            self.api.invoke(event("http_api")).reply()
            response = self.api.invoke(made, seconds=0.6).wait_for_response()
            self.assertEqual(response.headers["Lambda-Runtime-Function-Response-Mode"], "streaming")
            self.assertEqual(response.headers["Content-Type"], "application/vnd.awslambda.http-integration-response")
            prelude, body = response.body.split(b"\0" * 8, 1)
            self.assertEqual(json.loads(prelude)["statusCode"], 503)
            self.assertIn("the request ran out of time", json.loads(body)["detail"])
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)
            (line,) = (line for line in function.lines() if line.get("status_code") == 503)
            self.assertEqual(line["error_type"], "Function.Timeout")

    def test_a_refused_reply_does_not_end_the_loop(self):
        with Function(self.api.address) as function:
            self.api.refuse_next(413)
            response = self.api.invoke(event("http_api")).wait_for_error()
            self.assertEqual(response.headers["Lambda-Runtime-Function-Error-Type"], "Function.ResponseTooLarge")
            self.assertIn("fewer records", json.loads(response.body)["errorMessage"])
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)
            self.assertIsNone(function.process.poll())

    def test_a_connection_that_was_closed_is_opened_again(self):
        with Function(self.api.address):
            self.api.invoke(event("http_api")).reply()
            self.api.drop_connections()
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)

    def test_errors_have_their_type(self):
        with Function(self.api.address):
            response = self.api.invoke(event("sns")).wait_for_error()
            self.assertEqual(response.headers["Lambda-Runtime-Function-Error-Type"], "Function.InvalidEvent")

    def test_a_response_that_memory_does_not_hold_is_logged_as_the_client_got_it(self):
        body = json.dumps({"template": {"a": "{{text:max_nb_chars=9000}}"}, "count": 500})
        made = http_event("POST", "/template", body=body, headers={"accept": "application/x-ndjson"})
        with Function(self.api.address) as function:
            self.api.invoke(event("http_api")).reply()
            status = Path(f"/proc/{function.process.pid}/status").read_text()
            size = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmSize"))
            resource.prlimit(function.process.pid, resource.RLIMIT_AS, ((size + 1024) * 1024, resource.RLIM_INFINITY))
            response = self.api.invoke(made).wait_for_error()
            self.assertEqual(response.headers["Lambda-Runtime-Function-Error-Type"], "Function.OutOfMemory")
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)
            (line,) = (line for line in function.lines() if line.get("error_type") == "Function.OutOfMemory")
            # API Gateway answers a function's error by 502.
            self.assertEqual((line["level"], line["status_code"], line["response_size_bytes"]), ("ERROR", 502, 0))

    def test_a_start_that_fails_is_told(self):
        with Function(self.api.address, SECRET_KEY="short") as function:
            self.assertEqual(function.process.wait(timeout=10), 1)
            self.assertEqual(self.api.init_errors[0].headers["Lambda-Runtime-Function-Error-Type"], "Runtime.InvalidConfiguration")
            self.assertEqual(json.loads(self.api.init_errors[0].body)["errorMessage"],
                             "PHONEY_SECRET_KEY from the environment must be at least 32 characters")

    def test_all_that_is_wrong_with_the_settings_is_told(self):
        with Function(self.api.address, SECRET_KEY="", API_PASSWORD_HASH="none", RATE_LIMIT_PER_MINUTE="many") as function:
            self.assertEqual(function.process.wait(timeout=10), 1)
            self.assertEqual(json.loads(self.api.init_errors[0].body)["errorMessage"],
                             "PHONEY_SECRET_KEY must be your own in prod; `openssl rand -hex 32` makes one; "
                             'PHONEY_RATE_LIMIT_PER_MINUTE from the environment must be an integer from 0 to 1000000000, not "many"')

    def test_a_function_that_was_deployed_with_the_old_names_goes_on(self):
        """HOST, LOG_LEVEL and LOG_FORMAT mean nothing to the function, and may be another program's."""
        old = {**program.SECRETS, "ENV_STATE": "prod", "ORIGIN_VERIFY_SECRET": "0123456789abcdef", "HOST": "example.com", "LOG_LEVEL": "loud", "LOG_FORMAT": "xml"}
        with Function(self.api.address, SECRET_KEY="", API_PASSWORD_HASH="", old_names=old) as function:
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 403)
            (said,) = (line for line in function.lines() if line.get("event") == "configuration_warning")
            self.assertEqual((said["level"], said["message"]), (
                "WARN", "the environment contains settings with deprecated names, without the prefix PHONEY_: ENV_STATE, "
                        "API_PASSWORD_HASH, SECRET_KEY and ORIGIN_VERIFY_SECRET. Rename them to PHONEY_ENV_STATE, "
                        "PHONEY_API_PASSWORD_HASH, PHONEY_SECRET_KEY and PHONEY_ORIGIN_VERIFY_SECRET"))

    def test_new_names_come_before_old_ones(self):
        with Function(self.api.address, old_names={"SECRET_KEY": "short"}) as function:
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)
            self.assertNotIn("configuration_warning", function.log())

    def test_a_word_that_no_mode_has_is_told(self):
        with Function(self.api.address, LAMBDA_RESPONSE_MODE="streaming") as function:
            self.assertEqual(function.process.wait(timeout=10), 1)
            self.assertEqual(json.loads(self.api.init_errors[0].body)["errorMessage"],
                             'LAMBDA_RESPONSE_MODE must be buffered or stream, not "streaming"')

    def test_a_restore_that_fails_ends_it(self):
        with Function(self.api.address, AWS_LAMBDA_INITIALIZATION_TYPE="snap-start") as function:
            self.api.restore(status=500)
            self.assertEqual(function.process.wait(timeout=10), 1)
            self.assertIn("status 500", function.lines()[-1]["message"])

    def test_a_snapshot_is_restored_before_the_first_invocation(self):
        unseeded = http_event("GET", "/fake/name", "count=20")
        with Function(self.api.address, AWS_LAMBDA_INITIALIZATION_TYPE="snap-start"):
            time.sleep(0.3)
            self.assertEqual(self.api.asked, ["/2018-06-01/runtime/restore/next"])
            self.api.restore()
            first, second = (body_of(self.api.invoke(unseeded).reply())["data"] for _ in range(2))
            self.assertNotEqual(first, second)

    def test_an_image_may_name_a_handler(self):
        with Function(self.api.address, "function.handler"):
            self.assertEqual(self.api.invoke(event("http_api")).reply()["statusCode"], 200)

    def test_memory_stays_small(self):
        names = ("http_api", "function_url", "rest_api", "load_balancer", "sns", "scheduled")
        with Function(self.api.address, RATE_LIMIT_PER_MINUTE="0") as function:
            for i in range(1000):
                self.api.invoke(event(names[i % len(names)])).wait_for_any()
            status = Path(f"/proc/{function.process.pid}/status").read_text()
            resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
            self.assertLess(resident, 32 * 1024, "kB resident after 1,000 invocations")


if __name__ == "__main__":
    program.main()
