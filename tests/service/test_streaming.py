"""Black-box test of records without the envelope: formats, download names, what repeats them, and streams of many.

    python3 test_streaming.py --phoney path/to/phoney
"""

import csv
import http.client
import io
import json

import serving
from serving import ServedTest, Server, main

from support.processes import is_sanitized

PUBLIC = "/template"
GENERATE = "/api/v1/template/generate"
TEMPLATE = {"n": "{{random_int}}", "who": {"name": "{{name}}"}, "tags": ["{{word}}"]}


class RawOutputTest(ServedTest):
    def test_formats(self):
        request = {"template": TEMPLATE, "count": 3, "seed": 1}
        records = self.post(PUBLIC, request).json()["data"]
        cases = (
            ({}, {"Accept": "application/x-ndjson"}, "application/x-ndjson", "records.ndjson"),
            ({}, {"Accept": "text/csv"}, "text/csv; charset=utf-8; header=present", "records.csv"),
            ({"format": "json"}, {"Accept": "text/csv"}, "text/csv; charset=utf-8; header=present", "records.csv"),
            ({}, {"Accept": "text/csv; header=absent"}, "text/csv; charset=utf-8; header=absent", "records.csv"),
            ({"csv_header": False}, {"Accept": "text/csv"}, "text/csv; charset=utf-8; header=absent", "records.csv"),
            ({"csv_header": False}, {"Accept": "text/csv;header=present"}, "text/csv; charset=utf-8; header=present", "records.csv"),
            ({}, {"Accept": "text/plain"}, "text/plain; charset=utf-8", "records.txt"),
            ({"envelope": False, "format": "text"}, {}, "text/plain; charset=utf-8", "records.txt"),
            ({"envelope": False, "format": "jsonl"}, {}, "application/x-ndjson", "records.ndjson"),
            ({"envelope": False}, {}, "application/json", "records.json"),
            ({"envelope": False, "format": "ndjson"}, {}, "application/x-ndjson", "records.ndjson"),
            ({"envelope": False}, {"Accept": "application/json"}, "application/json", "records.json"),
        )
        for members, headers, media_type, name in cases:
            with self.subTest(members=members, headers=headers):
                response = self.server.ask("POST", PUBLIC, {**request, **members}, headers)
                self.assertEqual((response.status, response.headers["Content-Type"]), (200, media_type))
                self.assertEqual(response.headers["Content-Disposition"], f'attachment; filename="{name}"')
                self.assertEqual((response.headers["Phoney-Seed"], response.headers["Phoney-Locale"]), ("1", "en_US"))
                self.assertEqual(self.decode(response), records)

    def decode(self, response):
        text = response.body.decode()
        if response.headers["Content-Type"].startswith("text/csv"):
            names = ["n", "who.name", "tags"] if "header=absent" in response.headers["Content-Type"] else None
            return [{"n": int(row["n"]), "who": {"name": row["who.name"]}, "tags": json.loads(row["tags"])}
                    for row in csv.DictReader(io.StringIO(text, newline=""), names)]
        if response.headers["Content-Type"].startswith("text/plain") or "ndjson" in response.headers["Content-Type"]:
            return [json.loads(line) for line in text.splitlines()]
        return json.loads(text)

    def test_a_header_line_larger_than_a_piece_is_sent_once(self):
        names = [f"a column with a long name, number {number}" for number in range(3000)]  # 110 KB
        response = self.server.ask("POST", PUBLIC, {"template": {"digit": "{{random_digit}}", **dict.fromkeys(names, 1)}, "count": 3},
                                 {"Accept": "text/csv"})
        header, *rows = csv.reader(io.StringIO(response.body.decode(), newline=""))
        self.assertEqual(header, ["digit", *names])
        self.assertEqual([row[1:] for row in rows], [["1"] * len(names)] * 3)

    def test_envelope_for_everybody_else(self):
        for accept in ("*/*", "application/json", "application/json, text/csv;q=0.9", "text/html,*/*;q=0.8",
                       "application/json, text/plain, */*", "text/plain, application/json, application/*+json, */*"):
            response = self.server.ask("POST", PUBLIC, {"template": TEMPLATE}, {"Accept": accept})
            self.assertEqual(response.json()["generated_count"], 1, accept)
            self.assertIn("Accept", response.headers["Vary"])

    def test_not_acceptable(self):
        for accept in ("application/xml", "text/csv;q=0", "text/html, image/png"):
            response = self.server.ask("POST", PUBLIC, {"template": TEMPLATE}, {"Accept": accept})
            self.assertEqual((response.status, response.json()), (406, {
                "detail": "the header Accept must allow application/json, application/x-ndjson, text/csv or text/plain; omit the header to get JSON"}))
        response = self.server.ask("POST", PUBLIC, {"template": TEMPLATE, "envelope": False, "format": "csv"}, {"Accept": "image/png"})
        self.assertEqual((response.status, response.headers["Content-Type"]), (200, "text/csv; charset=utf-8; header=present"))

    def test_headers_repeat_the_records(self):
        headers = {"Accept": "application/x-ndjson"}
        template = {"d": "{{date_time}}", "n": "{{name}}"}
        first = self.server.ask("POST", PUBLIC, {"template": template, "count": 5, "locale": "ja-JP"}, headers)
        again = {"seed": int(first.headers["Phoney-Seed"]), "now": first.headers["Phoney-Now"],
                 "locale": first.headers["Phoney-Locale"]}
        second = self.server.ask("POST", PUBLIC, {"template": template, "count": 5, **again}, headers)
        self.assertEqual(first.body, second.body)
        self.assertEqual(first.headers["Phoney-Data-Version"], self.get("/health").json()["data_version"])

    def test_text_as_seed_is_encoded(self):
        response = self.server.ask("POST", PUBLIC, {"template": TEMPLATE, "seed": "ü 1%", "envelope": False})
        self.assertEqual(response.headers["Phoney-Seed"], "%C3%BC%201%25")

    def test_failures_before_the_first_record_have_a_status(self):
        headers = {"Accept": "text/csv"}
        template = {"template": {"a": "{{random_element:elements=[a,b],unique=true}}"}, "count": 3}
        response = self.server.ask("POST", PUBLIC, template, headers)
        self.assertEqual((response.status, response.headers["Content-Type"]), (422, "application/json"))
        self.assertEqual(response.json()["detail"]["message"], "Template generation failed")
        self.assertNotIn("Content-Disposition", response.headers)
        response = self.server.ask("POST", PUBLIC, {"template": {"a": "{{nmae}}"}}, headers)
        self.assertEqual(response.json()["detail"]["message"], "Template validation failed")


