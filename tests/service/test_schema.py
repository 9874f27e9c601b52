"""Requests made up from /openapi-full.json by schemathesis: no response may be a failure of the server's or outside the document, what the
document calls valid is accepted, and what it does not is refused.

    python3 test_schema.py --phoney path/to/phoney
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from serving import API_KEY, ServedTest, main

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method"
OWN_CHECKS = "valid_data_is_accepted,invalid_data_is_refused"  # schema_hooks.py
EXAMPLES = 8  # requests of each kind to a route
# Generators that take lists, choices, a range, and nothing, stand for all the others.
GENERATORS = ("random_int", "country_code", "csv", "name", "password", "random_element")


def generators_of_providers(server):
    """A schema of which provider has which generator, which the document does not say: without it hardly a request would find one."""
    names = [provider["name"] for provider in server.ask("GET", "/api/v1/providers").json()]
    return {"anyOf": [
        {"properties": {"provider": {"const": name},
                        "generator": {"enum": server.ask("GET", f"/api/v1/provider/{name}").json()["generators"]}}}
        for name in names]}


def document(server):
    """The full document, which holds all of the other, with the paths of a few generators only: there are hundreds, all of one kind."""
    result = server.ask("GET", "/openapi-full.json").json()
    result["components"]["schemas"]["GenerateRequest"].update(generators_of_providers(server))
    single = [path for path in result["paths"] if path.startswith("/fake/") and "{" not in path]
    for path in single:
        if path.removeprefix("/fake/") not in GENERATORS:
            del result["paths"][path]
    return result


class SchemaTest(ServedTest):
    def run_schemathesis(self, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "openapi.json"
            file.write_text(json.dumps(document(self.server)), "utf-8")
            process = subprocess.run(
                [Path(sys.executable).parent / "schemathesis", "run", file, "--url", f"http://127.0.0.1:{self.server.port}",
                 "--checks", f"{CHECKS},{OWN_CHECKS}", "--max-examples", str(EXAMPLES), "--seed", "1", "--phases", "examples,coverage,fuzzing",
                 "--generation-database", "none", "--no-color", *arguments],
                cwd=folder, capture_output=True, text=True, timeout=900,
                env={**os.environ, "SCHEMATHESIS_HOOKS": str(Path(__file__).with_name("schema_hooks.py"))})
        self.assertEqual(process.returncode, 0, process.stdout[-6000:] + process.stderr[-2000:])
        self.assertRegex(process.stdout, r"\b(\d{3,}) generated, \1 passed")

    def test_with_credentials(self):
        self.run_schemathesis("--header", f"X-API-Key: {API_KEY}")

    def test_without_credentials(self):
        self.run_schemathesis("--include-path-regex", "^/api/v1/(generate|template/generate)$")


if __name__ == "__main__":
    main("__main__")
