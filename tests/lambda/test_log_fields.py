"""Holds aws-infrastructure/monitoring/log-fields.json, which queries and alarms rely on, and the table in docs/lambda.md to what the
function logs, both ways.

    python3 test_log_fields.py --phoney path/to/phoney
"""

from __future__ import annotations

import collections
import contextlib
import json
import re
import time
import unittest
from typing import Any

import program
import rie
import runtime_api
from parameter_store import ParameterStore
from program import Function
from test_rie import event, http_event

FIELDS = json.loads((rie.ROOT / "aws-infrastructure" / "monitoring" / "log-fields.json").read_text("utf-8"))["function"]
DOCUMENT = rie.ROOT / "docs" / "lambda.md"
SOURCES = rie.ROOT / "src" / "lambda"
# What a line has for the Embedded Metric Format.
METRICS = {"_aws", *(name for each in FIELDS["metrics"]["sets"] for name in (*each["dimensions"], *each["names"]))}


def lines_of_invocations() -> list[dict[str, Any]]:
    """One sandbox, asked for something of everything."""
    with rie.emulated() as function:
        for asked in (
            http_event("POST", "/template", body='{"template":{"a":"{{name}}"},"count":3}'),
            http_event("GET", "/fake/name"),
            http_event("GET", "/health"),
            http_event("POST", "/token", body="username=a&password=b", headers={"content-type": "application/x-www-form-urlencoded"}),
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
    with rie.emulated({"SECRET_KEY": ""}) as function:
        function.invoke(event("http_api"))
        return function.lines()


def lines_of_a_parameter_that_no_setting_has() -> list[dict[str, Any]]:
    with contextlib.closing(ParameterStore({"NO_SUCH_SETTING": "x"})) as store, rie.emulated(store.environment) as function:
        function.invoke(event("http_api"))
        return function.lines()


def lines_of_a_start_with_the_fallback() -> list[dict[str, Any]]:
    with contextlib.closing(ParameterStore({})) as store:
        store.status = 503
        with rie.emulated({**store.environment, "PARAMETER_FALLBACK": "{}"}) as function:
            function.invoke(event("http_api"))
            return function.lines()


def lines_of_a_runtime_that_hangs_up() -> list[dict[str, Any]]:
    """The emulator always listens, so this is under a Runtime API that does not."""
    with contextlib.closing(runtime_api.RuntimeApi()) as api, Function(api.address, STAGE="dev") as function:
        api.hang_up_next()
        api.invoke(event("http_api"))
        api.invoke(event("http_api")).wait_for_response()
        function.end()
        return function.lines()


def lines_of_a_function_that_nobody_feeds() -> list[dict[str, Any]]:
    with Function("127.0.0.1:9") as function:  # where nobody listens
        function.process.wait(timeout=10)
        return function.lines()


def lines_of_a_refresh() -> list[dict[str, Any]]:
    with (contextlib.closing(runtime_api.RuntimeApi()) as api, contextlib.closing(ParameterStore({})) as store,
          Function(api.address, **store.environment, SETTINGS_REFRESH_SECONDS="1") as function):
        api.invoke(event("http_api")).wait_for_response()
        store.values = {"API_USERNAME": "someone"}
        time.sleep(1.1)
        for _ in range(2):  # the second is taken when the refresh beside the first is done
            api.invoke(event("http_api")).wait_for_response()
        return function.lines()


class LogFields(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        cls.logged: dict[str, set[str]] = collections.defaultdict(set)
        cls.metrics: set[tuple[str, tuple[str, ...]]] = set()
        cls.kinds: set[str] = set()
        for lines in (lines_of_invocations(), lines_of_a_refused_start(), lines_of_a_parameter_that_no_setting_has(),
                      lines_of_a_start_with_the_fallback(), lines_of_a_runtime_that_hangs_up(), lines_of_a_function_that_nobody_feeds(), lines_of_a_refresh()):
            for line in lines:
                cls.logged[line["event"]] |= set(line)
                if "_aws" not in line:
                    continue
                cls.kinds.add(line["Kind"])
                for each in line["_aws"]["CloudWatchMetrics"]:
                    cls.metrics |= {(metric["Name"], tuple(dimensions)) for dimensions in each["Dimensions"] for metric in each["Metrics"]}

    def test_every_event_is_described_and_comes(self) -> None:
        described = {*FIELDS["events"], *FIELDS["alone"]}
        self.assertEqual(set(self.logged), described)

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
                self.assertEqual(self.logged[name], set(fields))

    def test_metrics(self) -> None:
        of_all = set().union(*(self.logged[name] for name in FIELDS["events"]))
        self.assertEqual(of_all & METRICS, METRICS)

    def test_sets_of_metrics(self) -> None:
        """Each metric has the dimensions that it is described with, in no other set: a further one would be paid for."""
        described = {(name, tuple(each["dimensions"])) for each in FIELDS["metrics"]["sets"] for name in each["names"]}
        self.assertEqual(self.metrics, described)

    def test_kinds(self) -> None:
        self.assertEqual(self.kinds, set(FIELDS["metrics"]["kinds"]))

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
    program.main()
