"""What the HTTP API says of templates as users of other tools write them, and of requests for more records than an envelope holds.

    python3 test_messages.py --phoney path/to/phoney
"""

import re

from serving import ServedTest, main  # which makes `support` known
from support.messages import EMPTY, FIELD, NO_JSON, PLACEHOLDERS, WARNINGS, context

CHECK = "/api/v1/template/validate"


class MessagesTest(ServedTest):
    def check(self, template, **members):
        response = self.post(CHECK, {"template": template, **members}, authenticated=True)
        self.assertEqual(response.status, 200)
        return response.json()

    def test_placeholders(self):
        for text, message in PLACEHOLDERS.items():
            with self.subTest(text):
                error = self.check({"a": text})["errors"][0]
                self.assertEqual((error["field"], error["message"], error["context"]), ("a", message, "\n".join(context(text, message))))
                meant = re.search(r"did you mean \{\{(.*?)\}\}\?|write \{\{(.*?)\}\} for `", message)
                if meant:
                    self.assertEqual(error["suggestions"], [meant[1] or meant[2]])
                    self.assertEqual(self.check({"a": "{{%s}}" % error["suggestions"][0]})["errors"], [])
                refused = self.post("/template", {"template": {"a": text}})
                self.assertEqual((refused.status, refused.json()["detail"]["errors"]), (422, [error]))

    def test_warnings(self):
        for template, warnings in WARNINGS:
            with self.subTest(template):
                self.assertEqual(self.check(template)["warnings"], warnings)
                self.assertEqual(self.post("/template", {"template": template}).json()["warnings"], warnings)
                strict = self.check(template, strict=True)
                self.assertEqual((strict["valid"], [f"{e['field']}: {e['message']}" for e in strict["errors"]]), (not warnings, warnings))

    def test_no_json(self):
        for text, message in NO_JSON.items():
            with self.subTest(text):
                response = self.post("/template", text.encode())
                self.assertEqual((response.status, response.json()["detail"]), (422, [{"loc": ["body"], "msg": message, "type": "json_invalid"}]))

    def test_empty(self):
        for template, message in EMPTY:
            with self.subTest(template):
                self.assertEqual([error["message"] for error in self.check(template)["errors"]], [message])

    def test_field(self):
        template, message = FIELD
        error = self.check(template)["errors"][0]
        self.assertEqual((error["field"], error["message"], error["suggestions"]), ("link", message, []))

    def test_many_warnings_are_cut_short(self):
        template = {"{{key%d}}" % i: "{{name}}" for i in range(50)}
        self.assertEqual(len(self.check(template)["warnings"]), 20)


class BareTemplateTest(ServedTest):
    """A template in the place of the body, which holds it."""

    WRAP = [{"loc": ["body", "template"], "msg": 'Field required; wrap the template: {"template": ...}', "type": "missing"}]

    def test_one_problem(self):
        for body in ({"name": "{{name}}", "email": "{{email}}"}, {"count": 3, "a": [{"b": "x {{name}}"}]}, ["{{name}}"], "{{name}}"):
            for path in ("/template", CHECK):
                with self.subTest(body=body, path=path):
                    response = self.post(path, body)
                    self.assertEqual((response.status, response.json()["detail"]), (422, self.WRAP))

    def test_other_bodies(self):
        for body, member, message in (
                ({"tempalte": {"a": "{{name}}"}}, "tempalte", "Extra inputs are not permitted; did you mean `template`?"),
                ({"a": "b"}, "template", "Field required")):
            with self.subTest(body):
                problems = self.post("/template", body).json()["detail"]
                self.assertIn((["body", member], message), [(problem["loc"], problem["msg"]) for problem in problems])


