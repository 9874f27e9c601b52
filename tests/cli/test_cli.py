"""Black-box test of the command line: the real binary, from outside. Standard library only.

    python3 test_cli.py --phoney path/to/phoney        (or PHONEY=path/to/phoney)
"""

import argparse
import collections
import csv
import fcntl
import io
import json
import os
import pty
import re
import resource
import select
import shlex
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from support.processes import default_signals, exit_status  # noqa: E402

PHONEY = os.environ.get("PHONEY", "phoney")
COMMANDS = "fake generate validate batch serve lambda config hash-password token cost generators providers locales completions man version".split()
USER = '{"name": "{{name}}", "tags": ["{{first_name}}", "x {{last_name}}"], "n": 7}'
NAMES = ["Allison Hill", "Noah Rhodes", "Angie Henderson"]  # Faker, seed 42


def phoney(*words, stdin="", cwd=None):
    """Exit code, standard output, standard error."""
    done = subprocess.run([PHONEY, *words], input=stdin.encode(), capture_output=True, cwd=cwd, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class TestCost(unittest.TestCase):
    """The arithmetic again in Python's exact decimals, from the same table of prices."""

    PRICES = json.loads((ROOT / "data" / "aws_prices.json").read_text("utf-8"), parse_float=Decimal)["usd"]

    def test_seed_workload(self):
        code, out, _ = phoney(*"cost --memory 1GB --duration 150ms --arch x86_64 --log-bytes 4k --json".split())
        answer = json.loads(out, parse_float=Decimal)
        price = self.PRICES
        wanted = {
            "Lambda requests": price["lambda_million_requests"],
            "Lambda compute": 150_000 * price["lambda_gb_second_x86_64"],
            "API Gateway (HTTP)": price["http_api_million_requests"],
            "CloudWatch logs": 4 * price["log_gb"],
            "Secrets": price["secret_month"],
        }
        self.assertEqual(code, 0)
        self.assertEqual({item["name"]: item["usd"] for item in answer["items"]}, {name: round(usd, 6) for name, usd in wanted.items()})
        self.assertEqual(answer["total_usd"], round(sum(wanted.values()), 6))
        self.assertEqual(round(answer["total_usd"], 2), Decimal("6.10"))


    def test_canary(self):
        """Every minute of a month of 730 hours a run of 0.3 s with 128 MB, and two requests as those of the workload."""
        code, out, _ = phoney(*"cost --requests 0 --memory 1GB --secrets 0 --canary --json".split())
        (item,) = json.loads(out, parse_float=Decimal)["items"]
        price, runs = self.PRICES, Decimal(730 * 60)
        million, gigabyte = Decimal(10**6), Decimal(10**9)
        own = (runs / million * (price["scheduler_million_calls"] + price["lambda_million_requests"])
               + runs * Decimal("0.3") / 8 * price["lambda_gb_second_arm64"] + runs * 650 / gigabyte * price["log_gb"])
        request = ((price["lambda_million_requests"] + price["http_api_million_requests"]) / million
                   + Decimal("0.002") * price["lambda_gb_second_arm64"] + 1800 / gigabyte * price["log_gb"])
        self.assertEqual((code, item["name"], item["unit"], item["amount"]), (0, "Synthetic canary", "runs", runs))
        self.assertEqual(item["usd"], round(own + 2 * runs * request, 6))


class TestUsage(unittest.TestCase):
    def test_messages(self):
        cases = [
            ("gnerate", "there is no command `gnerate`; did you mean `generate`?\nTry: phoney --help\n"),
            ("name", "there is no command `name`; did you mean `phoney fake name`?\nTry: phoney --help\n"),
            ("hlp", "there is no command `hlp`; did you mean `help`?\nTry: phoney --help\n"),
            ("qqqq", "there is no command `qqqq`\nTry: phoney --help\n"),
            ("template", "there is no command `template`; did you mean `generate`?\nTry: phoney --help\n"),
            ("list", "there is no command `list`; did you mean `generators`?\nTry: phoney --help\n"),
            ("users.json -n 3", "there is no command `users.json`; did you mean `phoney generate users.json`?\nTry: phoney --help\n"),
            ("""'{"a":1}'""", """there is no command `{"a":1}`; did you mean `phoney generate '{"a":1}'`?\nTry: phoney --help\n"""),
            ("'[%s]'" % ("x" * 80), "there is no command `[%s...`; did you mean `phoney generate TEMPLATE`?\nTry: phoney --help\n" % ("x" * 59)),
            ("serve 8000", "unexpected argument `8000`; did you mean `--port 8000`?\nTry: phoney serve --help\n"),
            ("batch requests.ndjson", "`phoney batch` takes no arguments, but reads standard input: phoney batch < requests.ndjson\n"),
            ("batch --quiet", "`phoney batch` has no option `--quiet`\nTry: phoney batch --help\n"),
            ("fake name --pretty", "`phoney fake` has no option `--pretty`; for indented JSON, append: | jq\nTry: phoney fake --help\n"),
            ("generate a --indent=2", "`phoney generate` has no option `--indent`; for indented JSON, append: | jq\nTry: phoney generate --help\n"),
            ("serve --pretty", "`phoney serve` has no option `--pretty`\nTry: phoney serve --help\n"),
            ("fake firstName", "there is no generator `firstName`; did you mean `first_name`?\n"),
            ("help qqqq", "there is no command `qqqq`\nTry: phoney --help\n"),
            ("--sed 1", "`phoney` has no option `--sed`; options follow the command\nTry: phoney --help\n"),
            ("fake", "`phoney fake` needs GENERATOR\nTry: phoney fake --help\n"),
            ("fake nmae", "there is no generator `nmae`; did you mean `name`?\n"),
            ("fake name --sed 1", "`phoney fake` has no option `--sed`; did you mean `--seed`?\nTry: phoney fake --help\n"),
            ("fake name --sed=1", "`phoney fake` has no option `--sed`; did you mean `--seed`?\nTry: phoney fake --help\n"),
            ("fake name -z", "`phoney fake` has no option `-z`\nTry: phoney fake --help\n"),
            ("fake name -seed 42", "`phoney fake` has no option `-seed`; did you mean `--seed`?\nTry: phoney fake --help\n"),
            ("fake name -locale=de_DE", "`phoney fake` has no option `-locale`; did you mean `--locale`?\nTry: phoney fake --help\n"),
            ("generate a -format csv", "`phoney generate` has no option `-format`; did you mean `--format`?\nTry: phoney generate --help\n"),
            ("serve -help", "`phoney serve` has no option `-help`; did you mean `--help`?\nTry: phoney serve --help\n"),
            ("generate a --rows 2", "`phoney generate` has no option `--rows`; did you mean `--count`?\nTry: phoney generate --help\n"),
            ("generate a -c 3", "`phoney generate` has no option `-c`; did you mean `--count`?\nTry: phoney generate --help\n"),
            ("fake name --num=2", "`phoney fake` has no option `--num`; did you mean `--count`?\nTry: phoney fake --help\n"),
            ("fake name --lang de", "`phoney fake` has no option `--lang`; did you mean `--locale`?\nTry: phoney fake --help\n"),
            ("validate a --rows 2", "`phoney validate` has no option `--rows`\nTry: phoney validate --help\n"),
            ("fake name --csv-header", "`--csv-header` needs a value: true or false\nTry: phoney fake --help\n"),
            ("fake name --csv-line-end=", "`--csv-line-end` needs a value: crlf or lf\nTry: phoney fake --help\n"),
            ("fake name -f csv --csv-bom maybe", '`--csv-bom` takes true or false, not "maybe"\n'),
            ("fake name --seed 1 --seed 42", "`--seed` is given twice\nTry: phoney fake --help\n"),
            ("fake random_element elements=[1,2", "the list in `elements=[1,2` has no closing ]; put a string in quotes\n"),
            ("fake name --seed", "`--seed` needs a value: SEED\nTry: phoney fake --help\n"),
            ("fake name -s", "`--seed` needs a value: SEED\nTry: phoney fake --help\n"),
            ("fake name --seed=", "`--seed` needs a value: SEED\nTry: phoney fake --help\n"),
            ("fake name --seed --count 3", "`--seed` needs a value: SEED\nTry: phoney fake --help\n"),
            ("fake name --seed ''", '`--seed` takes an integer or a string, not ""; without it, each run differs\n'),
            ("generate a -s ''", '`--seed` takes an integer or a string, not ""; without it, each run differs\n'),
            ("fake name --json=yes", "`--json` takes no value\nTry: phoney fake --help\n"),
            ("fake name --count x", '`--count` takes an integer from 1 to 1000000000000000, not "x"\n'),
            ("fake name --count 0", '`--count` takes an integer from 1 to 1000000000000000, not "0"\n'),
            ("fake name --count -1", '`--count` takes an integer from 1 to 1000000000000000, not "-1"\n'),
            ("fake name --now noon", "`--now` takes a date or a date and time in ISO 8601, for example 2024-02-29 or "
                                     '2024-02-29T12:34:56Z, not "noon"\n'),
            (f"fake name --seed {'9' * 4301}", "`--seed` takes an integer of at most 4300 digits, or a string\n"),
            ("fake name --locale de_DD", "there is no locale `de_DD`; did you mean `de_DE`?\n"),
            ("fake name --locale xx_YY", "there is no locale `xx_YY`; `phoney locales` lists them\n"),
            ("fake sku", "there is no generator `sku`; write it as a pattern: phoney fake bothify text='?-####'\n"),
            ("fake status", "there is no generator `status`; give the values yourself: phoney fake random_element elements='[\"a\",\"b\"]'\n"),
            ("fake array", "there is no generator `array`; a template makes a list of any generator's values: {{[name]:count=3}}\n"),
            ("fake name count: x", "there is no generator `count:`; did you mean `country`?\n"),
            ("fake name format=%Y", "`name` has no parameter `format`; it takes none\n"),
            ("fake name x", "there is no generator `x`\n"),
            ("fake name =x", "a parameter is written NAME=VALUE, not `=x`\n"),
            ("fake name x=1", "`name` has no parameter `x`; it takes none\n"),
            ("generate", "`phoney generate` needs TEMPLATE\nTry: phoney generate --help\n"),
            ("generate a 10k", "unexpected argument `10k`; did you mean `--count 10k`?\nTry: phoney generate --help\n"),
            ("generate a b", "unexpected argument `b`\nTry: phoney generate --help\n"),
            ("generate a --format jsn", '`--format` takes json, ndjson, jsonl, csv or text, not "jsn"; did you mean `json`?\n'),
            ("generators --provider persn", "there is no provider `persn`; did you mean `person`?\n"),
            ("completions tcsh", "SHELL must be bash, zsh or fish, not `tcsh`\n"),
            ("completions", "`phoney completions` needs SHELL\nTry: phoney completions --help\n"),
            ("serve --port 70000", '--port from the command line must be an integer from 0 to 65535, not "70000"\n'),
            ("serve --host 1.2.3", '--host from the command line must be a numeric address, or localhost, not "1.2.3"\n'),
            ("hash-password --cost 3", '`--cost` takes an integer from 4 to 16, not "3"\n'),
            ("hash-password", "the password must have 1 to 72 bytes and no zero byte\n"),
            ("cost --requests 1X", '`--requests` takes a number up to 1000G such as 250k or 1.5M, not "1X"\n'),
            ("cost --memory 64", '`--memory` takes 128MB to 10240MB, such as 128, 512MB or 1.5GB, not "64"\n'),
            ("cost --memory 11GB", '`--memory` takes 128MB to 10240MB, such as 128, 512MB or 1.5GB, not "11GB"\n'),
            ("cost --duration 2", '`--duration` takes a time with its unit, up to 900s, such as 2ms or 1.5s, not "2"\n'),
            ("cost --duration 901s", '`--duration` takes a time with its unit, up to 900s, such as 2ms or 1.5s, not "901s"\n'),
            ("cost --log-bytes -1", '`--log-bytes` takes a number of bytes up to 1G such as 600 or 4k, not "-1"\n'),
            ("cost --arch arm", '`--arch` takes arm64 or x86_64, not "arm"\n'),
            ("cost --gateway v2", '`--gateway` takes http, rest or none, not "v2"\n'),
            ("locales x", "unexpected argument `x`\nTry: phoney locales --help\n"),
        ]
        for line, message in cases:
            with self.subTest(line[:60]):
                self.assertEqual(phoney(*shlex.split(line)), (2, "", "phoney: " + message))

    def test_text_with_a_space_in_a_list(self):
        self.assertEqual(phoney("fake", "random_element", "elements=[New York, Los Angeles]"), (
            2, "", "phoney: the list in `elements=[New York, Los Angeles]` has strings with spaces; put them in quotes: "
                   "['New York', 'Los Angeles']\n"))

    def test_failures(self):
        cases = [
            ("generate /no/such.json", "cannot read /no/such.json: No such file or directory\n"),
            ("config --env-file /no/such", "/no/such: cannot be read\n"),
            ("validate /", "cannot read /: Is a directory\n"),
            ("generators qqqq", "no generator matches `qqqq`\n"),
            ("generators emial", "no generator matches `emial`; did you mean `email`?\n"),
        ]
        for line, message in cases:
            with self.subTest(line):
                code, out, err = phoney(*line.split())
                self.assertEqual((code, out), (1, ""))
                self.assertEqual(err, "phoney: " + message)
                self.assertEqual(err.count("\n"), 1)

    def test_without_words(self):
        code, out, err = phoney()
        self.assertEqual((code, out), (2, ""))
        self.assertIn("Usage: phoney COMMAND [arguments] [options]\n", err)
        for command in COMMANDS:
            self.assertRegex(err, rf"\n  {command} +\w")


class TestHelp(unittest.TestCase):
    def test_every_command(self):
        for command in COMMANDS:
            with self.subTest(command):
                code, text, err = phoney(command, "--help")
                self.assertEqual((code, err), (0, ""))
                self.assertIn(f"\nUsage: phoney {command}", text)
                self.assertGreaterEqual(text.partition("\nExamples:\n")[2].count("phoney"), 2)
                self.assertLessEqual(max(map(len, text.splitlines())), 100)
                self.assertEqual(phoney(command, "-h")[1], text)
                self.assertEqual(phoney("help", command)[1], text)

    def test_all(self):
        code, text, _ = phoney("--help")
        self.assertEqual(code, 0)
        self.assertIn("Exit codes: 0 success, 1 failure, 2 invalid command line.", text)
        self.assertEqual(phoney("help")[1], text)
        self.assertRegex(text, r"\n  help +Show the help of a command: phoney help COMMAND\n")

    def test_version(self):
        code, text, _ = phoney("version")
        self.assertEqual(code, 0)
        lines = text.splitlines()
        self.assertRegex("\n".join(lines[:4]), r"\Aphoney \d+\.\d+\.\d+\nFaker \d+\.\d+\.\d+\ndata [0-9a-f]{12}\nbuilt by .+ for .+\Z")
        libraries = [re.fullmatch(r"with (.+) (\d+(?:\.\d+)*[a-z]?)", line) for line in lines[4:]]
        self.assertTrue(all(libraries), text)
        # The C++ library is the compiler's, which the line above names.
        table = [line.split("\t") for line in (ROOT / "third_party" / "components.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
        linked = {row[0] for row in table if row[1] in ("deb", "github")} - {"libstdc++ and libgcc"}
        self.assertEqual({match[1] for match in libraries}, linked)
        self.assertEqual(phoney("--version")[1], text)


class TestFake(unittest.TestCase):
    def test_values(self):
        self.assertEqual(phoney("fake", "name", "--seed", "42"), (0, "Allison Hill\n", ""))
        self.assertEqual(phoney("fake", "name", "--seed=42", "-n", "3")[1].splitlines(), NAMES)
        self.assertEqual(phoney("fake", "name", "-s42", "-n1", "--json")[1], '"Allison Hill"\n')

    def test_parameters(self):
        for words, shape in [("mime_type category=image", r"image/\S+\n"),
                             ("country_code representation=alpha-3 -n 2", r"[A-Z]{3}\n[A-Z]{3}\n"),
                             ("mime_type category=null", r"\w+/\S+\n")]:
            code, out, _ = phoney("fake", *words.split())
            self.assertEqual(code, 0)
            self.assertRegex(out, rf"\A{shape}\Z")
        code, _, err = phoney("fake", "mime_type", "categry=image")
        self.assertEqual(code, 2)
        self.assertEqual(err, "phoney: `mime_type` has no parameter `categry`; it takes `category`\n    did you mean `category`?\n")
        code, _, err = phoney("fake", "country_code", "representation=x")
        self.assertEqual((code, err), (2, 'phoney: `representation` takes one of `alpha-2`, `alpha-3`, not "x"\n'))

    def test_seeds(self):
        def value(seed):
            return phoney("fake", "name", "--count", "3", "--seed", seed)[1]

        self.assertEqual(value("42"), value("-42"))  # as in Python
        self.assertEqual(value("+42"), value("0042"))
        self.assertNotEqual(value("42"), value("42x"))
        self.assertNotEqual(value("1"), value(str(2**64 + 1)))
        self.assertEqual(value("[a,b]"), value("[a,b]"))

    def test_unseeded_differs(self):
        self.assertNotEqual(phoney("fake", "name", "-n", "9")[1], phoney("fake", "name", "-n", "9")[1])

    def test_locale(self):
        self.assertNotEqual(phoney("fake", "name", "-s", "1", "-l", "ja_JP")[1], phoney("fake", "name", "-s", "1")[1])


class TestGenerate(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)
        self.template = self.path / "user.json"
        self.template.write_text(USER)

    def files(self):
        return sorted(entry.name for entry in self.path.iterdir())

    def generate(self, *words, **how):
        return phoney("generate", "--quiet", *words, cwd=self.path, **how)

    def test_formats(self):
        code, text, err = self.generate("user.json", "-n", "3", "--seed", "1")
        self.assertEqual((code, err), (0, ""))
        records = json.loads(text)
        self.assertEqual(len(records), 3)
        self.assertEqual(self.generate("-", "-n", "3", "--seed", "1", stdin=USER)[1], text)
        self.assertEqual(len(json.loads(self.generate("user.json")[1])), 1)
        lines = self.generate("user.json", "-n", "3", "--seed", "1", "--format", "ndjson")[1].splitlines()
        self.assertEqual([json.loads(line) for line in lines], records)
        rows = list(csv.reader(io.StringIO(self.generate("user.json", "-n", "3", "--seed", "1", "-f", "csv")[1], newline="")))
        self.assertEqual(rows[0], ["name", "tags", "n"])
        self.assertEqual([row[0] for row in rows[1:]], [record["name"] for record in records])

    def test_format_by_name(self):
        for name, start in [("a.json", "[{"), ("a.ndjson", "{"), ("a.jsonl", "{"), ("a.csv", "name,"), ("a", "[{")]:
            self.assertEqual(self.generate("user.json", "-o", name), (0, "", ""))
            self.assertTrue((self.path / name).read_text().startswith(start), name)
        self.generate("user.json", "-o", "a.csv", "-f", "json")
        json.loads((self.path / "a.csv").read_text())

    def test_template_errors(self):
        bad = '{"user": {"mail": "<{{nmae}}>"}, "b": ["{{name:x=1}}", "{{name"], "c": "{{name}}"}'
        code, out, err = self.generate("-", "-o", "out.json", stdin=bad)
        self.assertEqual((code, out), (1, ""))
        self.assertEqual(err, (
            "phoney: user.mail: there is no generator `nmae`; did you mean `name`? (column 4)\n"
            "    <{{nmae}}>\n"
            "       ^\n"
            "phoney: b[0]: `name` has no parameter `x`; it takes none (column 8)\n"
            "    {{name:x=1}}\n"
            "           ^\n"
            "phoney: b[1]: this placeholder is not closed; end it with }} (column 1)\n"
            "    {{name\n"
            "    ^\n"
            "phoney: the template has 3 errors\n"))
        self.assertEqual(self.files(), ["user.json"])
        self.assertEqual(phoney("validate", "-", stdin=bad), (1, "", err))

    def test_bad_json(self):
        for text, message in [("", "standard input: the JSON text is empty\n"),
                              ("[1]", "the template has no placeholder; add one to a string, such as {{name}}\n")]:
            self.assertEqual(self.generate("-", stdin=text), (1, "", "phoney: " + message))
        code, _, err = self.generate("-", stdin='{"name": ')
        self.assertEqual(code, 1)
        self.assertRegex(err, r"\Aphoney: standard input: the text is not valid JSON: .+ \(near line 1, column \d+\)\n\Z")

    def test_validate(self):
        self.assertEqual(phoney("validate", str(self.template)), (0, "valid: 3 placeholders\n", ""))
        self.assertEqual(phoney("validate", "-", stdin='"{{name}}"'), (0, "valid: 1 placeholder\n", ""))

    def test_unique(self):
        template = '{"p": "{{prefix_female}}"}'
        code, text, err = self.generate("-", "-n", "50", "--unique", "--seed", "1", stdin=template)
        self.assertEqual(code, 0)
        self.assertEqual(len(json.loads(text)), 50)
        self.assertRegex(err, r"\Aphoney: warning: p: `prefix_female` ran out of unique values after \d+ of them; \d+ values repeat\n\Z")

    def test_failure_in_the_middle(self):
        template = '{"p": "{{prefix_female:unique=true}}"}'
        message = (r"\Aphoney: p: `prefix_female` ran out of unique values after \d+ of them \(\d+ attempts found only repeats\); "
                   r"ask for fewer records, or leave out unique=true\n\Z")
        code, _, err = self.generate("-", "-n", "50", "-o", "out.json", stdin=template)
        self.assertEqual(code, 1)
        self.assertRegex(err, message)
        self.assertEqual(self.files(), ["user.json"])
        code, text, err = self.generate("-", "-n", "50", "-f", "ndjson", stdin=template)
        self.assertEqual(code, 1)
        self.assertTrue(all(json.loads(line) for line in text.splitlines()))
        self.assertRegex(err, message)

    def test_output_file(self):
        target = self.path / "out.json"
        target.write_text("old")
        target.chmod(0o640)
        (self.path / "link.json").symlink_to("out.json")
        self.assertEqual(self.generate("user.json", "-o", "link.json")[0], 0)
        self.assertTrue((self.path / "link.json").is_symlink())
        json.loads(target.read_text())
        self.assertEqual(target.stat().st_mode & 0o777, 0o640)
        self.assertEqual(self.files(), ["link.json", "out.json", "user.json"])
        self.generate("user.json", "-o", "new.json")
        mask = os.umask(0)
        os.umask(mask)
        self.assertEqual((self.path / "new.json").stat().st_mode & 0o777, 0o666 & ~mask)

    def test_output_failures(self):
        cases = [("/no/such/out.json", "No such file or directory"), ("/", "Is a directory"), ("/dev/full", "No space left on device")]
        for path, reason in cases:
            self.assertEqual(self.generate("user.json", "-o", path), (1, "", f"phoney: cannot write {path}: {reason}\n"))
        with open("/dev/full", "w") as full:
            for words in [["fake", "name", "-q"], ["generate", self.template, "-q"], ["locales"], ["--help"]]:
                done = subprocess.run([PHONEY, *words], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stderr, "phoney: cannot write standard output: No space left on device\n")
        self.assertEqual(self.generate("user.json", "-o", "/dev/null"), (0, "", ""))

    def test_old_file_until_the_end(self):
        (self.path / "out.json").write_text("old")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process = subprocess.Popen([PHONEY, "generate", "user.json", "-n", "1000000000", "-o", "out.json"], cwd=self.path)
            while len(self.files()) < 3:
                time.sleep(0.01)
            partial = [name for name in self.files() if name.startswith("out.json.partial-")]
            self.assertEqual(len(partial), 1)
            self.assertEqual((self.path / "out.json").read_text(), "old")
            time.sleep(0.05)  # into the writing
            process.send_signal(number)
            self.assertEqual(process.wait(10), -number)
            self.assertEqual(self.files(), ["out.json", "user.json"])
            self.assertEqual((self.path / "out.json").read_text(), "old")

    def test_named_pipe(self):
        os.mkfifo(self.path / "pipe")
        process = subprocess.Popen([PHONEY, "generate", "user.json", "-n", "5", "-o", "pipe"], cwd=self.path)
        self.assertEqual(len(json.loads((self.path / "pipe").read_text())), 5)
        self.assertEqual(process.wait(10), 0)

    def test_closed_reader(self):
        for words in [["generate", self.template, "-q", "-n", "100000000"], ["fake", "name", "-q", "-n", "100000000"]]:
            process = subprocess.Popen([PHONEY, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertTrue(process.stdout.read(10))
            process.stdout.close()
            self.assertEqual(process.wait(20), 0)
            self.assertEqual(process.stderr.read(), b"")
            process.stderr.close()

    def test_constant_memory(self):
        def peak(count):
            pid = os.fork()
            if pid == 0:
                os.chdir(self.path)
                os.execv(PHONEY, [PHONEY, "generate", "user.json", "-n", str(count), "-o", "/dev/null"])
            return os.wait4(pid, 0)[2].ru_maxrss

        self.assertLess(peak(200_000) - peak(100), 2048)  # KB


class TestTerminal(unittest.TestCase):
    def run_in_terminal(self, words, columns=100, stdout=subprocess.DEVNULL):
        """What appears on a terminal to which standard error leads."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
        stdout = slave if stdout is None else stdout
        process = subprocess.Popen([PHONEY, *words], stdin=subprocess.PIPE, stdout=stdout, stderr=slave)
        os.close(slave)
        process.stdin.write(USER.encode())
        process.stdin.close()
        shown = b""
        while select.select([master], [], [], 30)[0]:
            try:
                shown += os.read(master, 65536)
            except OSError:  # the other end has closed
                break
        os.close(master)
        self.assertEqual(process.wait(30), 0)
        return shown.decode()

    def test_a_password_that_is_not_given(self):
        """Ctrl-C at the prompt leaves the terminal as it was. Many times, since it may come just before the reading."""
        for _ in range(50):
            pid, master = pty.fork()
            if pid == 0:
                os.execv(PHONEY, [PHONEY, "hash-password"])
            shown = b""
            while b"Password: " not in shown:
                self.assertTrue(select.select([master], [], [], 30)[0], shown)
                shown += os.read(master, 65536)
            self.assertFalse(termios.tcgetattr(master)[3] & termios.ECHO)
            os.write(master, b"\x03")
            self.assertEqual(os.WTERMSIG(exit_status(pid, 30)), signal.SIGINT)
            self.assertTrue(termios.tcgetattr(master)[3] & termios.ECHO)
            os.close(master)

    def test_progress(self):
        shown = self.run_in_terminal(["generate", "-", "-n", "15000000", "-s", "1", "-o", "/dev/null"])
        bars = re.findall(r"\r\x1b\[K\[=* *\] +(\d+)%  ([\d,]+) of 15,000,000 records  [\d,]+ records/s  \d+:\d\d left", shown)
        self.assertGreater(len(bars), 1, shown)
        percents = [int(percent) for percent, _ in bars]
        self.assertEqual(percents, sorted(percents))
        self.assertRegex(shown, r"\r\x1b\[K15,000,000 records in \d+\.\d s \([\d,]+ records/s\)\r\n\Z")

    def test_narrow(self):
        shown = self.run_in_terminal(["generate", "-", "-n", "15000000", "-s", "1", "-o", "/dev/null"], columns=40)
        for line in shown.split("\r\x1b[K")[1:-1]:
            self.assertLess(len(line), 40)

    def test_quick_work_is_quiet(self):
        self.assertEqual(self.run_in_terminal(["generate", "-", "-s", "1", "-o", "/dev/null"]), "")

    def test_no_bar_beside_the_records(self):
        shown = self.run_in_terminal(["generate", "-", "-n", "20000", "-s", "1"], stdout=None)
        self.assertNotIn("\x1b", shown)


class TestListings(unittest.TestCase):
    def test_locales(self):
        code, text, _ = phoney("locales")
        self.assertEqual(code, 0)
        self.assertIn("en_US", text.splitlines())
        self.assertEqual(text.splitlines(), sorted(text.splitlines()))

    def test_providers(self):
        self.assertRegex(phoney("providers")[1], r"(?m)^person +\d+ generators")

    def test_generators(self):
        code, text, _ = phoney("generators")
        self.assertEqual(code, 0)
        self.assertRegex(text, r"(?m)^name +person")
        everything = json.loads(phoney("generators", "--json")[1])
        self.assertGreater(len(everything), 600)
        self.assertEqual(set(everything[0]), {"name", "provider", "description", "returns", "parameters", "pending", "locale", "sample", "locales"})
        for words, wanted in [(["first_*"], lambda g: g["name"].startswith("first_")),
                              (["--provider", "person"], lambda g: g["provider"] == "person"),
                              (["--locale", "ja_JP"], lambda g: "ja_JP" in g["locales"])]:
            found = json.loads(phoney("generators", "--json", *words)[1])
            self.assertEqual([g["name"] for g in found], [g["name"] for g in everything if wanted(g)])
        self.assertIn("phone_number", phoney("generators", "telephone")[1])  # a beginner's word

    def test_what_needs_a_python_library(self):
        self.assertEqual(phoney("fake", "image")[2], "phoney: phoney has no `image`, because it needs a Python library; use `image_url`\n")
        listed = phoney("generators", "image")[1].splitlines()[0]
        self.assertRegex(listed, r"\Aimage +misc +An image file, as bytes\. \(not available\)\Z")

    def test_providers_count_what_there_is(self):
        there = collections.Counter(g["provider"] for g in json.loads(phoney("generators", "--json")[1]) if not g["pending"])
        counted = {line.split()[0]: int(line.split()[1]) for line in phoney("providers")[1].splitlines()}
        self.assertEqual(counted, {name: there[name] for name in counted})
        self.assertLessEqual(set(there), set(counted))


class TestServe(unittest.TestCase):
    def test_too_few_descriptors(self):
        done = subprocess.run([PHONEY, "serve", "--port", "0", "--threads", "8"], capture_output=True, text=True, timeout=60,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24)))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\Aphoney: cannot start 8 threads: .*Too many open files.*; allow more file descriptors")

    def test_serves_until_terminated(self):
        process = subprocess.Popen([PHONEY, "serve", "--port", "0", "--threads", "1"], stderr=subprocess.PIPE, text=True)
        line = process.stderr.readline()
        self.assertRegex(line, r"\Aphoney: listening on http://127\.0\.0\.1:\d+\n\Z")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(20), 0)
        process.stderr.close()


class TestBatch(unittest.TestCase):
    def test_answers(self):
        code, text, _ = phoney("batch", stdin='{"generator":"name","seed":42}\n{"generator":"nmae"}\n')
        self.assertEqual(code, 0)
        answers = [json.loads(line) for line in text.splitlines()]
        self.assertEqual(answers[0]["data"], "Allison Hill")
        self.assertEqual(answers[1]["error"]["code"], "unknown_generator")

    def test_errors_name_the_line(self):
        requests = ['{"generator":"nmae"}', "", '{"template":{"a":"{{nmae}}"}}', '{"template":[]}', " \t", "{", '{"generator":"name"}', "[]"]
        answers = [json.loads(line) for line in phoney("batch", stdin="\n".join(requests))[1].splitlines()]
        self.assertEqual([answer.get("error", {}).get("line") for answer in answers], [1, 3, 4, 6, None, 8])

    def test_hints(self):
        for request, message in (
            ('{"generator":"random_int","min":1}', "`min`: Extra inputs are not permitted; put the generator's parameters in `params`"),
            ('{"generator":"name","n":3}', "`n`: Extra inputs are not permitted; did you mean `count`?"),
            ('{"generator":"name","limit":3}', "`limit`: Extra inputs are not permitted; did you mean `count`?"),
            ('{"generator":"name","lang":"de"}', "`lang`: Extra inputs are not permitted; did you mean `locale`?"),
            ('{"template":{"a":"{{name}}"},"rows":3}', "`rows`: Extra inputs are not permitted; did you mean `count`?"),
            ('{"generator":"name","unique":true}', "`unique`: Extra inputs are not permitted; a request with a template takes `unique`: "
             '{"template": {"a": "{{name}}"}, "unique": true}; put the generator\'s parameters in `params`'),
            ('{"generator":"name","format":"csv"}', "`format`: Extra inputs are not permitted; a request with a template takes `format`: "
             '{"template": {"a": "{{name}}"}, "format": "csv"}; put the generator\'s parameters in `params`'),
            ('{"generator":"name","cuont":1}', "`cuont`: Extra inputs are not permitted; did you mean `count`?"),
            ('{"genertor":"name"}', "`generator`: Field required, but the request has `genertor`; did you mean `generator`?"),
            ('{"tempalte":{}}', "`generator`: Field required, but the request has `tempalte`; did you mean `template`?"),
            ('{"name":"{{name}}"}', '`template`: Field required; wrap the template: {"template": ...}'),
            ("{}", "`generator`: Field required"),
            ('{"template":"{{name}}"}',
             '`template`: Input should be a valid dictionary; the template must be an object, such as {"name":"{{name}}"}'),
        ):
            self.assertEqual(json.loads(phoney("batch", stdin=request)[1])["error"]["message"], message)

    def test_one_answer_at_a_time(self):
        """Who waits for an answer before the next request gets it."""
        with subprocess.Popen([PHONEY, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            for request in (b'{"generator":"name","seed":42}\n', b'{"generator":"na', b'me","seed":42}\n'):
                process.stdin.write(request)
                process.stdin.flush()
                if request.endswith(b"\n"):
                    self.assertTrue(select.select([process.stdout], [], [], 30)[0])
                    self.assertEqual(json.loads(os.read(process.stdout.fileno(), 65536))["data"], "Allison Hill")
            process.stdin.write(b'{"generator":"name","seed":42}')  # a last line without its end
            process.stdin.close()
            self.assertEqual(json.loads(process.stdout.read())["data"], "Allison Hill")

    def test_requests_that_cannot_be_read(self):
        folder = os.open("/", os.O_RDONLY)
        done = subprocess.run([PHONEY, "batch"], stdin=folder, capture_output=True, text=True, timeout=60)
        os.close(folder)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("cannot read the requests: Is a directory", done.stderr)

    def test_closed_reader(self):
        process = subprocess.Popen([PHONEY, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        try:
            process.stdin.write(b'{"generator":"name","count":10000}\n' * 20)
            process.stdin.close()
        except BrokenPipeError:
            pass
        self.assertEqual((process.wait(20), process.stderr.read()), (0, b""))
        process.stderr.close()


class TestCompletions(unittest.TestCase):
    def in_bash(self, *words):
        """What bash offers for the last word, given words cut as bash cuts them."""
        script = f"""
            source <({PHONEY!r} completions bash)
            COMP_WORDS=({PHONEY!r} "$@"); COMP_CWORD=$#
            _phoney
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        done = subprocess.run(["bash", "--norc", "-c", script, "bash", *words], capture_output=True, text=True, timeout=20)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_offers(self):
        cases = [
            (["gener"], ["generate", "generators"]),
            (["generate", "--f"], ["--format"]),
            (["generate", "--format", ""], ["json", "ndjson", "jsonl", "csv", "text"]),
            (["generate", "--format", "=", "nd"], ["ndjson"]),
            (["generate", "-f", "c"], ["csv"]),
            (["serve", "--log-level", ""], ["debug", "info", "warning", "error", "off"]),
            (["serve", "--log-format", "=", ""], ["auto", "json", "text"]),
            (["serve", "--env-state", "p"], ["prod"]),
            (["config", "--security-headers-enabled", ""], ["true", "false"]),
            (["cost", "--arch", "x"], ["x86_64"]),
            (["cost", "--gateway", ""], ["http", "rest", "none"]),
            (["fake", "name", "-f", "nd"], ["ndjson"]),
            (["generate", "--csv-f"], ["--csv-formulas"]),
            (["generate", "--csv-formulas", ""], ["keep", "guard"]),
            (["generate", "--csv-line-end", "=", "l"], ["lf"]),
            (["fake", "first_name_f"], ["first_name_female"]),
            (["fake", "name", "--locale", "ja"], ["ja_JP"]),
            (["fake", "name", "--locale", "="], None),
            (["generators", "--provider", "pers"], ["person"]),
            (["completions", ""], ["bash", "zsh", "fish"]),
            (["nothing", ""], []),
            (["fake", "name", "--count", ""], []),
            (["help", "val"], ["validate"]),
            (["hel"], ["help"]),
            (["fake", "mime_type", "cate"], ["category="]),
            (["fake", "mime_type", "cat"], ["category=", "catch_phrase"]),
            (["fake", "name", "mime_type", "category=image", "catego"], ["category="]),
            (["fake", "mime_type", "name", "cate"], []),
            (["fake", "mime_type", "random_int:min=1", "cate"], []),  # a placeholder's beginning is not a parameter
            (["fake", "country_code", "representation", "="], ["alpha-2", "alpha-3"]),
        ]
        for words, offered in cases:
            with self.subTest(words):
                found = self.in_bash(*words)
                if offered is None:
                    self.assertIn("en_US", found)
                else:
                    self.assertEqual(found, offered)
        self.assertEqual(self.in_bash(""), [*COMMANDS, "help"])

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "template.json").write_text("{}")
            self.assertEqual(self.in_bash("generate", folder + "/temp"), [folder + "/template.json"])
            self.assertEqual(self.in_bash("generate", "--output", "=", folder + "/temp"), [folder + "/template.json"])

    def test_pressing_tab(self):
        """A bash at a terminal completes the line itself."""
        pid, master = pty.fork()
        if pid == 0:
            environment = {"PATH": os.path.dirname(os.path.abspath(PHONEY)) + ":/usr/bin:/bin", "PS1": "$ ", "TERM": "dumb"}
            os.execve("/bin/bash", ["bash", "--norc", "--noprofile", "-i"], environment)
        shown = b""

        def wait_for(text):
            nonlocal shown
            end = time.monotonic() + 20
            while text not in shown:
                self.assertTrue(select.select([master], [], [], max(0, end - time.monotonic()))[0], shown)
                shown += os.read(master, 65536)

        os.write(master, b"source <(phoney completions bash); echo rea''dy\n")
        wait_for(b"ready")
        os.write(master, b"phoney fake first_name_f\t--seed 42 --loc\ten_U\t | sed 's/^/<''/'\n")
        wait_for(b"\n<")
        wait_for(b"first_name_female --seed 42 --locale en_US")
        os.write(master, b"exit\n")
        exit_status(pid, 30)
        os.close(master)

    def test_scripts(self):
        for shell, text in [("bash", "complete -F _phoney phoney"), ("zsh", "#compdef phoney"), ("fish", "complete -c phoney")]:
            code, script, _ = phoney("completions", shell)
            self.assertEqual(code, 0)
            self.assertIn(text, script)
        self.assertEqual(subprocess.run(["bash", "-n"], input=phoney("completions", "bash")[1].encode(), timeout=60).returncode, 0)


def main():
    global PHONEY
    parser = argparse.ArgumentParser()
    parser.add_argument("--phoney", default=PHONEY)
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    PHONEY = os.path.abspath(options.phoney)
    default_signals()
    suite = unittest.defaultTestLoader.loadTestsFromNames(options.cases, sys.modules[__name__]) if options.cases else \
        unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    failed = len({case.id().partition(" ")[0] for case, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed, {len(result.skipped)} skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
