"""Holds that Terraform makes the alarms, metric filters, dashboard and queries that the CDK makes, and that they use what is logged."""

from __future__ import annotations

import json
import re
import unittest
from decimal import Decimal
from pathlib import Path
from typing import Any

import hcl2

from hcl import evaluate, fill

INFRASTRUCTURE = Path(__file__).resolve().parent.parent.parent / "aws-infrastructure"
MONITORING = INFRASTRUCTURE / "monitoring"
RUNBOOK = "docs/runbook.md"
NAMES = {"region": "REGION", "account": "ACCOUNT", "partition": "PARTITION", "api_id": "API", "topic_arn": "TOPIC", "distribution_id": "DISTRIBUTION",
         "runbook": RUNBOOK, "account_concurrency": 1000, "expected_requests": 0}
STAGES = ("dev", "staging", "prod")
OBJECTIVES = ("availability", "latency")
# Seconds and burn rate of each window.
WINDOWS = {"1h": (3600, "14.4"), "5m": (300, "14.4"), "6h": (21_600, "6"), "30m": (1800, "6")}
QUERIES = [each for each in (MONITORING / "log-insights-queries.txt").read_text(encoding="utf-8").strip().split("\n\n")]


class Terraform:
    """What alarms.tf makes for a stage, with its variables' defaults unless others are given."""

    def __init__(self, stage: str, **variables: Any) -> None:
        with (MONITORING / "alarms.tf").open(encoding="utf-8") as file:
            document = hcl2.load(file)
        defaults = {name.strip('"'): evaluate(body["default"], {}, MONITORING)
                    for each in document["variable"] for name, body in each.items() if "default" in body}
        self.scope: dict[str, Any] = {
            "var": {**defaults, "stage": stage, "function_name": f"phoney-{stage}", "api_id": "API", "topic_arn": "TOPIC", **variables},
            "path": {"module": str(MONITORING)},
            "data": {
                "aws_region": {"current": {"id": "REGION"}},
                "aws_caller_identity": {"current": {"account_id": "ACCOUNT"}},
                "aws_partition": {"current": {"partition": "PARTITION"}},
            },
            "local": {},
        }
        for name, value in document["locals"][0].items():
            if not name.startswith("__"):
                self.scope["local"][name] = evaluate(value, self.scope, MONITORING)
        self.resources = {
            kind.strip('"'): body for each in document["resource"] for kind, named in each.items() for body in named.values()
        }

    def all(self, kind: str) -> list[dict[str, Any]]:
        body = dict(self.resources[kind])
        body.pop("depends_on", None)
        for_each = body.pop("for_each", None)
        if for_each is None:
            return [evaluate(body, self.scope, MONITORING)]
        chosen = evaluate(for_each, self.scope, MONITORING)
        return [self._one(body, {**self.scope, "each": {"key": key, "value": value}}) for key, value in chosen.items()]

    def _one(self, body: dict[str, Any], scope: dict[str, Any]) -> dict[str, Any]:
        plain = {name: value for name, value in body.items() if name != "dynamic"}
        made = evaluate(plain, scope, MONITORING)
        for dynamic in body.get("dynamic", []):
            (name, block), = ((name.strip('"'), block) for name, block in dynamic.items() if not name.startswith("__"))
            for value in evaluate(block["for_each"], scope, MONITORING):
                made.setdefault(name, []).append(evaluate(block["content"][0], {**scope, name: {"value": value}}, MONITORING))
        return made


class Cdk:
    """What the CDK makes in a case of cdk/test/cases.ts, from its snapshot, with references by the same names."""

    REFERENCES = {"AWS::Region": "REGION", "AWS::AccountId": "ACCOUNT", "AWS::Partition": "PARTITION"}

    def __init__(self, case: str) -> None:
        file = INFRASTRUCTURE / "cdk" / "test" / "snapshots" / f"{case}.template.json"
        self.stage, self.resources = case.split("-")[0], json.loads(file.read_text(encoding="utf-8"))["Resources"]

    def all(self, kind: str) -> list[dict[str, Any]]:
        return [self.resolve(each["Properties"]) for each in self.resources.values() if each["Type"] == kind]

    def resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.resolve(each) for each in value]
        if not isinstance(value, dict):
            return value
        match value:
            case {"Ref": name}:
                by_type = {"AWS::ApiGatewayV2::Api": "API", "AWS::SNS::Topic": "TOPIC", "AWS::CloudFront::Distribution": "DISTRIBUTION",
                           "AWS::Logs::LogGroup": f"/aws/lambda/phoney-{self.stage}"}
                return self.REFERENCES.get(name) or by_type[self.resources[name]["Type"]]
            case {"Fn::Join": [separator, parts]}:
                return separator.join(self.resolve(parts))
        return {name: self.resolve(each) for name, each in value.items()}


