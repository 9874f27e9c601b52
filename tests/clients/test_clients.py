"""Clients generated from /openapi.json, in Python and TypeScript: they are complete, and what they get is what Faker gives.

    tests/clients/run build/test/phoney
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import faker

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "service"))
from serving import API_KEY, ServedTest, main  # noqa: E402

TOOLS = Path(sys.prefix)
PROGRAMS = TOOLS / "node_modules" / ".bin"
TIMEOUT = 300  # seconds


def seeded(locale=None):
    result = faker.Faker(locale)
    result.seed_instance(42)
    return result


def faker_records(count):
    fake = seeded()
    return [{"name": fake.name(), "tags": [fake.word()]} for _ in range(count)]


def faker_dice(count):
    fake = seeded()
    return [fake.random_int(min=1, max=6) for _ in range(count)]


class ClientsTest(ServedTest):
    maxDiff = None

    def documented(self, language):
        """The code in docs/api.md, for this server."""
        text = (HERE.parents[1] / "docs" / "api.md").read_text("utf-8")
        return re.search(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)[1].replace("http://localhost:8000", self.url)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "openapi.json").write_bytes(self.get("/openapi.json").body)
        self.url = f"http://127.0.0.1:{self.server.port}"

    def run_in_folder(self, *command, **environment):
        process = subprocess.run([str(part) for part in command], cwd=self.folder, capture_output=True, text=True, timeout=TIMEOUT,
                                 env={**os.environ, **environment})
        self.assertEqual(process.returncode, 0, process.stdout + process.stderr)
        return process.stdout + process.stderr

    def check(self, said):
        want = {
            "value": seeded("de_DE").name(),
            "values": faker_dice(3),
            "records": faker_records(2),
            "seed": 42,
            "alone": faker_records(1),
            "many": 1500,
            "suggestions": ["name"],
            "generated": seeded().pyint(max_value=9),
            "refused": "Maximum count is 1000 here; with authentication, POST /api/v1/template/generate gives 10000, or more as a stream with "
                       "Accept: application/x-ndjson; `phoney generate` has no limit",
        }
        self.assertEqual(json.loads(said), want)

    def token(self):
        form = b"username=admin&password=phoney-development"
        return self.post("/token", form, Content_Type="application/x-www-form-urlencoded").json()["access_token"]

    def test_python(self):
        # Layout needs another program, and changes nothing.
        (self.folder / "config.yml").write_text("post_hooks: []\n", "utf-8")
        said = self.run_in_folder(TOOLS / "bin" / "openapi-python-client", "generate", "--path", "openapi.json", "--config", "config.yml",
                                  "--output-path", "generated", "--fail-on-warning")
        self.assertEqual(said.strip(), "Generating generated")
        self.assertLess(len(list((self.folder / "generated").rglob("*.py"))), 100)
        self.check(self.run_in_folder(TOOLS / "bin" / "python", HERE / "client.py", self.url, self.token(), PYTHONPATH="generated"))
        said = self.run_in_folder(TOOLS / "bin" / "python", "-c", self.documented("py"), PYTHONPATH="generated")
        self.assertEqual(json.loads(said), faker_dice(3))

    def test_typescript(self):
        for name in ("client.ts", "tsconfig.json", "package.json"):
            shutil.copy(HERE / name, self.folder)
        (self.folder / "documented.ts").write_text(self.documented("ts"), "utf-8")
        (self.folder / "node_modules").symlink_to(TOOLS / "node_modules")
        self.run_in_folder(PROGRAMS / "openapi-typescript", "openapi.json", "--output", "openapi.d.ts")
        self.run_in_folder(PROGRAMS / "tsc")
        self.check(self.run_in_folder("node", "client.js", self.url, API_KEY))
        self.assertIn("generated_count: 2", self.run_in_folder("node", "documented.js"))

    def test_full_document_for_typescript(self):
        (self.folder / "openapi.json").write_bytes(self.get("/openapi-full.json").body)
        self.run_in_folder(PROGRAMS / "openapi-typescript", "openapi.json", "--output", "openapi.d.ts")
        self.assertIn('"/fake/first_name": {', (self.folder / "openapi.d.ts").read_text("utf-8"))


if __name__ == "__main__":
    main("__main__")
