"""Requests as other languages' clients send them: bodies in pydantic's lax mode, forms in several parts, paths with a slash at their end,
formats asked for by Accept, query strings that nobody encoded. The oracles are pydantic, requests, csv and datetime.

    python3 test_input.py --phoney path/to/phoney
"""

import codecs
import csv
import io
import json
import random
import subprocess
import unittest
from collections import OrderedDict
from datetime import datetime, timezone

import requests
import serving
from faker import Faker
from pydantic import BaseModel, Field, ValidationError
from serving import ServedTest, Server, main

PASSWORD = "correct horse"


class Body(BaseModel):
    count: int = Field(1, ge=1, le=1000)
    unique: bool = False
    envelope: bool = True


INTEGERS = [
    "5", "1000", "1001", "0", "-5", "-0", '"5"', '"1001"', "2.0", "2.5", "-2.0", "1e2", "1e20", "-1e20", "1e400", "-1e400", "1e-400", "-0.0",
    "9223372036854775807", "9223372036854775808", "9223372036854775808.0", "-9223372036854775808.0", "99999999999999999999999",
    '"2.0"', '"2.00"', '"2."', '".0"', '"-.0"', '".5"', '"5.5"', '"2.0_0"', '" 5 "', '"\\t5\\n"', '"\\u00a05\\u2003"', '"\\u001c5"', '"\\u200b5"',
    '"1_00"', '"1__0"', '"_1"', '"1_"', '"1_0.0"', '"1_.0"', '"+5"', '"-5"', '"--5"', '"+-5"', '"+ 5"', '"+"', '"-"', '"05"', '"00"', '"0_0"', '"-0"',
    '"0x5"', '"5e0"', '"1e2"', '"5 5"', '""', '" "', '"\\u0665"', '"NaN"', '"inf"', '"99999999999999999999999"', '"-99999999999999999999999"',
    '"' + "0" * 5000 + '"', '"' + "0" * 5000 + '7"', '"' + "9" * 4300 + '"', '"' + "9" * 4301 + '"', '"+_5"', '"0.0"',
    "true", "false", '"true"', "null", "[]", "[5]", "{}",
]
BOOLEANS = [
    "true", "false", "null", "[]", "{}", "1", "0", "-0", "2", "-1", "1.0", "0.0", "-0.0", "0.5", "2.0", "1e0", "1e20", "1e400", "1e-400",
    "99999999999999999999", "9223372036854775808.0", '"1.0"', '" true"', '"true "', '"2"', '""', '"-0"', '"01"', '"\\u0131"', '"tru"', '"truee"',
    *(json.dumps(spelling(word)) for word in ("1", "on", "t", "true", "y", "yes", "0", "off", "f", "false", "n", "no", "enabled", "None")
      for spelling in (str.lower, str.upper, str.title, str.swapcase)),
]


class LaxBodiesTest(ServedTest):
    """Each value is taken, or refused in the same words, as by a FastAPI application with the model above."""

    def ask_both(self, member, written):
        text = '{"template":{"a":"{{random_int:min=1,max=3}}"},"%s":%s}' % (member, written)
        response = self.post("/template", text.encode())
        try:
            return response, Body.model_validate_json('{"%s":%s}' % (member, written))
        except ValidationError as error:
            return response, error

    def assert_same(self, member, written):
        response, wanted = self.ask_both(member, written)
        if isinstance(wanted, Body):
            self.assertEqual(response.status, 200, (written[:60], response.body[:200]))
            return response, wanted
        problem = wanted.errors()[0]
        if (member, problem["type"]) == ("count", "less_than_equal"):  # which this route says in its own way
            self.assertEqual(response.status, 400, written[:60])
            return None, None
        self.assertEqual((response.status, response.json()["detail"]),
                         (422, [{"loc": ["body", member], "msg": problem["msg"], "type": problem["type"]}]), written[:60])
        return None, None

    def test_integers(self):
        for written in INTEGERS:
            response, wanted = self.assert_same("count", written)
            if response:
                self.assertEqual((response.json()["generated_count"], len(response.json()["data"])), (wanted.count, wanted.count), written[:60])

    def test_made_up_integers(self):
        draw = random.Random(18)
        for _ in range(300):
            self.assert_same("count", json.dumps("".join(draw.choice("0123456789_.+- e") for _ in range(draw.randint(1, 5)))))

    def test_booleans(self):
        for written in BOOLEANS:
            response, wanted = self.assert_same("unique", written)
            if response:
                self.assertEqual(response.status, 200)
            response, wanted = self.assert_same("envelope", written)
            if response:
                self.assertEqual(isinstance(response.json(), dict), wanted.envelope, written)

    def test_other_routes(self):
        body = {"provider": "base", "generator": "random_int", "params": {"args": [1, 3]}, "count": "3", "unique": "yes", "seed": 7.0}
        response = self.post("/api/v1/generate", body, True).json()
        self.assertEqual((response["count"], set(response["data"]), response["seed"], response["warnings"]), (3, {1, 2, 3}, 7, []))
        response = self.post("/api/v1/template/validate", {"template": {"a": "{name}", "b": "{{name}}"}, "strict": "on"}).json()
        self.assertIs(response["valid"], False)
        self.assertEqual(self.post("/api/v1/template/generate", {"template": {"a": "{{name}}"}, "count": "10001"}, True).status, 422)
        self.assert_problem(self.post("/template", {"template": {"a": "{{name}}"}, "seed": 7.5}), ["body", "seed"], "seed_type")