def cdk_alarm(alarm: dict[str, Any]) -> dict[str, Any]:
    """An alarm of CloudFormation, in Terraform's words."""
    words = {
        "AlarmName": "alarm_name", "AlarmDescription": "alarm_description", "ComparisonOperator": "comparison_operator",
        "Threshold": "threshold", "EvaluationPeriods": "evaluation_periods", "DatapointsToAlarm": "datapoints_to_alarm",
        "TreatMissingData": "treat_missing_data", "ActionsEnabled": "actions_enabled", "AlarmActions": "alarm_actions",
        "OKActions": "ok_actions",
    }
    queries = []
    for query in alarm["Metrics"]:
        made = {"id": query["Id"], "return_data": query["ReturnData"]}
        if "MetricStat" in query:
            stat = query["MetricStat"]
            metric = stat["Metric"]
            made["metric"] = [{
                "namespace": metric["Namespace"], "metric_name": metric["MetricName"], "stat": stat["Stat"], "period": stat["Period"],
                "dimensions": {each["Name"]: each["Value"] for each in metric.get("Dimensions", [])},
            }]
        else:
            made |= {"expression": query["Expression"], "label": query["Label"]}
        queries.append(made)
    result = {words[name]: value for name, value in alarm.items() if name not in {"Metrics", "Tags"}}
    return {"alarm_actions": [], "ok_actions": [], **result, "metric_query": queries}


class Same(unittest.TestCase):
    """CDK and Terraform, stage by stage."""

    maxDiff = None

    def each_stage(self):
        for stage in STAGES:
            yield Cdk(stage), Terraform(stage)

    def compare_alarms(self, cdk: Cdk, terraform: Terraform, count: int) -> None:
        ours = sorted((cdk_alarm(each) for each in cdk.all("AWS::CloudWatch::Alarm")), key=lambda each: each["alarm_name"])
        theirs = sorted(terraform.all("aws_cloudwatch_metric_alarm"), key=lambda each: each["alarm_name"])
        self.assertEqual(len(ours), count)
        self.assertEqual(ours, theirs)

    def test_alarms(self) -> None:
        for cdk, terraform in self.each_stage():
            self.compare_alarms(cdk, terraform, 14)

    def test_alarms_of_options(self) -> None:
        watched = Terraform("dev", options=["expectedRequests", "syntheticCanary"], expected_requests=500, account_concurrency=10,
                            runbook="https://github.com/OWNER/phoney/blob/main/docs/runbook.md")
        self.compare_alarms(Cdk("dev-watched"), watched, 16)
        self.compare_alarms(Cdk("dev-cloudfront"), Terraform("dev", options=["cloudfront"], distribution_id="DISTRIBUTION"), 16)

    def test_composites(self) -> None:
        pairs = {"AlarmName": "alarm_name", "AlarmDescription": "alarm_description", "AlarmRule": "alarm_rule",
                 "AlarmActions": "alarm_actions", "OKActions": "ok_actions"}
        for cdk, terraform in self.each_stage():
            ours = [{theirs_name: each[name] for name, theirs_name in pairs.items()} for each in cdk.all("AWS::CloudWatch::CompositeAlarm")]
            self.assertEqual(len(ours), 2)
            self.assertEqual(ours, terraform.all("aws_cloudwatch_composite_alarm"))

    def test_metric_filters(self) -> None:
        for cdk, terraform in self.each_stage():
            ours = [
                {"name": each["FilterName"], "log_group_name": each["LogGroupName"], "pattern": each["FilterPattern"],
                 "metric_transformation": [{"name": made["MetricName"], "namespace": made["MetricNamespace"], "value": made["MetricValue"],
                                            "unit": made["Unit"]} for made in each["MetricTransformations"]]}
                for each in cdk.all("AWS::Logs::MetricFilter")
            ]
            self.assertEqual(len(ours), 3)
            self.assertEqual(ours, terraform.all("aws_cloudwatch_log_metric_filter"))

    def test_dashboard(self) -> None:
        for cdk, terraform in self.each_stage():
            (ours,), (theirs,) = cdk.all("AWS::CloudWatch::Dashboard"), terraform.all("aws_cloudwatch_dashboard")
            self.assertEqual(ours["DashboardName"], theirs["dashboard_name"])
            self.assertEqual(json.loads(ours["DashboardBody"]), json.loads(theirs["dashboard_body"]))

    def test_queries(self) -> None:
        for cdk, terraform in self.each_stage():
            ours = [{"name": each["Name"], "log_group_names": each["LogGroupNames"], "query_string": each["QueryString"]}
                    for each in cdk.all("AWS::Logs::QueryDefinition")]
            self.assertEqual(len(ours), len(QUERIES))
            self.assertEqual(ours, terraform.all("aws_cloudwatch_query_definition"))