class MembersTest(ServedTest):
    """Members of a body under names that other services use."""

    def test_synonyms(self):
        bodies = {"/template": {"template": {"a": "{{name}}"}}, CHECK: {"template": {"a": "{{name}}"}}, "/api/v1/generate": {"provider": "person", "generator": "name"}}
        for path, body in bodies.items():
            for name, meant in (("n", "count"), ("rows", "count"), ("size", "count"), ("limit", "count"), ("Num", "count"), ("lang", "locale"), ("country", "locale")):
                with self.subTest(path=path, name=name):
                    response = self.post(path, {**body, name: 3}, authenticated=True)
                    self.assertEqual((response.status, response.json()["detail"]), (422, [
                        {"loc": ["body", name], "msg": f"Extra inputs are not permitted; did you mean `{meant}`?", "type": "extra_forbidden"}]))

    def test_no_synonym(self):
        problem = self.post("/template", {"template": {"a": "{{name}}"}, "zzz": 3}).json()["detail"][0]
        self.assertEqual(problem["msg"], "Extra inputs are not permitted; allowed here: `template`, `count`, `locale`, `seed`, `unique`, `now`, `format`, "
                         "`csv_delimiter`, `csv_header`, `csv_null`, `csv_line_end`, `csv_bom`, `csv_formulas`, `envelope`, `streaming`, `description`")


class QueryTest(ServedTest):
    """The routes that take a template have no parameters in the query."""

    BODY = {"template": {"a": "{{name}}"}, "seed": 42}

    def test_it_is_ignored(self):
        for query in ("utm_source=x", "a", "=", "%zz", "count=3&format=csv&seed=1"):
            with self.subTest(query):
                response = self.post(f"/template?{query}", self.BODY)
                self.assertEqual((response.status, response.json()["data"]), (200, [{"a": "Allison Hill"}]))  # Faker, seed 42


