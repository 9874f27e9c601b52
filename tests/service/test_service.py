"""Black-box test of the service: `phoney serve` over HTTP. Standard library only.

    python3 test_service.py --phoney path/to/phoney
"""

import json
import re
import subprocess
import unittest

import serving


class ServiceTest(serving.ServedTest):
    def ask(self, method, target, body=None, content_type="application/json"):
        """(status, headers, decoded body) of a request."""
        response = self.server.ask(method, target, body, {"Content-Type": content_type} if body is not None else {})
        self.assertEqual(response.headers["Content-Type"], "application/json")
        return response.status, response.headers, response.json() if response.body else None

    def test_health(self):
        status, _, response = self.ask("GET", "/health")
        self.assertEqual((status, response["status"], response["faker_version"]), (200, "healthy", "40.54.0"))

    def test_head_has_no_body(self):
        status, headers, response = self.ask("HEAD", "/health")
        self.assertEqual((status, response), (200, None))
        self.assertGreater(int(headers["Content-Length"]), 0)

    def test_unknown_routes_and_methods(self):
        self.assertEqual(self.ask("GET", "/nowhere")[::2], (404, {"detail": "there is no route `/nowhere`; /docs lists the routes"}))
        status, headers, response = self.ask("DELETE", "/template")
        self.assertEqual((status, headers["Allow"], response), (405, "POST", {"detail": "the method of this route must be POST"}))

    def test_fake(self):
        status, _, response = self.ask("GET", "/fake/language_name?seed=1&count=3")
        self.assertEqual(status, 200)
        self.assertTrue(response.pop("now").endswith("Z"))
        self.assertEqual(response, {"generator": "language_name", "data": ["Dzongkha", "Shona", "Bislama"], "count": 3,
                                  "locale": "en_US", "seed": 1, "data_version": self.ask("GET", "/health")[2]["data_version"]})
        self.assertEqual(self.ask("GET", "/fake/nonsense_name")[0], 404)
        self.assertEqual(self.ask("GET", "/fake/language_name?count=101")[0], 422)

    def test_generators(self):
        status, _, response = self.ask("GET", "/generators")
        self.assertEqual(status, 200)
        self.assertEqual(response["count"], len(response["generators"]))
        entry = next(entry for entry in response["generators"] if entry["name"] == "language_name")
        self.assertEqual((entry["provider"], entry["parameters"]), ("person", []))
        for entry in response["generators"]:
            self.assertTrue(entry["description"], entry["name"])

    def test_template(self):
        request = {"template": {"l": "{{language_name}}", "n": ["{{first_name_female}}", None]}, "count": 2, "seed": 1}
        status, _, response = self.ask("POST", "/template", request)
        self.assertEqual(status, 200)
        self.assertGreaterEqual(response.pop("execution_time_ms"), 0)
        self.assertEqual((response.pop("now")[-1], len(response.pop("data_version"))), ("Z", 12))
        self.assertEqual(response, {"generated_count": 2, "requested_count": 2, "format": "json", "locale": "en_US", "seed": 1,
                                  "data": [{"l": "Dzongkha", "n": ["Laura", None]}, {"l": "Bislama", "n": ["Dawn", None]}],
                                  "warnings": []})

    def test_documented_curl(self):
        command = ["curl", "-sS", "-X", "POST", f"http://localhost:{self.server.port}/template",
                   "-H", "Content-Type: application/json",
                   "-d", '{"template":{"name":"{{name}}","email":"{{email}}"},"count":1}']
        try:
            output = subprocess.run(command, capture_output=True, check=True, timeout=30).stdout
        except FileNotFoundError:
            self.skipTest("curl is not installed")
        response = json.loads(output)
        self.assertEqual(response["generated_count"], 1, response)
        self.assertEqual(list(response["data"][0]), ["name", "email"])
        self.assertRegex(response["data"][0]["email"], r"^[^@ ]+@example\.(com|net|org)$")

    def test_drawn_seed_repeats_the_response(self):
        request = {"template": {"l": "{{language_name}}"}, "count": 10}
        first = self.ask("POST", "/template", request)[2]
        second = self.ask("POST", "/template", {**request, "seed": first["seed"]})[2]
        self.assertEqual(first["data"], second["data"])

    def test_failed_template(self):
        status, _, response = self.ask("POST", "/template", {"template": {"a": {"b": "{{langauge_name}}"}}})
        self.assertEqual(status, 422)
        detail = response["detail"]
        self.assertEqual(detail["message"], "Template validation failed")
        self.assertEqual(detail["errors"][0]["field"], "a.b")
        self.assertEqual(detail["errors"][0]["suggestions"][0], "language_name")
        self.assertEqual(detail["errors"][0]["error_type"], "unknown_generator")
        self.assertIn("/generators", detail["help"])

    def test_invalid_requests(self):
        for body, loc, kind in (
            (b"{", ["body"], "json_invalid"),
            ({"count": 1}, ["body", "template"], "missing"),
            ({"template": {}, "count": 0}, ["body", "count"], "greater_than_equal"),
            ({"template": {}, "extra": 1}, ["body", "extra"], "extra_forbidden"),
        ):
            with self.subTest(body=body):
                status, _, response = self.ask("POST", "/template", body)
                self.assertEqual(status, 422)
                self.assertEqual((response["detail"][0]["loc"], response["detail"][0]["type"]), (loc, kind))
        self.assertEqual(self.ask("POST", "/template", b"a=1", "application/x-www-form-urlencoded")[0], 415)


if __name__ == "__main__":
    serving.main(__name__)