class Alarms(unittest.TestCase):
    """What the definitions promise."""

    def setUp(self) -> None:
        names = {**NAMES, "stage": "STAGE", "function_name": "FUNCTION"}
        self.data = json.loads(fill((MONITORING / "alarms.json").read_text(encoding="utf-8"), names))
        self.by_name = {alarm["name"].removeprefix("phoney-STAGE-"): alarm for alarm in self.data["alarms"]}

    def test_there_is_one_for_each_thing_to_watch(self) -> None:
        windows = {f"{objective}-{window}" for objective in OBJECTIVES for window in WINDOWS}
        self.assertEqual(
            set(self.by_name),
            windows | {"error-rate", "throttles", "gateway-throttles", "account-concurrency", "memory", "processing-time", "traffic",
                       "synthetic-canary", "cloudfront-errors", "firewall-blocks"},
        )

    def test_burn_rates(self) -> None:
        """Each objective has four windows. The thresholds are the burn rate times the error budget, in exact decimals."""
        budgets = self.data["objectives"]
        for objective in OBJECTIVES:
            for window, (seconds, rate) in WINDOWS.items():
                alarm = self.by_name[f"{objective}-{window}"]
                with self.subTest(alarm["name"]):
                    self.assertEqual((alarm["period"], alarm["evaluationPeriods"], alarm["datapointsToAlarm"]), (seconds, 1, 1))
                    self.assertEqual((alarm["objective"], str(alarm["burnRate"])), (objective, rate))
                    want = {stage: float(Decimal(rate) * Decimal(str(budgets[objective][stage]))) for stage in STAGES}
                    self.assertEqual(alarm["threshold"], want)

    def test_what_cloudwatch_evaluates(self) -> None:
        """Period times evaluation periods is a day at most for periods below an hour, a week at most else; periods are whole minutes."""
        for alarm in self.data["alarms"]:
            with self.subTest(alarm["name"]):
                self.assertEqual(alarm["period"] % 60, 0)
                self.assertLessEqual(alarm["period"] * alarm["evaluationPeriods"], 86_400 if alarm["period"] < 3600 else 604_800)
                self.assertLessEqual(alarm["datapointsToAlarm"], alarm["evaluationPeriods"])
                self.assertLessEqual(len(alarm["description"]), 1024)

    def test_expressions_use_every_metric_and_nothing_else(self) -> None:
        for alarm in self.data["alarms"]:
            ids = {metric["id"] for metric in alarm["metrics"]}
            with self.subTest(alarm["name"]):
                if "expression" in alarm:
                    self.assertEqual(set(re.findall(r"\b[a-z]\w*", alarm["expression"])), ids)
                else:
                    self.assertEqual(len(ids), 1)

    def test_slow_is_five_seconds_in_prod_and_ten_in_dev(self) -> None:
        for window in WINDOWS:
            within, requests = self.by_name[f"latency-{window}"]["metrics"]
            self.assertEqual(within["statistic"], {"dev": "PR(:10000)", "staging": "PR(:5000)", "prod": "PR(:5000)"})
            self.assertEqual(requests["statistic"], "SampleCount")

    def test_processing_time_is_of_templates(self) -> None:
        (metric,) = self.by_name["processing-time"]["metrics"]
        self.assertEqual(metric["dimensions"], {"Stage": "STAGE", "Kind": "templates"})

    def test_short_windows_alone_stop_a_deployment(self) -> None:
        """An hour's window stays in alarm for up to an hour after an outage, in which nothing could be deployed."""
        stopping = {name: alarm for name, alarm in self.by_name.items() if alarm["rollsBack"]}
        self.assertEqual(set(stopping), {"availability-5m", "latency-5m", "error-rate"})
        for alarm in stopping.values():
            self.assertLessEqual(alarm["period"] * alarm["evaluationPeriods"], 300)

    def test_metrics_of_the_api_are_those_of_an_http_api(self) -> None:
        metrics = [metric for alarm in self.data["alarms"] for metric in alarm["metrics"] if metric["namespace"] == "AWS/ApiGateway"]
        self.assertEqual(sorted({metric["name"] for metric in metrics}), ["5xx", "Count", "Latency"])
        self.assertEqual([metric["dimensions"] for metric in metrics], [{"ApiId": "API"}] * len(metrics))

    def test_missing_data_is_treated_on_purpose(self) -> None:
        for alarm in self.data["alarms"]:
            with self.subTest(alarm["name"]):
                self.assertIn(alarm["missingData"], {"notBreaching", "breaching", "ignore", "missing"})
                self.assertTrue(alarm["missingDataReason"])

    def test_alarms_of_a_composite_leave_the_message_to_it(self) -> None:
        named = {name for composite in self.data["composites"] for name in re.findall(r'ALARM\("([^"]+)"\)', composite["rule"])}
        self.assertEqual(named, {alarm["name"] for alarm in self.data["alarms"] if not alarm["notifies"]})
        self.assertFalse([alarm["name"] for alarm in self.data["alarms"] if "option" in alarm and alarm["name"] in named],
                         "a rule may not name an alarm that is not always there")

    def test_composites(self) -> None:
        """When they go off, by the alarms that are on."""
        rules = {each["name"].removeprefix("phoney-STAGE-"): each["rule"] for each in self.data["composites"]}
        cases = [
            ("health", "", False), ("health", "availability-1h", False), ("health", "availability-5m", False),
            ("health", "availability-1h availability-5m", True), ("health", "latency-1h latency-5m", True),
            ("health", "availability-1h latency-5m", False), ("health", "availability-6h availability-30m", False),
            ("health", "error-rate", True), ("health", "throttles", True),
            ("slow-burn", "", False), ("slow-burn", "availability-6h", False), ("slow-burn", "latency-30m", False),
            ("slow-burn", "availability-6h availability-30m", True), ("slow-burn", "latency-6h latency-30m", True),
            ("slow-burn", "availability-6h availability-30m availability-1h", False), ("slow-burn", "error-rate throttles", False),
        ]
        for name, on, want in cases:
            with self.subTest(name=name, on=on):
                python = re.sub(r'ALARM\("phoney-STAGE-([^"]+)"\)', lambda match: str(match[1] in on.split()), rules[name])
                self.assertIs(eval(python.replace("AND", "and").replace("OR", "or").replace("NOT", "not")), want)

    def test_dashboard_shows_the_alarms_that_are_always_there(self) -> None:
        shown = re.findall(r":alarm:phoney-\$\{stage\}-([\w-]+)", (MONITORING / "cloudwatch-dashboard.json").read_text(encoding="utf-8"))
        always = [name for name, alarm in self.by_name.items() if "option" not in alarm]
        composites = [each["name"].removeprefix("phoney-STAGE-") for each in self.data["composites"]]
        self.assertEqual(sorted(shown), sorted(always + composites))

    def test_own_metrics_are_made_by_phoney_or_by_a_filter(self) -> None:
        own = json.loads((MONITORING / "log-fields.json").read_text(encoding="utf-8"))["function"]["metrics"]
        made = {(own["namespace"], name, tuple(each["dimensions"])) for each in own["sets"] for name in each["names"]}
        made |= {(each["namespace"], each["name"], ()) for each in self.data["metricFilters"]}
        dashboard = fill((MONITORING / "cloudwatch-dashboard.json").read_text(encoding="utf-8"),
                         {**NAMES, "stage": "STAGE", "function_name": "FUNCTION"})
        used = {(metric["namespace"], metric["name"], tuple(metric["dimensions"])) for alarm in self.data["alarms"] for metric in alarm["metrics"]}
        for widget in json.loads(dashboard)["widgets"]:
            for namespace, name, *dimensions in widget["properties"].get("metrics", []):
                used.add((namespace, name, tuple(dimensions[:-1:2])))
        self.assertLessEqual({each for each in used if not each[0].startswith("AWS/")}, made)