class ValuesTest(ServedTest):
    def assert_says(self, path, status, message, works=None):
        with self.subTest(path):
            response = self.get(path)
            detail = response.json()["detail"]
            self.assertEqual((response.status, detail if isinstance(detail, str) else detail[0]["msg"]), (status, message))
            if works:
                self.assertIn(works, message)
                self.assertEqual(self.get(works).status, 200)

    def test_parameters_that_are_members_of_the_query(self):
        for name, meant in (("n", "count"), ("limit", "count"), ("rows", "count"), ("Count", "count"), ("lang", "locale"), ("country", "locale"), ("sed", "seed")):
            self.assert_says(f"/fake/name?{name}=3", 422, f"`name` has no parameter `{name}`; it takes none; did you mean `{meant}`?")
        self.assert_says("/fake/email?unique=true", 422, "`email` has no parameter `unique`; it takes `safe`, `domain`; for unique values, use "
                         'POST /template with "unique": true')
        self.assertEqual(self.get("/fake/words?unique=true").status, 200)  # has the parameter
        self.assert_says("/fake/name?zzz=3", 422, "`name` has no parameter `zzz`; it takes none")
        self.assert_says("/fake/random_int?mn=3", 422, "`random_int` has no parameter `mn`; it takes `min`, `max`, `step`; did you mean `min`?")

    def test_generators(self):
        self.assert_says("/fake/person.firstName", 404, "there is no generator `person.firstName`; write /fake/first_name instead of "
                         "`person.firstName` of faker-js", "/fake/first_name")
        self.assert_says("/fake/sku", 404, "there is no generator `sku`; write it as a pattern: /fake/bothify?text=%3F-%23%23%23%23",
                         "/fake/bothify?text=%3F-%23%23%23%23")
        self.assert_says("/fake/status", 404, "there is no generator `status`; give the values yourself: /fake/random_element?elements=%5Ba%2Cb%5D",
                         "/fake/random_element?elements=%5Ba%2Cb%5D")
        self.assert_says("/fake/array", 404, "there is no generator `array`; a template makes a list of any generator's values: {{[name]:count=3}}")

    def test_parameters_that_probably_mean_something_else(self):
        month = "`-6months` means 6 minutes; write `-6M` for 6 months"
        free = "`elements=free` draws from the characters of `free`; write elements=[free], or elements='free' if you mean that"
        for path in ("/fake/date_between?start_date=-6months", "/api/v1/provider/date_time/date_between?start_date=-6months"):
            self.assertEqual(self.get(path).json()["warnings"], [month])
        self.assertEqual(self.get("/fake/random_element?elements=free").json()["warnings"], [free])
        self.assertEqual(self.get("/fake/random_element?elements=a|b").json()["warnings"], [
            "`elements=a|b` draws from the characters of `a|b`; write elements=[a, b], or elements='a|b' if you mean that"])
        self.assertEqual(self.get("/fake/zip").json()["warnings"], ["`zip` draws an archive in the format ZIP; for a postal code, use `zipcode` or `postcode`"])
        for path in ("/fake/random_element?elements=[free]", "/fake/random_element?elements='free'", "/fake/date_between?start_date=-6M", "/fake/zipcode"):
            self.assertNotIn("warnings", self.get(path).json())
        for params in ({"args": ["-6months"]}, {"kwargs": {"start_date": "-6months"}}):
            body = {"provider": "date_time", "generator": "date_between", "params": params}
            self.assertEqual(self.post("/api/v1/generate", body, authenticated=True).json()["warnings"], [month])
        body = {"provider": "date_time", "generator": "date_between", "params": {"kwargs": {"start_date": "-1mo", "end_date": "now"}}, "count": 4, "unique": True,
                "now": "2024-02-29T12:00:00Z"}
        self.assertEqual(self.post("/api/v1/generate", body, authenticated=True).json()["warnings"], [
            "`-1mo` means 1 minute; write `-1M` for a month", "data: `date_between` ran out of unique values after 1 of them; 3 values repeat"])

    def test_more_values_than_a_response_holds(self):
        self.assert_says("/fake/name?count=101", 422, "Input should be less than or equal to 100; POST /template takes up to 1000")
        body = {"template": {"a": "{{name}}"}, "count": 1000}
        self.assertEqual(self.post("/template", body).json()["generated_count"], 1000)

    def test_no_login(self):
        response = self.post("/api/v1/template/generate", QueryTest.BODY)
        self.assertEqual((response.status, response.json()["detail"]), (401, (
            "Not authenticated; send a user and password (curl -u USER:PASSWORD), or a token from POST /token (Authorization: Bearer TOKEN)")))


class ManyRecordsTest(ServedTest):
    BODY = {"template": {"a": "{{random_digit}}"}, "count": 20_000, "seed": 1}
    MORE = ("in an envelope; to stream more, send the header Accept: application/x-ndjson; "
            "`phoney generate` has no limit")

    def test_more_than_an_envelope_holds(self):
        response = self.post("/api/v1/template/generate", self.BODY, authenticated=True)
        self.assertEqual((response.status, response.json()["detail"]), (422, [{
            "loc": ["body", "count"], "type": "less_than_equal",
            "msg": f"Input should be less than or equal to 10000 {self.MORE}"}]))

    def test_what_the_message_names_works(self):
        response = self.server.ask("POST", "/api/v1/template/generate", self.BODY, {"Accept": "application/x-ndjson"}, authenticated=True)
        self.assertEqual((response.status, response.body.count(b"\n")), (200, 20_000))
        response = self.post("/api/v1/template/generate", {**self.BODY, "envelope": False}, authenticated=True)
        self.assertEqual((response.status, len(response.json())), (200, 20_000))

    def test_more_than_a_stranger_gets(self):
        response = self.post("/template", self.BODY)
        self.assertEqual((response.status, response.json()["detail"]), (400, (
            "Maximum count is 1000 here; with authentication, POST /api/v1/template/generate gives 10000, or more as a stream with "
            "Accept: application/x-ndjson; `phoney generate` has no limit")))


if __name__ == "__main__":
    main(__name__)
