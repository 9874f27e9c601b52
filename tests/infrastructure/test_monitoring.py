"""Holds that Terraform makes the alarms, metric filters, dashboard and queries that the CDK makes, and that they use what is logged."""

from __future__ import annotations

import json
import re
import unittest
from pathlib import Path
from typing import Any

import hcl2

from hcl import evaluate, fill

INFRASTRUCTURE = Path(__file__).resolve().parent.parent.parent / "aws-infrastructure"
MONITORING = INFRASTRUCTURE / "monitoring"
NAMES = {"region": "REGION", "account": "ACCOUNT", "partition": "PARTITION", "api_id": "API", "topic_arn": "TOPIC"}
QUERIES = [each for each in (MONITORING / "log-insights-queries.txt").read_text(encoding="utf-8").strip().split("\n\n")]


class Terraform:
    """What alarms.tf makes for a stage."""

    def __init__(self, stage: str) -> None:
        with (MONITORING / "alarms.tf").open(encoding="utf-8") as file:
            document = hcl2.load(file)
        self.scope: dict[str, Any] = {
            "var": {"stage": stage, "function_name": f"phoney-{stage}", "api_id": "API", "topic_arn": "TOPIC"},
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
    """What the CDK makes for a stage, from its snapshot, with references by the same names."""

    REFERENCES = {"AWS::Region": "REGION", "AWS::AccountId": "ACCOUNT", "AWS::Partition": "PARTITION"}

    def __init__(self, stage: str) -> None:
        file = INFRASTRUCTURE / "cdk" / "test" / "snapshots" / f"{stage}.template.json"
        self.stage, self.resources = stage, json.loads(file.read_text(encoding="utf-8"))["Resources"]

    def all(self, kind: str) -> list[dict[str, Any]]:
        return [self.resolve(each["Properties"]) for each in self.resources.values() if each["Type"] == kind]

    def resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.resolve(each) for each in value]
        if not isinstance(value, dict):
            return value
        match value:
            case {"Ref": name}:
                by_type = {"AWS::ApiGatewayV2::Api": "API", "AWS::SNS::Topic": "TOPIC", "AWS::Logs::LogGroup": f"/aws/lambda/phoney-{self.stage}"}
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
        for stage in ("dev", "staging", "prod"):
            yield Cdk(stage), Terraform(stage)

    def test_alarms(self) -> None:
        for cdk, terraform in self.each_stage():
            ours = sorted((cdk_alarm(each) for each in cdk.all("AWS::CloudWatch::Alarm")), key=lambda each: each["alarm_name"])
            theirs = sorted(terraform.all("aws_cloudwatch_metric_alarm"), key=lambda each: each["alarm_name"])
            self.assertEqual(len(ours), 7)
            self.assertEqual(ours, theirs)

    def test_health(self) -> None:
        for cdk, terraform in self.each_stage():
            (ours,), (theirs,) = cdk.all("AWS::CloudWatch::CompositeAlarm"), terraform.all("aws_cloudwatch_composite_alarm")
            pairs = {"AlarmName": "alarm_name", "AlarmDescription": "alarm_description", "AlarmRule": "alarm_rule",
                     "AlarmActions": "alarm_actions", "OKActions": "ok_actions"}
            self.assertEqual({theirs_name: ours[name] for name, theirs_name in pairs.items()}, theirs)

    def test_metric_filters(self) -> None:
        for cdk, terraform in self.each_stage():
            ours = [
                {"name": each["FilterName"], "log_group_name": each["LogGroupName"], "pattern": each["FilterPattern"],
                 "metric_transformation": [{"name": made["MetricName"], "namespace": made["MetricNamespace"], "value": made["MetricValue"],
                                            "unit": made["Unit"]} for made in each["MetricTransformations"]]}
                for each in cdk.all("AWS::Logs::MetricFilter")
            ]
            self.assertEqual(len(ours), 2)
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
        self.assertEqual(
            sorted(self.by_name),
            ["application-errors", "error-rate", "latency", "memory", "processing-time", "server-errors", "throttles"],
        )

    def test_latency_is_five_seconds_in_prod_and_ten_in_dev(self) -> None:
        self.assertEqual(self.by_name["latency"]["threshold"], {"dev": 10_000, "staging": 5000, "prod": 5000})

    def test_metrics_of_the_api_are_those_of_an_http_api(self) -> None:
        metrics = [metric for alarm in self.data["alarms"] for metric in alarm["metrics"] if metric["namespace"] == "AWS/ApiGateway"]
        self.assertEqual(sorted({metric["name"] for metric in metrics}), ["5xx", "Count", "Latency"])
        self.assertEqual([metric["dimensions"] for metric in metrics], [{"ApiId": "API"}] * len(metrics))

    def test_missing_data_is_treated_on_purpose(self) -> None:
        for alarm in self.data["alarms"]:
            with self.subTest(alarm["name"]):
                self.assertIn(alarm["missingData"], {"notBreaching", "breaching", "ignore", "missing"})
                self.assertTrue(alarm["missingDataReason"])

    def test_health_is_of_the_alarms_that_say_so(self) -> None:
        named = re.findall(r'ALARM\("([^"]+)"\)', self.data["composite"]["rule"])
        self.assertEqual(named, [alarm["name"] for alarm in self.data["alarms"] if alarm["health"]])

    def test_own_metrics_are_made_by_phoney_or_by_a_filter(self) -> None:
        own = json.loads((MONITORING / "log-fields.json").read_text(encoding="utf-8"))["function"]["metrics"]
        made = {(own["namespace"], name, tuple(own["dimensions"])) for name in own["names"]}
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
        cls.logged = {*function["invocation"], *function["metrics"]["names"], *fields["insights"]}
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

    def test_metric_filters_read_fields_of_the_platform(self) -> None:
        for each in json.loads((MONITORING / "alarms.json").read_text(encoding="utf-8"))["metricFilters"]:
            kind = re.fullmatch(r'\{ \$\.type = "([\w.]+)" \}', each["pattern"])
            self.assertIn(each["value"].removeprefix("$."), self.platform[kind[1]])

    def test_names_of_queries_differ(self) -> None:
        names = [query.splitlines()[0] for query in QUERIES]
        self.assertEqual(len(names), len(set(names)))
        for name in names:
            self.assertRegex(name, r"^# \w")


if __name__ == "__main__":
    unittest.main()
