"""Has readers in use read what `phoney generate` writes: Python's csv, pandas, DuckDB, PostgreSQL, gzip and zstd.

    python test_readers.py --phoney path/to/phoney
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import duckdb
import pandas

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from postgres import Postgres  # noqa: E402
from support.arguments import phoney_from_arguments  # noqa: E402

PHONEY = "phoney"

# Texts that CSV readers could take for something else; None is null.
VALUES = ["", None, "a,b", 'say "hi"', '""', "l\nm", "r\rs", "c\r\nd", "\n", " padded ", "NULL", "null", "\\N", "\\.", "ID", "nan", "NA",
          "é§漢", "😀", "semi;colon", "ta\tb", "pi|pe", "'", "#", "=1", "\\", '\\"', ",", "\ufeff"]
NULL = "<null>"

# Options on the command line; and how readers are told: the delimiter, whether there is a header, null's spelling.
WAYS = [
    ([], (",", True, "")),
    (["--csv-null", NULL], (",", True, NULL)),
    (["--csv-delimiter", ";", "--csv-line-end", "lf"], (";", True, "")),
    (["--csv-delimiter", "tab", "--csv-null", NULL], ("\t", True, NULL)),
    (["--csv-delimiter", "pipe", "--csv-header", "false", "--csv-null", "\\N"], ("|", False, "\\N")),
    (["--csv-header", "false", "--csv-line-end", "lf"], (",", False, "")),
]


def generate(template, *words: str) -> bytes:
    done = subprocess.run([PHONEY, "generate", "-", *words], input=json.dumps(template).encode(), capture_output=True, timeout=60)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return done.stdout


def template_of(values) -> dict:
    """Each value in a column of its own, and first a column that is drawn."""
    return {"n": "{{random_int:min=7,max=7}}", **{f"c{i}": value for i, value in enumerate(values)}}


def rows_of(values, records: int = 2) -> list[list[str | None]]:
    return [["7", *values]] * records


class CsvTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.postgres = Postgres()
        cls.addClassCleanup(cls.postgres.close)

    def setUp(self):
        self.path = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.path.chmod(0o755)

    def written(self, words, values=VALUES) -> bytes:
        return generate(template_of(values), "-f", "csv", "-n", "2", *words)

    def test_csv(self):
        for words, (delimiter, header, null) in WAYS:
            with self.subTest(words):
                rows = list(csv.reader(io.StringIO(self.written(words).decode(), newline=""), delimiter=delimiter, strict=True))
                self.assertEqual(rows[:1] if header else [], [["n", *(f"c{i}" for i in range(len(VALUES)))]] if header else [])
                self.assertEqual(rows[1:] if header else rows, rows_of([null if value is None else value for value in VALUES]))

    def test_postgres(self):
        for words, (delimiter, header, null) in WAYS:
            with self.subTest(words):
                rows = self.postgres.read(self.written(words), len(VALUES) + 1, f"delimiter E'{delimiter}', header {header}, null '{null}'")
                self.assertEqual(rows, rows_of(VALUES))

    def test_duckdb(self):
        for words, (delimiter, header, null) in WAYS:
            with self.subTest(words):
                file = self.path / "a.csv"
                file.write_bytes(self.written(words))
                columns = {f"c{i}": "VARCHAR" for i in range(len(VALUES) + 1)}
                rows = duckdb.execute(
                    f"select * from read_csv($1, auto_detect = false, columns = {columns}, quote = '\"', escape = '\"', delim = $2,"
                    " header = $3, nullstr = $4, allow_quoted_nulls = false, new_line = $5)",
                    [str(file), delimiter, header, null, "\\n" if "lf" in words else "\\r\\n"]).fetchall()
                self.assertEqual([list(row) for row in rows], rows_of(VALUES))

    def test_duckdb_finds_out_by_itself(self):
        """As docs/formats.md writes it."""
        file = self.path / "users.csv"
        file.write_bytes(generate({"name": "{{name}}", "note": "", "none": None, "n": 7}, "-f", "csv", "--seed", "42"))
        os.chdir(self.path)
        self.addCleanup(os.chdir, ROOT)
        self.assertEqual(duckdb.sql("select * from read_csv('users.csv', allow_quoted_nulls = false)").fetchall(),
                         [("Allison Hill", "", None, 7)])

    def test_pandas(self):
        """pandas ignores quotation marks, so that null needs a spelling of its own."""
        for words, (delimiter, header, null) in WAYS:
            if null != NULL:
                continue
            with self.subTest(words):
                table = pandas.read_csv(io.BytesIO(self.written(words)), sep=delimiter, header=0 if header else None, dtype=str,
                                        keep_default_na=False, na_values=[null])
                rows = [[None if pandas.isna(value) else value for value in row] for row in table.values.tolist()]
                self.assertEqual(rows, rows_of(VALUES))

    def test_one_column(self):
        """No record is lost, and none ends the file."""
        for value in ("", "\\.", "x", "ID", "\n", None):
            for header in (True, False):
                with self.subTest(value=value, header=header):
                    words = ["-f", "csv", "-n", "3", "--csv-header", str(header).lower()]
                    template = {"c": "{{random_element:elements=[null]}}" if value is None else "{{random_element:elements=[" + json.dumps(value) + "]}}"}
                    text = generate(template, *words).decode()
                    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))[header:]
                    self.assertEqual(rows, [[value or ""]] * 3)
                    copied = self.postgres.read(text.encode(), 1, f"header {header}")
                    self.assertEqual(copied, [[value or ""]] * 3)
                    spelled = generate(template, *words, "--csv-null", NULL)
                    self.assertEqual(self.postgres.read(spelled, 1, f"header {header}, null '{NULL}'"), [[value]] * 3)

    def test_byte_order_mark(self):
        """It is no part of the first name or value; utf-8-sig is how Python reads what Excel writes."""
        for header in ("true", "false"):
            data = generate({"name": "{{name}}"}, "-f", "csv", "--seed", "42", "--csv-bom", "true", "--csv-header", header)
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            self.assertEqual(rows, ([["name"]] if header == "true" else []) + [["Allison Hill"]])
            self.assertEqual(data[:3], b"\xef\xbb\xbf")
        self.assertEqual(pandas.read_csv(io.BytesIO(generate({"name": "{{name}}"}, "-f", "csv", "--seed", "42", "--csv-bom", "true"))).to_dict("records"),
                         [{"name": "Allison Hill"}])


class CompressionTest(unittest.TestCase):
    TOOLS = {".gz": "gzip", ".zst": "zstd", ".GZ": "gzip", ".Zst": "zstd"}

    def setUp(self):
        self.path = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_tools_read_it(self):
        template = {"name": "{{name}}", "address": "{{address}}"}
        for count in ("1", "20000"):  # in one piece and in many
            plain = generate(template, "-n", count, "--seed", "1", "-f", "csv")
            for suffix, tool in self.TOOLS.items():
                with self.subTest(suffix=suffix, count=count):
                    file = self.path / f"a.csv{suffix}"
                    generate(template, "-n", count, "--seed", "1", "-o", str(file))
                    done = subprocess.run([tool, "-dc"], input=file.read_bytes(), capture_output=True, check=True, timeout=60)
                    self.assertEqual(done.stdout, plain)
                    self.assertLess(file.stat().st_size, max(len(plain), 200))

    def test_pandas_and_duckdb_open_it_by_its_name(self):
        for suffix in (".gz", ".zst"):
            file = self.path / f"a.csv{suffix}"
            generate({"name": "{{name}}"}, "--seed", "42", "-o", str(file))
            self.assertEqual(duckdb.execute("select * from read_csv($1)", [str(file)]).fetchall(), [("Allison Hill",)])
        self.assertEqual(pandas.read_csv(self.path / "a.csv.gz").to_dict("records"), [{"name": "Allison Hill"}])


class LinesTest(unittest.TestCase):
    def test_readers_of_ndjson(self):
        template = {"name": "{{name}}", "none": None, "empty": ""}
        records = [{"name": name, "none": None, "empty": ""} for name in ("Allison Hill", "Noah Rhodes")]
        for name in ("ndjson", "jsonl"):
            data = generate(template, "-n", "2", "--seed", "42", "-f", name)
            self.assertEqual([json.loads(line) for line in data.splitlines()], records)
            self.assertEqual(pandas.read_json(io.BytesIO(data), lines=True).replace({float("nan"): None}).to_dict("records"), records)

    def test_text(self):
        self.assertEqual(generate('<{{name}}> "x"', "-n", "2", "--seed", "42", "-f", "text"), b'<Allison Hill> "x"\n<Noah Rhodes> "x"\n')


class DocumentTest(unittest.TestCase):
    """docs/formats.md says what the tables in src/formats say, which the help prints."""

    TEXT = (ROOT / "docs" / "formats.md").read_text("utf-8")

    def test_options(self):
        text = subprocess.run([PHONEY, "generate", "--help"], capture_output=True, text=True, check=True, timeout=60).stdout
        groups = re.findall(r"^Options for (\w+):\n(.*?)^$", text, re.MULTILINE | re.DOTALL)
        self.assertEqual([name for name, _ in groups], ["csv"])
        rows = []
        for _, group in groups:
            for option in re.split(r"\n(?= +--)", group.rstrip("\n")):
                names, description = re.fullmatch(r" +(--\S+ \S+)  +(.*)", re.sub(r"\n +", " ", option)).groups()
                description, _, fallback = description.partition(" Default: ")
                fallback = f"`{fallback.removesuffix('.')}`" if fallback else "nothing"
                member = names.split()[0].removeprefix("--").replace("-", "_")
                rows.append(f"| `{names.replace('|', chr(92) + '|')}` | `{member}` | {fallback} | {description} |")
        self.assertEqual(len(rows), 6)
        self.assertIn("\n".join(["| option | in a request | default | |", "| --- | --- | --- | --- |", *rows, ""]), self.TEXT)

    def test_formats(self):
        offered = subprocess.run([PHONEY, "__complete", "generate", "-f", ""], capture_output=True, text=True, check=True, timeout=60).stdout
        names = {}
        for line in offered.splitlines():
            name, description = line.split("\t")
            names.setdefault(description, []).append(f"`{name}`")
        rows = re.findall(r"^\| (`[^|]*) \| ([^|]*) \| `[^|]*` \| `[^|]*` \|$", self.TEXT.partition("## CSV")[0], re.MULTILINE)
        self.assertEqual([(what, name.split(", ")) for name, what in rows], list(names.items()))


def main():
    global PHONEY
    PHONEY = phoney_from_arguments()
    unittest.main()


if __name__ == "__main__":
    main()
