"""/docs in Chromium: Execute answers 200 on every operation as it is prefilled, with the login that the page names.

    tests/browser/run build/test/phoney          the routes, and the generators of two providers
    tests/browser/run build/test/phoney --all    the generators of all providers
"""

import re
import shutil
import sys
import unittest
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "service"))
from serving import Server, main  # noqa: E402

EXECUTE = Path(__file__).with_name("execute.js").read_text("utf-8")
ALL = "--all" in sys.argv
# The second has generators of single locales.
FEW = ["doi", "passport"]
LOADED = 60_000  # milliseconds
SCROLLS = 1000


class DocsPageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(API_KEY="", ENV_STATE="dev")
        cls.addClassCleanup(cls.server.stop)
        cls.playwright = sync_playwright().start()
        cls.addClassCleanup(cls.playwright.stop)
        # Chromium's sandbox refuses to run as root; the page is phoney's own.
        cls.browser = cls.playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.page = self.browser.new_page()
        self.addCleanup(self.page.close)
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)

    def open(self, query=""):
        self.page.goto(f"http://127.0.0.1:{self.server.port}/docs{query}")
        self.page.wait_for_selector(".opblock-tag", timeout=LOADED)
        self.page.eval_on_selector_all(".opblock-tag-section:not(.is-open) h3", "tags => tags.forEach((tag) => tag.click())")
        self.page.wait_for_selector(".opblock", timeout=LOADED)

    def operations(self):
        """Each operation's id. Swagger UI puts only those of a long list into the page that can be seen: the rest come as it is scrolled."""
        seen = set()
        for _ in range(SCROLLS):
            shown = self.page.eval_on_selector_all(".opblock", "operations => operations.map((operation) => operation.id)")
            new = [operation for operation in shown if operation not in seen]
            for operation in new:
                seen.add(operation)
                yield operation
            if not new and self.page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1"):
                return
            self.page.evaluate("scrollBy(0, innerHeight / 3)")
            self.page.wait_for_timeout(100)
        self.fail(f"the page has no end after {SCROLLS} scrolls")

    def paths(self, document):
        return self.server.ask("GET", document).json()["paths"]

    def log_in(self):
        """As the page says one may."""
        user, password = re.search(r"log in as (\S+) with the password ([\w-]+)", self.page.inner_text(".info")).groups()
        self.page.click(".btn.authorize")
        form = self.page.locator(".auth-container", has_text="(http, Basic)")
        form.locator("input").nth(0).fill(user)
        form.locator("input[type=password]").fill(password)
        form.locator(".btn.authorize").click()
        self.page.locator(".btn-done").first.click()

    def execute(self):
        """Returns how many operations there are."""
        count = 0
        for count, operation in enumerate(self.operations(), 1):
            with self.subTest(operation):
                result = self.page.evaluate(EXECUTE, operation)
                self.assertEqual(result["status"], "200", result)
        self.assertEqual(self.complaints, [])
        return count

    def test_routes(self):
        self.open()
        self.log_in()
        self.assertEqual(self.execute(), sum(len(path) for path in self.paths("/openapi.json").values()))

    def test_generators(self):
        paths = self.paths("/openapi-full.json")
        self.open()
        providers = self.page.eval_on_selector_all("#providers a[href*=provider]", "links => links.map((link) => link.textContent)")
        shown = 0
        for provider in providers if ALL else FEW:
            self.open(f"?provider={provider}")
            wanted = [path for path in paths.values() if path.get("get", {}).get("tags") == [f"/fake: {provider}"]]
            self.assertEqual(self.execute(), len(wanted), provider)
            shown += len(wanted)
        if ALL:
            self.assertEqual(shown, len(paths) - len(self.paths("/openapi.json")))

    def refuse(self, document, status, body, content_type="application/json"):
        self.page.route(f"**{document}", lambda route: route.fulfill(status=status, content_type=content_type, body=body))

    def check_explained(self, *problems):
        self.page.wait_for_selector("#problems p", timeout=LOADED)
        self.assertEqual(self.page.inner_text("#problems").split("\n\n"), list(problems))
        self.assertEqual([complaint for complaint in self.complaints if not complaint.startswith("Failed to load resource")], [])

    def shown(self):
        """The tags of the operations in the page."""
        return self.page.eval_on_selector_all(".opblock-tag", "tags => tags.map((tag) => tag.dataset.tag)")

    def test_shows_the_routes_if_the_providers_cannot_be_read(self):
        self.refuse("/openapi-full.json", 429, '{"detail":"Too many requests: wait"}')
        for query in ("", "?provider=doi"):
            self.open(query)
            self.check_explained("/openapi-full.json: Too many requests: wait")
            self.assertIn("authentication", self.shown())
            self.assertEqual(self.page.inner_text("#providers a[aria-current]"), "Routes")

    def test_explains_if_no_document_can_be_read(self):
        self.refuse("/openapi-full.json", 503, '{"detail":"the server is busy"}')
        self.refuse("/openapi.json", 502, "<h1>Bad Gateway</h1>", "text/html")
        self.page.goto(f"http://127.0.0.1:{self.server.port}/docs")
        self.page.wait_for_selector("#problems p:nth-child(2)", timeout=LOADED)
        self.check_explained("/openapi-full.json: the server is busy", "/openapi.json: HTTP status 502")

    def test_unknown_provider(self):
        self.open("?provider=typo")
        self.check_explained('There is no provider "typo". These are the routes; the links above show the providers.')
        self.assertIn("authentication", self.shown())

    def test_says_which_page_it_is(self):
        self.open("?provider=doi")
        self.assertEqual(self.page.inner_text("#providers a[aria-current]"), "doi")


if __name__ == "__main__":
    sys.argv = [argument for argument in sys.argv if argument != "--all"]
    main("__main__")