class StreamTest(ServedTest):
    def stream(self, body, accept="application/x-ndjson"):
        """(connection, response) of a stream that has begun."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        self.addCleanup(connection.close)
        connection.request("POST", GENERATE, json.dumps(body), {
            "Content-Type": "application/json", "Accept": accept, "X-API-Key": "a-key-for-tests-that-nobody-else-has"})
        return connection, connection.getresponse()

    def resident_bytes(self):
        with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) << 10 for line in file if line.startswith("VmHWM"))

    def test_a_million_records_in_constant_memory(self):
        _, response = self.stream({"template": {"n": "{{random_int}}", "w": "{{word}}"}, "count": 1_000_000})
        self.assertEqual(response.headers["Transfer-Encoding"], "chunked")
        lines = 0
        while piece := response.read(1 << 20):
            lines += piece.count(b"\n")
        self.assertEqual(lines, 1_000_000)
        if not is_sanitized(serving.PHONEY):
            self.assertLess(self.resident_bytes(), 64 << 20)

    def test_stream_equals_the_envelope(self):
        body = {"template": TEMPLATE, "count": 20_000, "seed": 7, "envelope": False}
        _, response = self.stream(body, accept="*/*")
        records = json.loads(response.read())
        self.assertEqual(len(records), 20_000)
        self.assertEqual(records[:10_000], self.post(GENERATE, {**body, "count": 10_000, "envelope": True}, True).json()["data"])

    def test_failure_in_mid_stream_is_seen(self):
        _, response = self.stream({"template": {"a": "{{random_int:max=50000,unique=true}}"}, "count": 60_000})
        self.assertEqual(response.status, 200)
        with self.assertRaises(http.client.IncompleteRead) as raised:
            response.read()
        self.assertTrue(raised.exception.partial.endswith(b"\n"))

    def test_limits(self):
        for body, place, kind in (
            ({"count": 1_000_001}, ["body", "count"], "less_than_equal"),
            ({"count": 100_001, "unique": True}, ["body", "count"], "less_than_equal"),
        ):
            _, response = self.stream({"template": {"n": "{{random_int}}"}, **body})
            problem = json.loads(response.read())["detail"][0]
            self.assertEqual((response.status, problem["loc"], problem["type"]), (422, place, kind))

    def test_stop_lets_a_stream_finish(self):
        server = Server()
        self.addCleanup(server.process.stderr.close)
        self.addCleanup(server.process.kill)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("POST", PUBLIC, json.dumps({"template": TEMPLATE, "count": 1000, "envelope": False}),
                           {"Content-Type": "application/json"})
        response = connection.getresponse()
        server.process.terminate()
        self.assertEqual(len(json.loads(response.read())), 1000)
        self.assertEqual(server.process.wait(timeout=20), 0)


if __name__ == "__main__":
    main("__main__")
