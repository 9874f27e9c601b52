"""Holds docs/runbook.md to the alarms and the saved queries, and what docs/cost.md counts to what a stage has.

    tests/infrastructure/run test_runbook.py
"""

from __future__ import annotations

import json
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
INFRASTRUCTURE = ROOT / "aws-infrastructure"
MONITORING = INFRASTRUCTURE / "monitoring"
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text("utf-8")
COST = (ROOT / "docs" / "cost.md").read_text("utf-8")
ALARMS = json.loads((MONITORING / "alarms.json").read_text("utf-8"))


def resources(case: str) -> list[dict]:
    file = INFRASTRUCTURE / "cdk" / "test" / "snapshots" / f"{case}.template.json"
    return list(json.loads(file.read_text("utf-8"))["Resources"].values())


def sections() -> dict[str, str]:
    """The sections of alarms by their anchors, which are their titles."""
    text = re.search(r"^## Alarms\n(.*?)^## ", RUNBOOK, re.MULTILINE | re.DOTALL)[1]
    return dict(re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL))


class Runbook(unittest.TestCase):
    def linked(self) -> dict[str, str]:
        """The section that each alarm's description names."""
        found = {}
        for alarm in ALARMS["alarms"] + ALARMS["composites"]:
            match = re.search(r" Runbook: \$\{runbook\}#([\w-]+)$", alarm["description"])
            self.assertIsNotNone(match, alarm["name"])
            found[alarm["name"].removeprefix("phoney-${stage}-")] = match[1]
        return found

    def test_every_alarm_has_its_section_and_every_section_its_alarm(self) -> None:
        self.assertEqual(set(self.linked().values()), set(sections()))

    def test_a_section_is_of_its_alarms(self) -> None:
        """An alarm's section has its name; the windows of an objective share one, which names each of them."""
        for alarm, section in self.linked().items():
            with self.subTest(alarm):
                self.assertTrue(alarm == section or (alarm.startswith(f"{section}-") and f"`{alarm}`" in sections()[section]))

    def test_a_section_says_what_it_means_where_to_look_and_what_to_do(self) -> None:
        queries = set(re.findall(r"^# (.*)\n# ", (MONITORING / "log-insights-queries.txt").read_text("utf-8"), re.MULTILINE))
        for name, text in sections().items():
            with self.subTest(name):
                self.assertEqual(re.findall(r"^\*\*([\w ]+):\*\*", text, re.MULTILINE), ["Means", "Look at", "Do"])
                self.assertTrue([query for query in queries if re.search(rf"`{query}`", re.sub(r"\s+", " ", text))], "no saved query is named")

    def test_a_failed_rollback_and_a_deployment_during_an_alarm_are_covered(self) -> None:
        titles = re.findall(r"^## (.*)", RUNBOOK, re.MULTILINE)
        for title in ("Deploy while an alarm is on", "UPDATE_ROLLBACK_FAILED"):
            self.assertIn(title, titles)

    def test_the_alarms_that_stop_a_deployment_are_named(self) -> None:
        text = RUNBOOK.split("\n## Deploy while an alarm is on\n")[1].split("\n## ")[0]
        for alarm in ALARMS["alarms"]:
            if alarm["rollsBack"]:
                self.assertIn(f"`{alarm['name'].removeprefix('phoney-${stage}-')}`", text)

    def test_the_resource_to_skip_is_the_alias(self) -> None:
        named = re.search(r"--resources-to-skip (\w+)", RUNBOOK)[1]
        template = json.loads((INFRASTRUCTURE / "cdk" / "test" / "snapshots" / "prod.template.json").read_text("utf-8"))
        self.assertEqual(template["Resources"][named]["Type"], "AWS::Lambda::Alias")

    def test_objectives(self) -> None:
        """The table of the runbook: 100 minus the error budget."""
        for name in ("availability", "latency"):
            row = re.search(rf"^\| {name} \|[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$", RUNBOOK, re.MULTILINE)
            shown = [float(text.strip().rstrip("%")) for text in row.groups()]
            self.assertEqual(shown, [round(100 - ALARMS["objectives"][name][stage], 6) for stage in ("prod", "staging", "dev")])


class Cost(unittest.TestCase):
    """What `phoney cost` is told of a stage on the page is what the stack has."""

    def watched(self, case: str) -> int:
        alarms = [each["Properties"]["Metrics"] for each in resources(case) if each["Type"] == "AWS::CloudWatch::Alarm"]
        return sum("MetricStat" in metric for metrics in alarms for metric in metrics)

    def count(self, kind: str) -> int:
        return sum(each["Type"] == kind for each in resources("prod"))

    def test_monitoring(self) -> None:
        own = json.loads((MONITORING / "log-fields.json").read_text("utf-8"))["function"]["metrics"]
        metrics = sum(len(each["names"]) * (len(own["kinds"]) if "Kind" in each["dimensions"] else 1) for each in own["sets"])
        metrics += self.count("AWS::Logs::MetricFilter")
        told = re.findall(r"--alarms (\d+) --composite-alarms (\d+) --metrics (\d+) --dashboards (\d+)", COST)
        self.assertGreater(len(told), 2)
        have = (self.watched("prod"), self.count("AWS::CloudWatch::CompositeAlarm"), metrics, self.count("AWS::CloudWatch::Dashboard"))
        for alarms, composites, counted, dashboards in told:
            # An idle stage has none of its own metrics.
            self.assertIn(int(counted), (0, metrics))
            self.assertEqual((int(alarms), int(composites), have[2], int(dashboards)), have)
        self.assertEqual(self.count("AWS::SecretsManager::Secret"), 1)

    def test_alarms_of_options(self) -> None:
        self.assertEqual(self.watched("dev-cloudfront") - self.watched("dev"), 3)
        self.assertEqual(self.watched("dev-watched") - self.watched("dev"), 2)
        self.assertIn("`cloudfront` two with 3 metrics, `expectedRequests` and `syntheticCanary` one with one metric each", COST)

    def test_memory(self) -> None:
        table = dict(re.findall(r"^\| ([\d,]+) MB \| (\w+) \|", COST, re.MULTILINE))
        for size, stage in table.items():
            functions = [each["Properties"] for each in resources(stage) if each["Type"] == "AWS::Lambda::Function"]
            # The check of new versions is a function too.
            memory = {each["FunctionName"]: each["MemorySize"] for each in functions}
            self.assertEqual(memory[f"phoney-{stage}"], int(size.replace(",", "")))
        self.assertEqual(sorted(table.values()), ["dev", "prod", "staging"])

    def test_the_month_without_requests(self) -> None:
        idle = re.search(r"cost --requests 0 --alarms 26 .*?^Total +([\d.]+) USD", COST, re.MULTILINE | re.DOTALL)[1]
        readme = (INFRASTRUCTURE / "README.md").read_text("utf-8")
        costs = re.search(r"^\| cost of a month without requests +\|(.*)\|$", readme, re.MULTILINE)[1]
        self.assertEqual([cost.strip() for cost in costs.split("|")], [f"${idle}"] * 3)


if __name__ == "__main__":
    unittest.main()
