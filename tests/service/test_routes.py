"""Black-box test of the API's routes: their JSON, their errors, and what they need to repeat a response.

    python3 test_routes.py --phoney path/to/phoney
"""

import gzip
import http.client
import unittest

import serving
from faker import Faker
from serving import ServedTest, main

from support.processes import is_sanitized


class ProvidersTest(ServedTest):
    def test_lists_lead_to_values(self):
        providers = self.get("/api/v1/providers").json()
        self.assertEqual(set(providers[0]), {"name", "url", "generator_count"})
        self.assertIn("person", [provider["name"] for provider in providers])
        for provider in providers:
            shown = self.get(provider["url"]).json()
            self.assertEqual(shown["provider"], provider["name"])
            self.assertEqual(len(shown["generators"]), provider["generator_count"])
            self.assertEqual(list(shown["generator_urls"]), shown["generators"])
            last = shown["generators"][-1]
            response = self.get(shown["generator_urls"][last]).json()
            self.assertEqual((response["provider"], response["generator"], response["count"]), (provider["name"], last, 1))

    def test_values_are_those_of_fake(self):
        query = "?seed=1&count=3&locale=fr&now=2024-02-29"
        response = self.get("/api/v1/provider/person/language_name" + query).json()
        self.assertEqual(response.pop("provider"), "person")
        self.assertEqual(response, self.get("/fake/language_name" + query).json())
        self.assertEqual(response, self.get("/api/v1/fake/language_name" + query).json())

    def test_unknown_names(self):
        self.assert_problem(self.get("/api/v1/provider/nobody"), ["path", "provider"], "enum")
        self.assert_problem(self.get("/api/v1/provider/nobody/name"), ["path", "provider"], "enum")
        for generator in ("nothing", "city"):
            response = self.get(f"/api/v1/provider/person/{generator}")
            self.assertEqual(response.status, 404)
        self.assertEqual(response.json()["detail"], "generator `city` not found in provider `person`; it is in `address`")
        self.assert_problem(self.get("/api/v1/providers?locale=xx"), ["query", "locale"], "unknown_locale")
        self.assert_problem(self.get("/api/v1/provider/person/name?count=101"), ["query", "count"], "less_than_equal")


