"""What people and their programs give to the command line: objects and lists as parameters, numbers with suffixes, times of other
languages, files of Windows' editors. Expected values are Faker's and Python's.

    python3 test_input.py --phoney path/to/phoney
"""

import argparse
import codecs
import json
import os
import subprocess
import sys
import unittest
from collections import OrderedDict
from datetime import datetime, timezone

from faker import Faker

PHONEY = os.environ.get("PHONEY", "phoney")
WEIGHTS = OrderedDict(paid=9, new=1)
MARK = codecs.BOM_UTF8
TEMPLATE = '{"name": "{{name}}"}'


def phoney(*words, stdin=b""):
    """Exit code, standard output, standard error."""
    done = subprocess.run([PHONEY, *words], input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def faker(seed):
    fake = Faker()
    fake.seed_instance(seed)
    return fake


class TestObjectsAndLists(unittest.TestCase):
    def test_weights(self):
        fake = faker(1)
        wanted = [fake.random_element(WEIGHTS) for _ in range(20)]
        self.assertEqual(set(wanted), {"paid", "new"})
        for written in ('{"paid":9,"new":1}', '{ "paid": 9, "new": 1 }', "{paid: 9, new: 1}", "{paid:9,'new':1}", '{"p\\u0061id":9,"new":1}'):
            self.assertEqual(phoney("fake", "random_element", f"elements={written}", "--seed", "1", "-n", "20"),
                             (0, "".join(f"{value}\n" for value in wanted), ""), written)

    def test_in_templates(self):
        fake = faker(2)
        wanted = [{"plan": fake.random_element(OrderedDict(free=7, pro=2)), "state": fake.random_element(WEIGHTS)} for _ in range(20)]
        template = json.dumps({"plan": "{{random_element:elements={free: 7, pro: 2}}}", "state": '{{random_element:elements={"paid": 9, "new": 1}}}'})
        code, out, err = phoney("generate", "-", "--seed", "2", "-n", "20", stdin=template)
        self.assertEqual((code, err, json.loads(out)), (0, "", wanted))

    def test_lists_of_objects(self):
        columns = [["id", "pyint"], {"a": 1}]
        fake = faker(3)
        wanted = json.dumps(fake.random_element(columns))
        self.assertEqual(phoney("fake", "random_element", f"elements={json.dumps(columns)}", "--seed", "3", "--json")[1],
                         wanted.replace(", ", ",").replace(": ", ":") + "\n")

    def test_texts_may_begin_with_a_brace(self):
        for written in ("{#}", "{a:#}", '{"a":#}', "{a: 1, b: ##}", "{"):
            self.assertEqual(phoney("fake", "numerify", f"text={written}", "--seed", "1")[1], faker(1).numerify(written) + "\n", written)
        for text in ("{#}", "{a:#}", "{a:#", "{#"):
            out = phoney("generate", "-", "--seed", "1", "-f", "ndjson", stdin=json.dumps("{{numerify:text=" + text + "}}"))[1]
            self.assertEqual(json.loads(out), faker(1).numerify(text))

    def test_a_list_without_brackets_is_told(self):
        cases = [
            (["random_element", "elements=red,green"], "takes a list in brackets, such as [red, green]; put a string in quotes to draw from its characters"),
            (["random_element", 'elements={"paid":9,"new":1'],
             "takes a list such as [a, b] or an object of weights such as {a: 9, b: 1}, not {\"paid\":9,\"new\":1; put a string in quotes"),
            (["words", "ext_word_list=red,green"], 'takes a list of strings, for example [red, green], not a string ("red,green")'),
        ]
        for words, message in cases:
            code, out, err = phoney("fake", *words)
            self.assertEqual((code, out, err), (2, "", f"phoney: `{words[1].partition('=')[0]}` {message}\n"))
        fake = faker(1)
        self.assertEqual(phoney("fake", "random_element", "elements='a,b'", "--seed", "1", "-n", "9")[1],
                         "".join(fake.random_element("a,b") + "\n" for _ in range(9)))


class TestNumbers(unittest.TestCase):
    def test_counts(self):
        for text, count in (("3", 3), ("2k", 2000), ("2K", 2000), ("0.5k", 500), ("1_000", 1000), ("1e3", 1000), ("0.001M", 1000)):
            self.assertEqual(phoney("fake", "random_digit", "--count", text)[1].count("\n"), count, text)
            self.assertEqual(phoney("generate", "-", "-n", text, "-f", "ndjson", stdin='"{{random_digit}}"')[1].count("\n"), count, text)
        for text in ("1_", "k", "1.5", "1,000", "1KB", "10 k", "1e-3", "0k", "1e16"):
            self.assertEqual(phoney("fake", "name", "--count", text),
                             (2, "", f'phoney: `--count` takes an integer from 1 to 1000000000000000, not "{text}"\n'))

    def test_json_has_no_others(self):
        template = '{"a":"{{random_digit}}","acct":%s}'
        for text in ("1e400", "-0", "1E5", "1.50", "-1e-400", "9" * 40):
            code, out, err = phoney("generate", "-", "--seed", "1", "-f", "ndjson", stdin=template % text)
            self.assertEqual((code, out, err), (0, '{"a":2,"acct":%s}\n' % text, ""))
        for text in ("00012345678901234567890", "01", "1.", ".5", "+1", "-", "01e5", "0x10", "NaN", "Infinity", "-Infinity"):
            code, out, err = phoney("generate", "-", stdin=template % text)
            self.assertEqual((code, out), (1, ""), text)
            self.assertTrue(err.startswith("phoney: standard input: the text is not valid JSON: "), err)


class TestTimes(unittest.TestCase):
    TEXTS = ["2024-02-29T12:34:56.1234567Z", "2024-02-29T12:34:56.999999999Z", "2024-02-29T12:34:56,123456789+01:00",
             "2024-02-29 12:34:56.5+01", "2024-02-29 12:34:56 +0100"]

    def test_as_python_reads_them(self):
        for text in self.TEXTS:
            instant = datetime.fromisoformat(text).astimezone(timezone.utc)
            wanted = instant.isoformat().replace("+00:00", "Z")
            out = phoney("batch", stdin=json.dumps({"generator": "name", "now": text}))[1]
            self.assertEqual(json.loads(out)["now"], wanted, text)
            now = ["--seed", "1", "--now"]
            self.assertEqual(phoney("fake", "past_datetime", *now, text), phoney("fake", "past_datetime", *now, wanted))
            bounds = [f"start_date={text}", f"end_date={text}", "--seed", "1"]
            self.assertEqual(phoney("fake", "date_time_between", *bounds)[1][:19], wanted[:19])


class TestEncodings(unittest.TestCase):
    def test_a_byte_order_mark_is_passed_over(self):
        template = TEMPLATE.encode()
        self.assertEqual(phoney("generate", "-", "--seed", "1", stdin=MARK + template), phoney("generate", "-", "--seed", "1", stdin=template))
        self.assertEqual(phoney("validate", "-", stdin=MARK + template), (0, "valid: 1 placeholder\n", ""))
        line = b'{"generator":"random_int","params":{"max":0,"min":0},"seed":1,"now":"2024-02-29"}\r\n'
        wanted = phoney("batch", stdin=line)[1]
        self.assertIn('"data":0', wanted)
        self.assertEqual(phoney("batch", stdin=MARK + line + MARK + line + MARK + b"\r\n" + MARK), (0, 2 * wanted, ""))
        code, hashed, err = phoney("hash-password", "--cost", "4", stdin=MARK + b"secret\r\n")
        self.assertEqual((code, err), (0, ""))
        self.assertTrue(hashed.startswith("$2b$04$"))

    def test_utf16_is_named(self):
        message = "the text is UTF-16; save it as UTF-8"
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            text = (TEMPLATE + "\r\n").encode(encoding)
            self.assertEqual(phoney("generate", "-", stdin=text), (1, "", f"phoney: standard input: {message}\n"))
            self.assertEqual(phoney("hash-password", stdin="secret".encode(encoding)), (2, "", f"phoney: {message}\n"))
        lines = '{"generator":"name"}\r\n{"generator":"name"}\r\n'.encode("utf-16")  # as PowerShell's > writes them
        code, out, _ = phoney("batch", stdin=lines)
        self.assertEqual((code, [json.loads(line)["error"]["message"] for line in out.splitlines()]), (0, [message, message]))
        self.assertEqual(phoney("generate", "-", stdin=TEMPLATE.encode("utf-32")),
                         (1, "", "phoney: standard input: the text is UTF-32; save it as UTF-8\n"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--phoney", default=PHONEY)
    PHONEY = os.path.abspath(parser.parse_args().phoney)
    result = unittest.TextTestRunner(verbosity=1).run(unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]))
    failed = len({case.id().partition(" ")[0] for case, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
