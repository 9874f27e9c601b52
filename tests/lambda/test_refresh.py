"""The settings that AWS keeps are read anew beside an invocation and after a restore: what comes slowly, what never comes, what is wrong.

    python3 test_refresh.py --phoney path/to/phoney
"""

from __future__ import annotations

import json
import time
import unittest

import program
import runtime_api
from parameter_store import ParameterStore
from program import Function
from test_rie import http_event

ASKS_NEXT = "/2018-06-01/runtime/invocation/next"


class Refresh(unittest.TestCase):
    def setUp(self):
        self.api = runtime_api.RuntimeApi()
        self.addCleanup(self.api.close)
        self.store = ParameterStore({"RATE_LIMIT_PER_MINUTE": "100"})
        self.addCleanup(self.store.close)

    def function(self) -> Function:
        return Function(self.api.address, **self.store.environment, SETTINGS_REFRESH_SECONDS="1")

    def limit(self, seconds: float = 30) -> str:
        """The limit that an invocation was answered with."""
        return self.api.invoke(http_event("GET", "/fake/name"), seconds).reply()["headers"]["RateLimit-Limit"]

    def wait_until_idle(self, asked: int) -> None:
        """Until the function has asked so often for an invocation."""
        end = time.monotonic() + 30
        while self.api.asked.count(ASKS_NEXT) < asked and time.monotonic() < end:
            time.sleep(0.01)
        self.assertEqual(self.api.asked.count(ASKS_NEXT), asked)

    def said(self, function: Function, event: str) -> list[str]:
        return [line["message"] for line in function.lines() if line["event"] == event]

    def test_a_slow_response_is_waited_for_before_the_next_invocation_is_asked_for(self):
        with self.function() as function:
            self.assertEqual(self.limit(), "100")
            self.store.values = {"RATE_LIMIT_PER_MINUTE": "200"}
            self.store.pause = 1.5
            time.sleep(1.1)
            self.assertEqual(self.limit(), "100", "it is answered before the refresh is done")
            self.wait_until_idle(3)
            self.assertEqual(self.said(function, "configuration_refreshed"), ["changed: RATE_LIMIT_PER_MINUTE"])
            self.store.pause = 0
            self.assertEqual(self.limit(), "200")

    def test_what_never_comes_is_not_waited_for_up_to_the_deadline(self):
        with self.function() as function:
            self.assertEqual(self.limit(), "100")
            self.store.values = {"RATE_LIMIT_PER_MINUTE": "200"}
            self.store.pause = 60
            time.sleep(1.1)
            self.assertEqual(self.limit(seconds=2), "100")
            self.wait_until_idle(3)
            # A second try would come after two seconds.
            self.assertEqual(self.store.calls, 2, "the sandbox would have been ended")
            (problem,) = self.said(function, "configuration_error")
            self.assertIn("Parameter Store could not be read", problem)
            self.store.pause = 0
            time.sleep(1.1)
            self.assertEqual(self.limit(), "100", "the last good value is kept")
            self.wait_until_idle(4)
            self.assertEqual(self.limit(), "200", "a refresh that was called off does not stand in the way of the next")

    def test_settings_that_are_wrong_together_are_not_taken(self):
        with self.function() as function:
            self.assertEqual(self.limit(), "100")
            self.store.values = {"RATE_LIMIT_PER_MINUTE": "many"}
            time.sleep(1.1)
            self.assertEqual(self.limit(), "100")
            self.wait_until_idle(3)
            (problem,) = self.said(function, "configuration_error")
            self.assertRegex(problem, r"RATE_LIMIT_PER_MINUTE.*; the previous settings stay in force")
            self.store.values = {"RATE_LIMIT_PER_MINUTE": "300"}
            time.sleep(1.1)
            self.assertEqual(self.limit(), "100", "they are read beside this one")
            self.wait_until_idle(4)
            self.assertEqual(self.limit(), "300")

    def test_a_start_does_not_wait_for_a_parameter_store_that_is_slow(self):
        self.store.pause = 60
        with Function(self.api.address, **self.store.environment, SETTINGS_REFRESH_SECONDS="1", PARAMETER_FALLBACK='{"RATE_LIMIT_PER_MINUTE":"50"}') as function:
            self.assertEqual(self.limit(), "50")
            (told,) = self.said(function, "configuration_fallback")
            self.assertRegex(told, "^Parameter Store could not be read: .*; the values of the deployment are used until it can be read$")
            self.store.pause = 0
            time.sleep(1.1)
            self.assertEqual(self.limit(), "50", "it is read beside this one")
            self.wait_until_idle(3)
            self.assertEqual(self.limit(), "100")

    def test_a_start_prefers_parameter_store_to_the_fallback(self):
        with Function(self.api.address, **self.store.environment, PARAMETER_FALLBACK='{"RATE_LIMIT_PER_MINUTE":"50"}', PARAMETER_WAIT_MS="4000") as function:
            self.assertEqual(self.limit(), "100")
            self.assertEqual(self.said(function, "configuration_fallback"), [])

    def test_a_secret_without_what_is_required_stops_the_start_even_in_development(self):
        endpoint = self.store.environment["AWS_ENDPOINT_URL_SSM"]
        with Function(self.api.address, **self.store.environment, USE_SECRETS_MANAGER="true", AWS_ENDPOINT_URL_SECRETS_MANAGER=endpoint,
                      SECRET_KEY="", API_PASSWORD_HASH="", ENV_STATE="dev") as function:
            self.assertEqual(function.process.wait(timeout=30), 1)
            (error,) = self.api.init_errors
            self.assertIn("API_PASSWORD_HASH is required with USE_SECRETS_MANAGER", json.loads(error.body)["errorMessage"])

    def snapshot(self, **environment: str) -> Function:
        """A function of which a snapshot may be taken: it has read its settings, and waits for its restoration."""
        function = Function(self.api.address, **self.store.environment, AWS_LAMBDA_INITIALIZATION_TYPE="snap-start", **environment)
        end = time.monotonic() + 30
        while not self.api.asked and time.monotonic() < end:
            time.sleep(0.01)
        self.assertEqual((self.api.asked, self.store.calls), (["/2018-06-01/runtime/restore/next"], 1))
        return function

    def test_a_restored_function_goes_by_the_settings_of_now(self):
        with self.snapshot():
            self.store.values = {"RATE_LIMIT_PER_MINUTE": "200"}
            self.api.restore()
            self.assertEqual(self.limit(), "200")

    def test_a_restored_function_keeps_its_settings_while_aws_does_not_answer(self):
        with self.snapshot() as function:
            self.store.status = 503
            self.api.restore()
            self.assertEqual(self.limit(), "100")
            self.assertIn("the previous settings stay in force", self.said(function, "configuration_error")[0])

    def test_a_restored_function_prefers_its_settings_to_the_fallback(self):
        with self.snapshot(PARAMETER_FALLBACK='{"RATE_LIMIT_PER_MINUTE":"50"}') as function:
            self.store.status = 503
            self.api.restore()
            self.assertEqual(self.limit(), "100")
            self.assertEqual(len(self.said(function, "configuration_fallback")), 1)

    def test_a_restore_with_settings_that_are_wrong_is_told(self):
        with self.snapshot() as function:
            self.store.values = {"RATE_LIMIT_PER_MINUTE": "many"}
            self.api.restore()
            self.assertEqual(function.process.wait(timeout=30), 1)
            (error,) = self.api.restore_errors
            told = json.loads(error.body)
            self.assertEqual(error.headers["Lambda-Runtime-Function-Error-Type"], told["errorType"])
            self.assertIn("RATE_LIMIT_PER_MINUTE", told["errorMessage"])
            self.assertNotIn("/2018-06-01/runtime/invocation/next", self.api.asked)


if __name__ == "__main__":
    program.main()
