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
            f"Maximum count is 1000 here; with authentication, POST /api/v1/template/generate gives 10000 {self.MORE}")))


if __name__ == "__main__":
    main(__name__)