class Fields(unittest.TestCase):
    """Every field that a query uses is one that is logged: monitoring/log-fields.json says which are."""

    # Words of the query language. A query may also use the names that it gives itself, after `as`.
    WORDS = set("fields filter sort stats limit by as and or not in like desc asc ispresent count sum avg max min pct bin".split())

    @classmethod
    def setUpClass(cls) -> None:
        fields = json.loads((MONITORING / "log-fields.json").read_text(encoding="utf-8"))
        function = fields["function"]
        cls.events = {**function["events"], **function["alone"]}
        own = [name for each in function["metrics"]["sets"] for name in (*each["dimensions"], *each["names"])]
        cls.logged = {*function["invocation"], *own, *fields["insights"]}
        for group in (function["events"], function["alone"], fields["platform"]):
            for names in group.values():
                cls.logged |= set(names)
        cls.function, cls.platform = function, fields["platform"]

    def used(self, query: str) -> set[str]:
        text = re.sub(r"^#.*$", "", query, flags=re.MULTILINE)
        text = re.sub(r'"[^"]*"|\b\d+[smhd]?\b', " ", text)
        given = set(re.findall(r"\bas (\w+)", text))
        return set(re.findall(r"@?[A-Za-z_][\w.]*", text)) - given - self.WORDS

    def queries(self) -> list[str]:
        dashboard = (MONITORING / "cloudwatch-dashboard.json").read_text(encoding="utf-8")
        widgets = json.loads(dashboard)["widgets"]
        of_dashboard = [widget["properties"]["query"].split(" | ", 1)[1] for widget in widgets if widget["type"] == "log"]
        self.assertTrue(of_dashboard)
        return QUERIES + of_dashboard

    def test_fields_are_logged(self) -> None:
        for query in self.queries():
            with self.subTest(query):
                self.assertTrue(self.used(query))
                self.assertLessEqual(self.used(query), self.logged)

    def test_fields_are_logged_by_the_event_that_is_asked_for(self) -> None:
        for query in self.queries():
            event = re.search(r'event = "(\w+)"', query)
            if event is None:
                continue
            with self.subTest(query):
                self.assertIn(event[1], self.events)
                allowed = set(self.events[event[1]])
                if event[1] in self.function["events"]:
                    allowed |= set(self.function["invocation"])
                self.assertLessEqual(self.used(query), allowed)

    def test_fields_of_the_platform_are_those_of_the_line_that_is_asked_for(self) -> None:
        for query in self.queries():
            kind = re.search(r'\btype = "([\w.]+)"', query)
            if kind is not None:
                with self.subTest(query):
                    self.assertLessEqual(self.used(query), set(self.platform[kind[1]]))

    def test_metric_filters_read_fields_that_are_logged(self) -> None:
        api = (INFRASTRUCTURE / "cdk" / "lib" / "service-api.ts").read_text(encoding="utf-8")
        access_log = set(re.findall(r"^  (\w+): '\$context\.", api, re.MULTILINE))
        for each in json.loads((MONITORING / "alarms.json").read_text(encoding="utf-8"))["metricFilters"]:
            with self.subTest(each["name"]):
                kind = re.fullmatch(r'\{ \$\.type = "([\w.]+)" \}', each["pattern"])
                if kind is not None:
                    self.assertEqual(each["logGroup"], "/aws/lambda/${function_name}")
                    self.assertIn(each["value"].removeprefix("$."), self.platform[kind[1]])
                else:
                    self.assertEqual(each["logGroup"], "/aws/apigateway/${function_name}")
                    self.assertLessEqual(set(re.findall(r"\$\.(\w+)", each["pattern"])), access_log)

    def test_names_of_queries_differ(self) -> None:
        names = [query.splitlines()[0] for query in QUERIES]
        self.assertEqual(len(names), len(set(names)))
        for name in names:
            self.assertRegex(name, r"^# \w")


if __name__ == "__main__":
    unittest.main()
