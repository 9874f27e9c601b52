"""Black-box test of what documents the service: pages, their files, the OpenAPI documents, examples; and of compression.

    python3 test_docs.py --phoney path/to/phoney
"""

import gzip
import html.parser
import json
import urllib.parse
import zlib

import jsonschema
from openapi_spec_validator import validate

from serving import ServedTest, main


class References(html.parser.HTMLParser):
    """The addresses that a page loads, and the scripts that stand in it."""

    def __init__(self, page):
        super().__init__()
        self.loads, self.links, self.inline = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "script":
            self.loads.append(attributes.get("src"))
        elif tag == "link" and attributes["rel"] == "stylesheet":
            self.loads.append(attributes["href"])
        elif tag == "a":
            self.links.append(attributes["href"])
        self.inline += [name for name in attributes if name.startswith("on") or name == "style"]


class PagesTest(ServedTest):
    def test_root_for_programs_and_browsers(self):
        response = self.get("/", Accept="*/*")
        self.assertEqual((response.headers["Content-Type"], response.headers["Vary"]), ("application/json", "Accept"))
        about = response.json()
        self.assertEqual((about["name"], about["status"]), ("Phoney - Faker API", "online"))
        for name, link in about["links"].items():
            self.assertEqual(self.get(link).status, 405 if name == "template" else 200, link)
        page = self.get("/", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
        self.assertEqual(page.headers["Content-Type"], "text/html; charset=utf-8")
        for accept in ("application/json, text/html;q=0.9", "text/html;q=0"):
            self.assertEqual(self.get("/", Accept=accept).headers["Content-Type"], "application/json", accept)

    def test_pages_load_nothing_from_elsewhere(self):
        for path in ("/", "/docs", "/redoc"):
            page = self.get(path, Accept="text/html")
            self.assertEqual(page.status, 200)
            policy = page.headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'; script-src 'self';", policy)
            references = References(page.body.decode())
            self.assertEqual(references.inline, [])
            self.assertGreater(len(references.loads), 1)
            for address in references.loads:
                self.assertTrue(address.startswith("/assets/"), address)
                self.assertEqual(self.get(address).status, 200, address)
            for address in references.links:
                self.assertEqual(self.get(address).status, 200, address)

    def test_assets(self):
        for name, kind, size in (("swagger-ui-bundle.js", "text/javascript", 1_500_000), ("redoc.standalone.js", "text/javascript", 1_000_000),
                                 ("swagger-ui.css", "text/css", 100_000), ("home.js", "text/javascript", 300)):
            plain = self.get(f"/assets/{name}")
            self.assertEqual(plain.headers["Content-Type"], f"{kind}; charset=utf-8")
            self.assertGreater(len(plain.body), size)
            packed = self.get(f"/assets/{name}", Accept_Encoding="gzip")
            if size > 1000:
                self.assertEqual(packed.headers["Content-Encoding"], "gzip")
                self.assertTrue(gzip.decompress(packed.body) == plain.body, name)
        for name in ("nothing", "..%2fsettings", "swagger-ui.css.gz"):
            self.assertEqual(self.get(f"/assets/{name}").status, 404)


class OpenApiTest(ServedTest):
    def test_is_valid(self):
        for path in ("/openapi.json", "/openapi-full.json"):
            response = self.get(path)
            self.assertEqual(response.headers["Content-Type"], "application/json")
            document = response.json()
            validate(document)
            self.assertEqual(document["openapi"], "3.1.0")

    def test_the_full_document_holds_all_of_the_other(self):
        paths, full = (self.get(path).json()["paths"] for path in ("/openapi.json", "/openapi-full.json"))
        self.assertEqual({path: full[path] for path in paths}, paths)
        self.assertEqual([path for path in paths if path.startswith("/fake/")], ["/fake/{generator}"])

    def test_comes_as_gzip_too(self):
        plain = self.get("/openapi.json")
        self.assertIsNone(plain.headers["Content-Encoding"])
        coded = self.get("/openapi.json", Accept_Encoding="gzip")
        self.assertEqual((coded.headers["Content-Encoding"], coded.headers["Vary"]), ("gzip", "Accept-Encoding"))
        self.assertEqual(gzip.decompress(coded.body), plain.body)

    def test_has_every_generator_and_parameter(self):
        paths = self.get("/openapi-full.json").json()["paths"]
        for generator in self.get("/generators").json()["generators"]:
            if generator["name"] == "enum":  # picks a member of a class of Python's: no request can give one
                self.assertNotIn("/fake/enum", paths)
                continue
            operation = paths[f"/fake/{generator['name']}"]["get"]
            self.assertTrue(operation["summary"])
            documented = {parameter.get("name") for parameter in operation["parameters"]}
            wanted = {parameter["name"] for parameter in generator["parameters"]}
            self.assertLessEqual(wanted - {"count", "locale", "seed", "now"}, documented, generator["name"])


INT64_END, INFINITE = 2**63, 2**100
# Integers that their other parameters or a list of values bound, which no minimum and maximum can say.
NOT_A_RANGE = {
    "chrome": {"version_to", "build_to"},  # at least version_from, build_from
    "ean": {"length"},  # 8 or 13
    "localized_ean": {"length"},
    "jan": {"length"},
    "english_texts": {"max_nb_chars"},  # at least 5, if there are any
    "texts": {"max_nb_chars"},
    "password": {"length"},  # at least the number of kinds of characters
    "pyint": {"max_value", "step"},  # at least min_value; not 0
    "random_int": {"max", "step"},
    "rut": {"max"},  # at least min
    "swift": {"length"},  # 8 or 11
    "tar": {"uncompressed_size"},  # at least num_files * min_file_size
    "zip": {"uncompressed_size"},
}


class FullDocumentTest(ServedTest):
    """Every generator answers the request that the document shows, with values of the type that it states."""

    def setUp(self):
        self.document = self.get("/openapi-full.json").json()

    def operations(self):
        """The path and the operation of each generator."""
        return [(path, methods["get"]) for path, methods in self.document["paths"].items() if path.startswith("/fake/") and "{" not in path]

    def resolved(self, parameter):
        return self.document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]] if "$ref" in parameter else parameter

    def query(self, operation, **more):
        given = {parameter["name"]: parameter["example"] for parameter in operation["parameters"] if "example" in parameter}
        given |= {parameter["name"]: parameter["schema"]["default"] for parameter in map(self.resolved, operation["parameters"])
                  if "default" in parameter["schema"] and parameter["name"] not in ("count", "locale")}
        texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in (given | more).items()}
        return urllib.parse.urlencode(texts)

    def test_examples_and_defaults(self):
        components = self.document["components"]
        for path, operation in self.operations():
            described = components["responses"][operation["responses"]["200"]["$ref"].rpartition("/")[2]]
            schema = {**described["content"]["application/json"]["schema"], "components": components}
            for count in (1, 3):
                response = self.get(f"{path}?{self.query(operation, count=count, seed=42)}")
                self.assertEqual(response.status, 200, (path, response.body))
                errors = jsonschema.Draft202012Validator(schema).iter_errors(response.json())
                self.assertEqual([error.message for error in errors], [], path)

    def test_ranges_of_integers(self):
        """An integer is refused if, and only if, it is out of the range in the document."""
        refused_within = {}
        for path, operation in self.operations():
            generator = path.removeprefix("/fake/")
            for parameter in operation["parameters"]:
                schema = parameter.get("schema", {})
                if schema.get("type") != "integer":
                    continue
                name, lowest, highest = parameter["name"], schema.get("minimum", -INFINITE), schema.get("maximum", INFINITE)
                for value in sorted({-1, 0, 1} | {end for end in (lowest, lowest - 1, highest + 1) if abs(end) < INT64_END}):
                    response = self.get(f"{path}?{self.query(operation, **{name: value})}")
                    if lowest <= value <= highest:
                        if response.status != 200:
                            refused_within.setdefault(generator, set()).add(name)
                        continue
                    self.assertEqual((response.status, response.json()["detail"][0]["loc"]), (422, ["query", name]), (path, value, response.body))
        self.assertEqual(refused_within, NOT_A_RANGE)