class EncodingTest(ServedTest):
    def test_a_byte_order_mark_is_passed_over(self):
        body = json.dumps({"template": {"a": "{{name}}"}, "seed": 1}).encode()
        marked = self.post("/template", codecs.BOM_UTF8 + body)
        self.assertEqual(marked.json()["data"], self.post("/template", body).json()["data"])

    def test_utf16_is_named(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            response = self.post("/template", json.dumps({"template": {"a": "{{name}}"}}).encode(encoding))
            self.assertEqual((response.status, response.json()["detail"]),
                             (422, [{"loc": ["body"], "msg": "the text is UTF-16; save it as UTF-8", "type": "json_invalid"}]))

    def test_numbers(self):
        response = self.post("/template", b'{"template":{"a":"{{name}}","n":[1e400,-0,1E5,%s]}}' % (b"7" * 40))
        self.assertIn(b'"n":[1e400,-0,1E5,%s]' % (b"7" * 40), response.body)
        response = self.post("/template", b'{"template":{"a":"{{name}}","acct":00012345678901234567890}}')
        self.assertEqual((response.status, response.json()["detail"][0]["msg"]),
                         (422, "the text is not valid JSON: a number is malformed; write numbers like 12, -0.5 or 1e6, without leading "
                               "zeros, and put codes such as 007 in quotes (near line 1, column 36)"))


class QueryTest(ServedTest):
    def test_a_plus_sign_that_nobody_encoded(self):
        for text in ("2024-02-29T12:34:56+01:00", "2024-02-29T12:34:56.1234567+0530", "2024-02-29 12:34:56,5+01"):
            wanted = datetime.fromisoformat(text).astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
            for written in (text.replace(" ", "%20"), text.replace(" ", "%20").replace("+", "%2B"), text.replace(" ", "+")):
                self.assertEqual(self.get(f"/fake/name?now={written}").json()["now"], wanted, written)
                response = self.get(f"/fake/date_time_between?start_date={written}&end_date={written}&seed=1").json()
                self.assertEqual(response["data"][:19], wanted[:19], written)
        for written in ("2024-02-29T12:34:56+", "+2024-02-29", "2024+02-29", "2024-02-29T12+34:56"):
            self.assert_problem(self.get(f"/fake/name?now={written}"), ["query", "now"], "datetime_parsing")
        self.assertEqual(self.get("/fake/numerify?text=2024-02-29T12:34:56+01:00").json()["data"], "2024-02-29T12:34:56 01:00")
        body = {"template": {"a": "{{name}}"}, "now": "2024-02-29T12:34:56 01:00"}
        self.assert_problem(self.post("/template", body), ["body", "now"], "datetime_parsing")

    def test_counts(self):
        for text, count in (("5", 5), ("0.1k", 100), ("1e1", 10), ("1_0", 10), ("%205", 5), ("2.0", 2)):
            self.assertEqual(self.get(f"/fake/name?count={text}").json()["count"], count)
        for text, kind in (("1k", "less_than_equal"), ("0", "greater_than_equal"), ("-1", "greater_than_equal"), ("x", "int_parsing"), ("", "int_parsing"),
                           ("true", "int_parsing")):
            self.assert_problem(self.get(f"/fake/name?count={text}"), ["query", "count"], kind)

    def test_an_empty_seed(self):
        for path in ("/fake/name", "/api/v1/fake/name"):
            for query in ("seed=", "seed", "count=2&seed="):
                response = self.get(f"{path}?{query}")
                self.assertEqual((response.status, response.json()["detail"]), (422, [
                    {"loc": ["query", "seed"], "msg": "the seed is empty; without `seed`, each response differs", "type": "value_error"}]))
        fake = Faker()
        fake.seed_instance("")
        self.assertEqual(self.post("/template", {"template": {"a": "{{name}}"}, "seed": ""}).json()["data"], [{"a": fake.name()}])

    def test_objects_and_lists(self):
        fake = Faker()
        fake.seed_instance(1)
        wanted = [fake.random_element(OrderedDict(paid=9, new=1)) for _ in range(20)]
        for written in ('{"paid":9,"new":1}', "{paid: 9, new: 1}"):
            response = requests.get(f"http://127.0.0.1:{self.server.port}/fake/random_element",
                                  params={"elements": written, "seed": 1, "count": 20}, timeout=30).json()
            self.assertEqual(response["data"], wanted)
        for written, message in (("red,green", "takes a list in brackets, such as [red, green]; put a string in quotes to draw from its characters"),
                                 ("[red,green", "takes a list such as [a, b] or an object of weights such as {a: 9, b: 1}, not "
                                                "[red,green; put a string in quotes")):
            response = self.get(f"/fake/random_element?elements={written}")
            self.assertEqual((response.status, response.json()["detail"][0]["msg"]), (422, f"`elements` {message}"))


class PathTest(ServedTest):
    def test_a_slash_at_the_end_says_nothing(self):
        routes = [path for path, operations in self.get("/openapi-full.json").json()["paths"].items() if "get" in operations and "{" not in path and path != "/"]
        self.assertGreater(len(routes), 100)
        kept = [path for path in routes if not path.startswith("/fake/")] + ["/fake/name", "/fake/random_int", "/docs", "/redoc"]
        for path in kept:
            self.assertEqual(self.get(path + "/").status, self.get(path).status, path)
            self.assertEqual(self.get(path + "/").headers["Content-Type"], self.get(path).headers["Content-Type"], path)
        self.assertEqual(self.get("/fake/name/?seed=42").json()["data"], "Allison Hill")
        self.assertEqual(self.post("/template/", {"template": {"a": "{{name}}"}}).status, 200)
        self.assertEqual(self.post("/api/v1/template/generate/", {"template": {"a": "{{name}}"}}).status, 401)
        self.assertEqual(self.post("/api/v1/template/generate/", {"template": {"a": "{{name}}"}}, True).status, 200)
        self.assertEqual(self.server.ask("HEAD", "/fake/name/").status, 200)
        response = self.server.ask("DELETE", "/fake/name/")
        self.assertEqual((response.status, response.headers["Allow"]), (405, "GET, HEAD"))
        for path in ("/fake/", "/fake//", "/fake/name//", "/nothing/"):
            self.assertEqual(self.get(path).status, 404, path)
        self.assertEqual(self.get("/").status, 200)

    def test_metrics_name_the_route(self):
        self.get("/fake/city/")
        counted = [line for line in self.get("/metrics/").body.decode().splitlines() if "/fake/{generator}" in line]
        self.assertTrue(counted)
        self.assertNotIn('generator}/"', self.get("/metrics").body.decode())

    def test_preflight(self):
        server = Server(CORS_ORIGINS="https://a.example")
        self.addCleanup(server.stop)
        headers = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
        responses = [server.ask("OPTIONS", path, headers=headers) for path in ("/template", "/template/")]
        for response in responses:
            self.assertEqual((response.status, response.headers["Access-Control-Allow-Origin"]), (204, "https://a.example"))


class FormatTest(ServedTest):
    """The values without the object around them: those of the JSON response, as Python's csv and json read them."""

    QUERY = "seed=1&count=5&now=2024-02-29"
    GENERATORS = ("address", "random_int", "boolean", "words", "pyfloat", "password", "null_boolean")

    def read(self, kind, text, generator):
        if kind == "csv":
            (name,), *rows = csv.reader(io.StringIO(text, newline=""))
            self.assertEqual(name, generator)
            return [row[0] for row in rows]
        lines = text.split("\n")
        self.assertEqual(lines.pop(), "")
        return [json.loads(line) for line in lines] if kind == "ndjson" else lines

    def wanted(self, kind, values):
        if kind == "ndjson":
            return values
        texts = [value if isinstance(value, str) else "" if value is None and kind == "csv" else json.dumps(value, separators=(",", ":"))
                 for value in values]
        return texts if kind == "csv" else "\n".join(texts).split("\n")

    def test_values_alone(self):
        kinds = {"text": ("text/plain", "text/plain; charset=utf-8"), "csv": ("text/csv", "text/csv; charset=utf-8; header=present"),
                 "ndjson": ("application/x-ndjson", "application/x-ndjson")}
        for generator in self.GENERATORS:
            path = f"/fake/{generator}?{self.QUERY}"
            envelope = self.get(path).json()
            provider = self.get("/generators").json()["generators"]
            provider = next(entry["provider"] for entry in provider if entry["name"] == generator)
            body = {"provider": provider, "generator": generator, "seed": 1, "count": 5, "now": "2024-02-29"}
            for kind, (accept, content_type) in kinds.items():
                responses = [self.get(path, Accept=accept), self.get(f"{path}&format={kind}", Accept="application/json"),
                           self.get(f"/api/v1/provider/{provider}/{generator}?{self.QUERY}", Accept=accept),
                           self.post("/api/v1/generate", body, True, Accept=accept), self.post("/api/v1/generate", {**body, "format": kind}, True)]
                for response in responses:
                    self.assertEqual((response.status, response.headers["Content-Type"], response.headers["Vary"].split(", ")[0]), (200, content_type, "Accept"))
                    self.assertEqual(self.read(kind, response.body.decode(), generator), self.wanted(kind, envelope["data"]), (generator, kind))
                    for member in ("Seed", "Now", "Locale", "Data-Version"):
                        self.assertEqual(response.headers[f"Phoney-{member}"], str(envelope[member.lower().replace("-", "_")]))

    def test_json_is_what_is_given_by_default(self):
        for accept in ("*/*", "application/json", "text/html,application/xml;q=0.9,*/*;q=0.8", "text/plain, application/json", "text/csv;q=0.5, */*"):
            self.assertEqual(self.get("/fake/name?seed=42", Accept=accept).json()["data"], "Allison Hill")
        self.assertEqual(self.get("/fake/name?seed=42&format=json", Accept="text/csv").json()["data"], "Allison Hill")

    def test_not_acceptable(self):
        for response in (self.get("/fake/name", Accept="application/xml"), self.get("/fake/name", Accept="text/csv;q=0"),
                       self.post("/api/v1/generate", {"provider": "person", "generator": "name"}, True, Accept="image/png")):
            self.assertEqual((response.status, response.json()), (406, {
                "detail": "the header Accept must allow application/json, application/x-ndjson, text/csv or text/plain; omit the header to get JSON"}))
        self.assertEqual(self.get("/fake/name?format=text", Accept="application/xml").status, 200)

    def test_wrong_formats(self):
        message = "Input should be 'json', 'ndjson', 'jsonl', 'csv' or 'text'"
        for written in ("xml", "", "JSON"):
            response = self.get(f"/fake/name?format={written}")
            self.assert_problem(response, ["query", "format"], "literal_error")
            self.assertEqual(response.json()["detail"][0]["msg"], message)
        response = self.post("/api/v1/generate", {"provider": "person", "generator": "name", "format": 1}, True)
        self.assert_problem(response, ["body", "format"], "literal_error")

    def test_failures_are_json(self):
        response = self.get("/fake/nmae", Accept="text/plain")
        self.assertEqual((response.status, response.headers["Content-Type"]), (404, "application/json"))
        self.assert_problem(self.get("/fake/random_int?min=5&max=1", Accept="text/csv"), ["query", "min"], "invalid_argument")
        response = self.get("/fake/tar?uncompressed_size=1048576&compression=gzip&count=100&format=text")
        self.assertEqual((response.status, response.json()["detail"][0]["type"]), (422, "capacity_exceeded"))

    def test_unique(self):
        body = {"provider": "base", "generator": "random_int", "params": {"args": [1, 3]}, "count": 3, "unique": True, "format": "text"}
        self.assertEqual(sorted(self.post("/api/v1/generate", body, True).body.split()), [b"1", b"2", b"3"])


class TokenTest(unittest.TestCase):
    """POST /token as multipart/form-data, as requests writes it."""

    @classmethod
    def setUpClass(cls):
        hashed = subprocess.run([serving.PHONEY, "hash-password", "--cost", "4"], input=PASSWORD, capture_output=True, text=True, check=True, timeout=60).stdout
        cls.server = Server(API_USERNAME="ann", API_PASSWORD_HASH=hashed.strip())

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def log_in(self, **fields):
        return requests.post(f"http://127.0.0.1:{self.server.port}/token/", files={name: (None, value) for name, value in fields.items()}, timeout=30)

    def test_forms_in_parts(self):
        response = self.log_in(grant_type="password", username="ann", password=PASSWORD, scope="", client_id="x")
        self.assertEqual((response.status_code, response.json()["token_type"]), (200, "bearer"))
        self.assertEqual(self.log_in(username="ann", password="wrong").status_code, 401)
        response = self.log_in(username="ann")
        self.assertEqual((response.status_code, response.json()["detail"]), (422, [{"loc": ["body", "password"], "msg": "Field required", "type": "missing"}]))
        response = requests.post(f"http://127.0.0.1:{self.server.port}/token", timeout=30,
                               files={"username": ("name.txt", "ann"), "password": (None, PASSWORD)})
        self.assertEqual((response.status_code, response.json()["detail"][0]["msg"]), (422, "Field should be text, not a file"))

    def test_other_types_are_told(self):
        response = requests.post(f"http://127.0.0.1:{self.server.port}/token", json={}, timeout=30)
        self.assertEqual((response.status_code, response.json()["detail"]),
                         (415, "the body must be a form; send the header Content-Type: application/x-www-form-urlencoded, or "
                               "multipart/form-data with its boundary"))


if __name__ == "__main__":
    main("__main__")