class GeneratorDetailsTest(ServedTest):
    def test_details(self):
        fake = Faker()
        fake.seed_instance(42)
        listed = {entry["name"]: entry for entry in self.get("/generators").json()["generators"]}
        details = self.get("/generators/random_int").json()
        self.assertEqual(details, {**listed["random_int"], "pending": False, "locale": "en_US", "sample": fake.random_int(),
                                   "locales": self.get("/locales").json()["locales"]})
        self.assertEqual(self.get("/api/v1/generators/random_int").json(), details)
        self.assertEqual(self.get("/generators/phone").json()["name"], "phone_number")  # a common word

    def test_locales(self):
        japanese = Faker("ja_JP")
        japanese.seed_instance(42)
        details = self.get("/generators/name?locale=ja_JP").json()
        self.assertEqual((details["locale"], details["sample"]), ("ja_JP", japanese.name()))
        town = self.get("/generators/town").json()  # which en_US does not have
        self.assertEqual((town["locale"], "en_US" in town["locales"]), (town["locales"][0], False))
        self.assertEqual(self.get("/generators/town?locale=en_US").status, 404)
        self.assert_problem(self.get("/generators/name?locale="), ["query", "locale"], "unknown_locale")
        searched = self.get("/generators?search=phone")
        self.assert_problem(searched, ["query", "search"], "extra_forbidden")
        self.assertEqual(searched.json()["detail"][0]["msg"], "Extra inputs are not permitted; allowed here: `locale`")
        self.assert_problem(self.get("/generators/name?locale=xx"), ["query", "locale"], "unknown_locale")
        self.assert_problem(self.get("/generators/name?x=1"), ["query", "x"], "extra_forbidden")

    def test_what_has_no_sample(self):
        details = self.get("/generators/image").json()
        self.assertEqual((details["pending"], details["sample"], details["locale"]), (True, None, "en_US"))
        self.assertLess(len(self.get("/generators/binary").json()["sample"]), 250)

    def test_unknown_names(self):
        response = self.get("/generators/nmae")
        self.assertEqual((response.status, response.json()), (404, {"detail": "there is no generator `nmae`; did you mean `name`?"}))

    def test_described(self):
        document = self.get("/openapi.json").json()
        response = document["paths"]["/generators/{generator}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        self.assertEqual(response, {"$ref": "#/components/schemas/GeneratorDetails"})
        schema = document["components"]["schemas"]["GeneratorDetails"]
        self.assertEqual(set(schema["required"]), set(self.get("/generators/name").json()))


class GenerateTest(ServedTest):
    PATH = "/api/v1/generate"

    def ask(self, authenticated=True, **body):
        return self.post(self.PATH, {"provider": "base", "generator": "random_int", **body}, authenticated)

    def test_needs_authentication(self):
        response = self.ask(authenticated=False)
        self.assertEqual((response.status, response.headers["WWW-Authenticate"]), (401, 'Bearer, Basic realm="phoney", charset="UTF-8"'))
        self.assertEqual(set(response.json()), {"detail"})

    def test_answers(self):
        response = self.ask(seed=1, count=3, now="2024-02-29", params={"kwargs": {"min": 5, "max": 7}}).json()
        self.assertEqual(response.pop("data_version"), self.get("/health").json()["data_version"])
        self.assertEqual(response, {"provider": "base", "generator": "random_int", "data": response["data"], "count": 3,
                                  "locale": "en_US", "seed": 1, "now": "2024-02-29T00:00:00Z"})
        self.assertTrue(all(5 <= value <= 7 for value in response["data"]), response)

    def test_positional_arguments(self):
        by_place = self.ask(seed=1, count=20, params={"args": [5, 9], "kwargs": {"step": 2}}).json()
        by_name = self.ask(seed=1, count=20, params={"kwargs": {"min": 5, "max": 9, "step": 2}}).json()
        self.assertEqual(by_place["data"], by_name["data"])
        self.assertEqual(set(by_place["data"]), {5, 7, 9})

    def test_wrong_arguments(self):
        self.assert_problem(self.ask(params={"args": [1, 2, 3, 4]}), ["body", "params", "args"], "unknown_parameter")
        self.assert_problem(self.ask(params={"args": [1], "kwargs": {"min": 1}}), ["body", "params", "kwargs", "min"], "invalid_argument")
        self.assert_problem(self.ask(params={"kwargs": {"most": 1}}), ["body", "params", "kwargs", "most"], "unknown_parameter")
        self.assert_problem(self.ask(params={"args": {}}), ["body", "params", "args"], "list_type")
        self.assert_problem(self.ask(params={"kwargs": []}), ["body", "params", "kwargs"], "dict_type")
        self.assert_problem(self.ask(params={"named": {}}), ["body", "params", "named"], "extra_forbidden")
        self.assert_problem(self.ask(params=[]), ["body", "params"], "model_attributes_type")

    def test_wrong_requests(self):
        self.assert_problem(self.post(self.PATH, {"generator": "name"}, True), ["body", "provider"], "missing")
        self.assert_problem(self.ask(generator=None), ["body", "generator"], "string_type")
        self.assert_problem(self.ask(provider="nobody"), ["body", "provider"], "enum")
        self.assert_problem(self.ask(count=101), ["body", "count"], "less_than_equal")
        self.assert_problem(self.ask(count="x"), ["body", "count"], "int_parsing")
        self.assert_problem(self.ask(count=None), ["body", "count"], "int_type")
        self.assert_problem(self.ask(locale="xx"), ["body", "locale"], "unknown_locale")
        self.assertEqual(self.ask(generator="name").status, 404)
        self.assertEqual(self.post(self.PATH, b"a=1", True, Content_Type="text/plain").status, 415)

    def test_parameters_belong_in_kwargs(self):
        for given, place, where in (({"min": 1}, ["body", "min"], "`kwargs` of `params`"), ({"params": {"min": 1}}, ["body", "params", "min"], "`kwargs`")):
            response = self.ask(**given)
            self.assert_problem(response, place, "extra_forbidden")
            self.assertEqual(response.json()["detail"][0]["msg"], f"Extra inputs are not permitted; put the generator's parameters in {where}")

    def test_refusals_are_lists(self):
        for target, place, kind in (("/fake/name?=x", ["query"], "value_error"),
                                    ("/fake/future_date?end_date=%2B9999999d", ["query"], "generation_failed"),
                                    ("/fake/image", ["query"], "not_implemented")):
            response = self.get(target)
            self.assertEqual((response.status, response.json()["detail"][0]["type"]), (422, kind), target)
            self.assertEqual(response.json()["detail"][0]["loc"][:1], place, target)

    def test_work_is_bounded(self):
        response = self.get("/fake/tar?uncompressed_size=1048576&compression=gzip&count=100")
        self.assertEqual(response.status, 422)
        self.assertIn("needs more than 0.5 s of CPU time", response.json()["detail"][0]["msg"])
        body = {"template": {"a": "{{tar:uncompressed_size=1048576,compression=gzip}}"}, "count": 1000}
        response = self.post("/template", body)
        self.assertEqual(response.status, 422)
        self.assertIn("needs more than 0.5 s of CPU time", response.json()["detail"]["errors"][0]["message"])

    def test_work_is_bounded_within_an_archive(self):
        for generator in ("zip", "tar"):
            for compression in ("bzip2", "lzma"):
                response = self.get(f"/fake/{generator}?uncompressed_size=16777216&compression={compression}")
                self.assertEqual(response.status, 422, compression)
                self.assertIn("needs more than 0.5 s of CPU time", response.json()["detail"][0]["msg"])

    def test_work_is_bounded_within_a_record(self):
        fields = {f"f{i}": f"{{{{[random_elements]:count=2,elements=['{i}'],length=1000}}}}" for i in range(800)}
        response = self.post("/template", {"template": fields, "unique": True})
        self.assertEqual(response.status, 422)
        self.assertIn("needs more than 0.5 s of CPU time", response.json()["detail"]["errors"][0]["message"])

    def test_size_is_bounded_within_a_value(self):
        words = "[%22" + 10_000 * "x" + "%22]"
        for target in ("/fake/fixed_width?num_rows=100000&data_columns=[[100000,name]]", f"/fake/words?nb=10000&ext_word_list={words}",
                       f"/fake/random_elements?length=100000&elements={words}", "/fake/pylist?nb_elements=10000&value_types=[zip]"):
            response = self.get(target)
            (problem,) = response.json()["detail"]
            self.assertEqual((response.status, problem["type"]), (422, "capacity_exceeded"), target[:40])
            self.assert_is_bounded(problem["msg"], "exceed the limit of 33554432 bytes")
        self.assertEqual(self.get("/fake/random_element?elements=[true]&seed=1").json()["data"], True, "nothing is left of what failed")

    def test_streams_to_strangers_are_bounded_as_envelopes_are(self):
        body = {"template": {"a": "{{[pystr]:count=300,min_chars=100000,max_chars=100000}}"}, "count": 1000}
        try:
            response = self.post("/template", body, Accept="application/x-ndjson")
        except http.client.IncompleteRead:
            return
        self.assertEqual(response.status, 422)
        self.assert_is_bounded(response.json()["detail"]["errors"][0]["message"], "a stream that breaks off")

    def assert_is_bounded(self, message, expected):
        """What reaches the limit of bytes may reach that of time first where sanitizers slow it down."""
        if is_sanitized(serving.PHONEY) and "needs more than 0.5 s of CPU time" in message:
            return
        self.assertIn(expected, message)

    def test_a_check_of_a_template_is_bounded(self):
        deep = inner = {}
        for _ in range(50):
            inner["k" * 300] = inner = {}
        inner.update({f"x{i}": "{{name}}" for i in range(4000)})
        response = self.post("/api/v1/template/validate", {"template": deep})
        self.assertIn("the path of a field is longer than 2000 bytes", response.json()["errors"][0]["message"])
        self.assertLess(len(response.body), 10_000)

    def test_compressed_bodies_are_refused(self):
        response = self.post("/template", gzip.compress(b'{"template":{"a":"{{name}}"}}'), Content_Encoding="gzip")
        self.assertEqual(response.status, 415)
        self.assertIn("Content-Encoding", response.json()["detail"])

    def test_unique(self):
        response = self.ask(unique=True, count=5, seed=1, params={"args": [1, 3]}).json()
        self.assertEqual(set(response["data"]), {1, 2, 3})
        self.assertEqual(response["warnings"],
                         ["data: `random_int` ran out of unique values after 3 of them; 2 values repeat"])
        self.assertEqual(self.ask(unique=True, count=5, params={"args": [1, 50]}).json()["warnings"], [])


class CatalogueTest(ServedTest):
    def test_locales(self):
        response = self.get("/locales").json()
        self.assertEqual((response["count"], response["default"]), (len(response["locales"]), "en_US"))
        self.assertIn("ja_JP", response["locales"])
        self.assertEqual(response, self.get("/api/v1/locales").json())

    def test_generators(self):
        self.assertEqual(self.get("/generators?locale=de_DE").body, self.get("/api/v1/generators?locale=de-DE").body)


class TemplateTest(ServedTest):
    GENERATE = "/api/v1/template/generate"

    def test_maximum_without_authentication(self):
        for count in (1001, 10**30):
            response = self.post("/template", {"template": {"a": "{{name}}"}, "count": count})
            self.assertEqual(response.status, 400)
            self.assertIn("Maximum count", response.json()["detail"])
            self.assertIn(self.GENERATE, response.json()["detail"])
        self.assert_problem(self.post("/template", {"template": {"a": "{{name}}"}, "count": -10**30}),
                            ["body", "count"], "greater_than_equal")

    def test_generate(self):
        request = {"template": {"n": "{{random_int}}"}, "count": 2000, "seed": 1, "now": "2024-02-29"}
        self.assertEqual(self.post(self.GENERATE, request).status, 401)
        response = self.post(self.GENERATE, request, True).json()
        self.assertEqual((response["generated_count"], len(response["data"])), (2000, 2000))
        self.assertEqual((response["seed"], response["now"], response["locale"]), (1, "2024-02-29T00:00:00Z", "en_US"))
        self.assertEqual(response["data_version"], self.get("/health").json()["data_version"])
        self.assert_problem(self.post(self.GENERATE, {**request, "count": 10_001}, True), ["body", "count"], "less_than_equal")

    def test_csv_in_an_envelope_can_be_guarded(self):
        request = {"template": {"=a": "=1+{{random_digit}}", "n": -1}, "format": "csv", "seed": 1}
        kept = self.post("/template", request).json()["data"]
        guarded = self.post("/template", {**request, "csv_formulas": "guard"}).json()["data"]
        self.assertRegex(kept, r"^=a,n\r\n=1\+\d,-1\r\n$")
        self.assertEqual(guarded, kept.replace("=a", "'=a").replace("=1", "'=1"))
        self.assert_problem(self.post("/template", {**request, "csv_formulas": "x"}), ["body", "csv_formulas"], "literal_error")

    def test_options_of_csv(self):
        request = {"template": {"a": "{{random_int:min=7,max=7}}", "b": None, "c": "", "d": "x;y"}, "format": "csv",
                   "csv_delimiter": "semicolon", "csv_header": False, "csv_null": "NULL", "csv_line_end": "lf", "csv_bom": True}
        self.assertEqual(self.post("/template", request).json()["data"], '\ufeff7;NULL;"";"x;y"\n')
        self.assertEqual(self.post("/template", {**request, "envelope": False}).body.decode(), '\ufeff7;NULL;"";"x;y"\n')
        self.assertEqual(self.post("/template", {**request, "format": "json"}).json()["data"], [{"a": 7, "b": None, "c": "", "d": "x;y"}])
        for member, wrong, kind in (("csv_delimiter", ";;", "value_error"), ("csv_header", "x", "bool_parsing"), ("csv_null", "a;b", "value_error"),
                                    ("csv_line_end", "cr", "literal_error"), ("csv_bom", 3, "bool_parsing")):
            self.assert_problem(self.post("/template", {**request, member: wrong}), ["body", member], kind)

    def test_validate(self):
        path = "/api/v1/template/validate"
        response = self.post(path, {"template": {"a": {"b": "{{random_int:min=1}}, {{name}}"}, "c": ["{{[city]:count=3}}"]}}).json()
        self.assertGreater(response.pop("estimated_size"), 20)
        field = {"parameters": None, "array_count": None}
        self.assertEqual(response, {"valid": True, "errors": [], "warnings": [], "detected_fields": [
            {**field, "generator": "random_int", "parameters": {"min": 1}, "nested_path": "a.b"},
            {**field, "generator": "name", "nested_path": "a.b"},
            {**field, "generator": "city", "array_count": 3, "nested_path": "c[0]"}]})

        response = self.post(path, {"template": {"a": "{{nmae}}"}}).json()
        self.assertEqual((response["valid"], response["estimated_size"]), (False, None))
        error = response["errors"][0]
        self.assertEqual((error["field"], error["generator"], error["error_type"]), ("a", "nmae", "unknown_generator"))
        self.assertIn("name", error["suggestions"])

        response = self.post(path, {"template": {}}).json()
        self.assertEqual((response["valid"], response["errors"][0]["error_type"]), (False, "invalid_template"))
        self.assert_problem(self.post(path, {"count": 1}), ["body", "template"], "missing")

    def test_validation_takes_what_generation_takes(self):
        path = "/api/v1/template/validate"
        request = {"template": {"a": "{{name}}"}, "count": 1_000_000, "locale": "de_DE", "seed": 7, "unique": True, "now": "2024-02-29",
                   "format": "csv", "csv_formulas": "guard", "envelope": False, "streaming": True, "description": "people"}
        self.assertIs(self.post(path, request).json()["valid"], True)
        self.assert_problem(self.post(path, {**request, "count": 1_000_001}), ["body", "count"], "less_than_equal")
        self.assert_problem(self.post(path, {**request, "format": "xml"}), ["body", "format"], "literal_error")
        self.assert_problem(self.post(path, {**request, "params": {}}), ["body", "params"], "extra_forbidden")

    def test_strict_validation(self):
        path = "/api/v1/template/validate"
        template = {"a": "{{name}}", "b": "{name}"}
        warning = "this string has braces but no placeholder; write placeholders like {{name}}"
        response = self.post(path, {"template": template}).json()
        self.assertEqual((response["valid"], response["warnings"], response["errors"]), (True, ["b: " + warning], []))
        response = self.post(path, {"template": template, "strict": True}).json()
        self.assertEqual((response["valid"], response["errors"][0]["field"], response["errors"][0]["message"]), (False, "b", warning))


if __name__ == "__main__":
    main("__main__")