class ExamplesTest(ServedTest):
    def test_few(self):
        examples = self.get("/template/examples").json()
        self.assertEqual(set(examples), {"basic_example", "array_example", "syntax_guide", "quick_start"})
        for name in ("basic_example", "array_example"):
            response = self.post("/template", examples[name])
            self.assertEqual((response.status, response.json()["generated_count"]), (200, examples[name]["count"]))

    def test_all_can_be_sent_as_they_stand(self):
        response = self.get("/api/v1/template/examples").json()
        self.assertEqual(set(response), {"examples", "syntax_help", "documentation"})
        self.assertLessEqual({"basic_user_template", "ecommerce_template", "array_template", "localized_template"},
                             set(response["examples"]))
        for name, example in response["examples"].items():
            self.assertLessEqual({"description", "template", "count"}, set(example))
            checked = self.post("/api/v1/template/validate", {"template": example["template"]}).json()
            self.assertEqual((checked["valid"], checked["warnings"]), (True, []), checked)
            records = self.post("/api/v1/template/generate", {**example, "format": "json", "unique": True}, True).json()
            self.assertEqual(len(records["data"]), example["count"], name)


class CompressionTest(ServedTest):
    def test_bodies(self):
        plain = self.get("/generators")
        self.assertEqual((plain.headers["Vary"], plain.headers["Content-Encoding"]), ("Accept-Encoding", None))
        for accepted, name in (("gzip", "gzip"), ("gzip, br;q=0.8", "gzip"), ("gzip, br", "br"), ("gzip, br, zstd", "zstd")):
            response = self.get("/generators", Accept_Encoding=accepted)
            self.assertEqual(response.headers["Content-Encoding"], name, accepted)
            self.assertEqual(int(response.headers["Content-Length"]), len(response.body))
            self.assertLess(len(response.body), len(plain.body) / 4)
            if name == "gzip":
                self.assertEqual(gzip.decompress(response.body), plain.body)
        self.assertIsNone(self.get("/health", Accept_Encoding="gzip").headers["Content-Encoding"])

    def test_streams(self):
        request = {"template": {"n": "{{random_int}}"}, "count": 50_000, "seed": 1}
        accept = {"Accept": "application/x-ndjson"}
        plain = self.server.ask("POST", "/api/v1/template/generate", request, accept, authenticated=True)
        response = self.server.ask("POST", "/api/v1/template/generate", request, {**accept, "Accept-Encoding": "gzip"}, True)
        self.assertEqual((response.headers["Content-Encoding"], response.headers["Transfer-Encoding"]), ("gzip", "chunked"))
        self.assertLess(len(response.body), len(plain.body) / 2)
        self.assertTrue(zlib.decompress(response.body, wbits=31) == plain.body)


if __name__ == "__main__":
    main("__main__")
