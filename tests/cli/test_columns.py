"""`phoney fake` with several generators, in every format; and the seed that a run without one names. Values are Faker's.

    python3 test_columns.py --phoney path/to/phoney
"""

import csv
import io
import json
import re
import shlex
import tempfile
import unittest
from pathlib import Path

import running
from faker import Faker
from faker.providers.date_time import Provider as DateTimeProvider
from running import at_terminal, phoney


def faker(seed):
    fake = Faker()
    fake.seed_instance(seed)
    return fake


def rows(seed, count, *methods):
    fake = faker(seed)
    return [[method(fake) for method in methods] for _ in range(count)]


PERSONS = rows(42, 3, lambda f: f.name(), lambda f: f.email(), lambda f: f.city())
LINE = ("fake", "name", "email", "city", "--seed", "42", "--count", "3")


class TestDoubtfulParameters(unittest.TestCase):
    """Valid parameters that probably mean something else. The values are Faker's all the same."""

    def test_warnings(self):
        for words, *warnings in (
                (["date_between", "start_date=-6months"], "`-6months` means 6 minutes; write `-6M` for 6 months"),
                (["random_element", "elements=free"], "`elements=free` draws from the characters of `free`; write elements='[free]', or elements='\"free\"' if you mean that"),
                (["random_element", "elements=free|pro"],
                 "`elements=free|pro` draws from the characters of `free|pro`; write elements='[free, pro]', or elements='\"free|pro\"' if you mean that"),
                (["random_element", "elements=free pro"],
                 "`elements=free pro` draws from the characters of `free pro`; write elements='[free, pro]', or elements='\"free pro\"' if you mean that"),
                (["random_element", "elements=New York; Los Angeles"],
                 "`elements=New York; Los Angeles` draws from the characters of `New York; Los Angeles`; write "
                 "elements='['\\''New York'\\'', '\\''Los Angeles'\\'']', or elements='\"New York; Los Angeles\"' if you mean that"),
                (["random_element", "elements=||"], "`elements=||` draws from the characters of `||`; write elements='['\\''||'\\'']', or elements='\"||\"' if you mean that"),
                (["random_element", "elements=[new:5, paid:3]"],
                 "`elements` is a list of strings such as `new:5`; for weights, write elements='{new: 5, paid: 3}'"),
                (["zip", "--locale", "de_DE"], "`zip` draws an archive in the format ZIP; for a postal code, use `zipcode` or `postcode`"),
                (["name", "date_between", "start_date=-1month", "end_date=+2mo"], "`date_between`: `-1month` means 1 minute; write `-1M` for a month",
                 "`date_between`: `+2mo` means 2 minutes; write `+2M` for 2 months"),
                (["random_element", 'elements="free"'],), (["random_element", "elements=[free]"],), (["date_between", "start_date=-6M"],), (["zipcode"],)):
            with self.subTest(words):
                code, out, err = phoney("fake", *words, "--seed", "1")
                self.assertEqual((code, err), (0, "".join(f"phoney: warning: {warning}\n" for warning in warnings)))
                self.assertTrue(out)

    def test_what_a_warning_says_works(self):
        for words in (["elements=free"], ["elements=New York; Los Angeles"]):
            _, _, err = phoney("fake", "random_element", *words, "--seed", "1")
            for written in re.search(r"write (elements=.*), or (elements=.*) if you mean that\n", err).groups():
                self.assertEqual(phoney("fake", "random_element", *shlex.split(written), "--seed", "1")[::2], (0, ""))


class TestColumns(unittest.TestCase):
    def test_tabs(self):
        wanted = "".join("\t".join(row) + "\n" for row in PERSONS)
        self.assertEqual(phoney(*LINE), (0, wanted, ""))
        self.assertEqual(phoney(*LINE, "--format", "text"), (0, wanted, ""))

    def test_csv(self):
        out = phoney(*LINE, "-f", "csv")[1]
        self.assertEqual(list(csv.reader(io.StringIO(out, newline=""))), [["name", "email", "city"], *PERSONS])
        out = phoney(*LINE, "-f", "csv", "--csv-header", "false", "--csv-delimiter", "pipe")[1]
        self.assertEqual(out, "".join("|".join(row) + "\r\n" for row in PERSONS))

    def test_json(self):
        wanted = [dict(zip(("name", "email", "city"), row)) for row in PERSONS]
        self.assertEqual(json.loads(phoney(*LINE, "-f", "json")[1]), wanted)
        for words in (["-f", "ndjson"], ["-f", "jsonl"], ["--json"]):
            self.assertEqual([json.loads(line) for line in phoney(*LINE, *words)[1].splitlines()], wanted)

    def test_one_generator(self):
        names = [row[0] for row in rows(42, 2, lambda f: f.name())]
        line = ("fake", "name", "--seed", "42", "-n", "2")
        self.assertEqual(phoney(*line)[1], "".join(f"{name}\n" for name in names))
        self.assertEqual(phoney(*line, "-f", "csv")[1], "name\r\n" + "".join(f"{name}\r\n" for name in names))
        self.assertEqual(json.loads(phoney(*line, "-f", "json")[1]), names)
        self.assertEqual(phoney(*line, "--json")[1], "".join(f'"{name}"\n' for name in names))

    def test_parameters_belong_to_the_generator_before_them(self):
        wanted = rows(7, 2, lambda f: f.random_int(min=1, max=6), lambda f: f.random_int(min=100, max=999), lambda f: f.name())
        out = phoney("fake", "random_int", "min=1", "max=6", "random_int", "min=100", "max=999", "name", "-s", "7", "-n", "2")[1]
        self.assertEqual(out, "".join("\t".join(map(str, row)) + "\n" for row in wanted))

    def test_a_value_with_a_line_break_stays_one_field(self):
        row = rows(42, 1, lambda f: f.name(), lambda f: f.address())[0]
        self.assertIn("\n", row[1])
        out = phoney("fake", "name", "address", "--seed", "42")[1]
        self.assertEqual(list(csv.reader(io.StringIO(out, newline=""), delimiter="\t")), [row])

    def test_the_same_generator_twice(self):
        row = rows(42, 1, lambda f: f.name(), lambda f: f.name(), lambda f: f.name())[0]
        out = phoney("fake", "name", "name", "name", "--seed", "42", "--json")[1]
        self.assertEqual(json.loads(out), dict(zip(("name", "name_2", "name_3"), row)))

    def test_unique(self):
        code, out, err = phoney("fake", "boolean", "--unique", "--count", "3", "--seed", "1")
        self.assertEqual((code, sorted(out.split()[:2])), (0, ["false", "true"]))
        self.assertEqual(err, "phoney: warning: boolean: `boolean` ran out of unique values after 2 of them; 1 value repeats\n")
        # Columns of the same generator and parameters keep their values apart together.
        code, out, err = phoney("fake", "boolean", "boolean", "--unique", "--seed", "1")
        self.assertEqual((code, sorted(out.split()), err), (0, ["false", "true"], ""))

    def test_output(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, start in [("a.csv", "name,email\r\n"), ("a.ndjson", '{"name":'), ("a.txt", "Allison Hill\t")]:
                path = Path(folder, name)
                self.assertEqual(phoney("fake", "name", "email", "--seed", "42", "-o", path), (0, "", ""))
                self.assertTrue(path.read_bytes().decode().startswith(start), name)

    def test_truth_values_of_csv(self):
        for yes, no in (("yes", "no"), ("1", "0"), ("True", "FALSE"), ("on", "off")):
            line = ("fake", "name", "--seed", "42", "-f", "csv", "--csv-header")
            self.assertEqual(phoney(*line, yes), (0, "name\r\nAllison Hill\r\n", ""))
            self.assertEqual(phoney(*line, no), (0, "Allison Hill\r\n", ""))

    def test_messages(self):
        cases = [
            ("fake min=1", "`min=1` is a parameter; write it after its generator: phoney fake GENERATOR min=1\n"),
            ("fake random_int min", "`min` is a parameter of `random_int` and needs a value: min=VALUE\n"),
            ("fake random_int min=x email", '`random_int`: `min` takes an integer, not a string ("x")\n'),
            ("fake name nmae", "there is no generator `nmae`; did you mean `name`?\n"),
            ("fake name random_int min=x", '`random_int`: `min` takes an integer, not a string ("x")\n'),
            ("fake name email x=1", "`email` has no parameter `x`; it takes `safe`, `domain`\n"),
            ("fake name --json --format csv", "`--json` is short for `--format ndjson`; give one of the two\n"),
            ("fake name email --csv-header false", "`--csv-header` is an option of csv, but the format is text; add `--format csv`\n"),
        ]
        for line, message in cases:
            with self.subTest(line):
                self.assertEqual(phoney(*line.split()), (2, "", "phoney: " + message))

    def test_corrections(self):
        """Each names a command that works."""
        for words, reason, corrected in [
                (["random_int", "1", "5"], "write a parameter as NAME=VALUE", "random_int min=1 max=5"),
                (["random_int", "-5", "5"], "write a parameter as NAME=VALUE", "random_int min=-5 max=5"),
                (["random_int", "min", "1"], "write a parameter as NAME=VALUE", "random_int min=1"),
                (["random_int", "min", "=", "1"], "write a parameter without spaces", "random_int min=1"),
                (["random_int", "min=1,max=5"], "separate parameters with spaces", "random_int min=1 max=5"),
                (["min=1", "random_int"], "write a parameter after its generator", "random_int min=1"),
                (["random_int", "--min", "1"], "`--min` is a parameter of `random_int`, not an option", "random_int min=1"),
                (["random_int", "--min=1", "--max=5", "-n", "3"], "`--min` is a parameter of `random_int`, not an option", "random_int min=1 max=5 --count 3"),
                (["pystr", "--max-chars", "5"], "`--max-chars` is a parameter of `pystr`, not an option", "pystr max_chars=5"),
                (["name", "3"], "give the number of values as an option", "name --count 3"),
                (["name", "count=3"], "`count` is an option", "name --count 3"),
                (["name", "de_DE"], "give the locale as an option", "name --locale de_DE"),
                (["name,email"], "separate generators with spaces", "name email"),
                (["name,", "email"], "separate generators with spaces", "name email"),
                (["name()"], "write only the name of the generator", "name"),
                (["{{name}}"], "write only the name of the generator", "name"),
                (["random_int:min=1,max=5"], "write the generator and its parameters as separate words", "random_int min=1 max=5"),
                (["{{random_int:min=1,max=5}}"], "write the generator and its parameters as separate words", "random_int min=1 max=5"),
                (["random_int(min=1, max=5)"], "write the generator and its parameters as separate words", "random_int min=1 max=5"),
                (["numerify", "##-##"], "write a parameter as NAME=VALUE", "numerify text='##-##'"),
                (["profile", "ssn,birthdate"], "write a parameter as NAME=VALUE", "profile fields='[\"ssn\",\"birthdate\"]'"),
                (["iban", "country=DE"], "`iban` has no parameter `country`; choose a locale", "iban --locale de_DE"),
                (["date", "format=%Y"], "`date` has no parameter `format`; write `pattern`", "date pattern=%Y"),
                (["name", "format=csv"], "`format` is an option", "name --format csv"),
                (["name", "locale:", "de"], "`locale` is an option", "name --locale de"),
                (["name", "count:3"], "`count` is an option", "name --count 3"),
                (["name", "lang=ja"], "`name` has no parameter `lang`; choose a locale", "name --locale ja_JP")]:
            with self.subTest(words):
                self.assertEqual(phoney("fake", *words), (2, "", f"phoney: {reason}: phoney fake {corrected}\n"))
                code, out, err = phoney("fake", *shlex.split(corrected), "--seed", "42")
                self.assertEqual((code, err), (0, ""))
                self.assertTrue(out)

    def test_a_number_is_a_parameter_or_the_count(self):
        self.assertEqual(phoney("fake", "sentence", "3"), (2, "", (
            "phoney: write a parameter as NAME=VALUE: phoney fake sentence nb_words=3; or, for 3 values: phoney fake sentence --count 3\n")))

    def test_a_template(self):
        self.assertEqual(phoney("fake", "{{first_name}} {{last_name}}"), (2, "", (
            "phoney: give a template to phoney generate: phoney generate -t '\"{{first_name}} {{last_name}}\"'\n")))

    def test_several_locales(self):
        wrong = "phoney: `{}` is a list, and values come from one locale; use one at a time, such as `de_DE`\n"
        for names in ("de_DE,fr_FR", "de_DE, fr_FR", "de_DE fr_FR", "de-de;fr"):
            for command in (["fake", "name"], ["generators"], ["validate", "-t", '"{{name}}"']):
                self.assertEqual(phoney(*command, "--locale", names), (2, "", wrong.format(names)))
        self.assertEqual(phoney("fake", "name", "--locale", "xx,yy")[2], "phoney: there is no locale `xx,yy`; `phoney locales` lists them\n")

    def test_a_country_is_no_locale(self):
        """Faker names the country of each locale, in `date_time`'s list of countries."""
        names = {country.alpha_2_code: country.name for country in DateTimeProvider.countries}
        territories = {locale: locale.partition("_")[2] for locale in phoney("locales")[1].split()}
        named = {names[territory] for territory in territories.values() if territory in names}
        self.assertGreater(len(named), 70)
        for name in named:
            with self.subTest(name):
                code, _, err = phoney("fake", "-q", "name", "--locale", name)
                if code == 0:  # an alias of Python's
                    continue
                said = re.fullmatch(rf"phoney: there is no locale `{name}`; did you mean ((?:`\w+`(?:, | or )?)+)\?\n", err)
                self.assertTrue(said, err)
                suggested = re.findall(r"`(\w+)`", said[1])
                self.assertEqual({names[territories[locale]] for locale in suggested}, {name})
        for name, locales in (("germany", "`de_DE`"), ("USA", "`en_US`"), ("england", "`en_GB`"), ("south-korea", "`ko_KR`"), ("switzerland", "`de_CH`, `fr_CH` or `it_CH`")):
            self.assertEqual(phoney("fake", "name", "--locale", name)[2], f"phoney: there is no locale `{name}`; did you mean {locales}?\n")

    def test_an_error_after_half_a_line(self):
        """At a terminal, it begins a line of its own."""
        command = ["fake", "-q", "pesel", "date_of_birth=1700-01-01T00:00:00", "-l", "pl_PL", "-f", "json"]
        wrong = "phoney: `pesel`: `date_of_birth` must be in the years 1800 to 2299"
        self.assertEqual(at_terminal([running.PHONEY, *command], NO_COLOR="1"), (2, f"[\r\n{wrong}\r\n"))
        self.assertEqual(at_terminal([running.PHONEY, *command[:-2]], NO_COLOR="1"), (2, f"{wrong}\r\n"))
        self.assertEqual(phoney(*command), (2, "[", f"{wrong}\n"))

    def test_exit_codes_of_values_that_cannot_be_made(self):
        """A parameter is the command line's, however late it shows that it is wrong; in a template it is not."""
        wrong = "`pesel`: `date_of_birth` must be in the years 1800 to 2299\n"
        parameter = "date_of_birth=1700-01-01T00:00:00"
        self.assertEqual(phoney("fake", "-q", "pesel", parameter, "-l", "pl_PL"), (2, "", f"phoney: {wrong}"))
        self.assertEqual(phoney("fake", "-q", "name", "pesel", parameter, "-l", "pl_PL")[0], 2)
        self.assertEqual(phoney("generate", "-q", "-t", f'["{{{{pesel:{parameter}}}}}"]', "-l", "pl_PL")[::2], (1, f"phoney: [0]: {wrong}"))
        self.assertEqual(phoney("fake", "-q", "enum"), (1, "", "phoney: `enum` needs a Python class, which cannot be given here; use `random_element` with the values\n"))


class TestSeed(unittest.TestCase):
    RUNS = (("fake", "name", "date_time", "--count", "5"), ("generate", "-", "--count", "5"))
    TEMPLATE = '{"name": "{{name}}", "when": "{{date_time_this_month}}", "ago": "{{past_datetime}}"}'
    SAID = re.compile(r"seed (\d+): repeat with (--seed \1 --now \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)\n")

    def test_a_run_without_a_seed_can_be_repeated(self):
        for words in self.RUNS:
            with self.subTest(words[0]):
                code, out, err = phoney(*words, stdin=self.TEMPLATE)
                said = self.SAID.fullmatch(err)
                self.assertTrue(said, err)
                self.assertEqual(phoney(*words, *said[2].split(), stdin=self.TEMPLATE), (code, out, ""))

    def test_what_was_given_is_not_told(self):
        for words in self.RUNS:
            self.assertEqual(phoney(*words, "--seed", "x", stdin=self.TEMPLATE)[2], "")
            err = phoney(*words, "--now", "2024-02-29", stdin=self.TEMPLATE)[2]
            self.assertRegex(err, r"\Aseed (\d+): repeat with --seed \1\n\Z")

    def test_a_failed_run_is_not_repeated(self):
        wrong = "`pesel`: `date_of_birth` must be in the years 1800 to 2299\n"
        pesel = ["pesel", "date_of_birth=1700-01-01T00:00:00", "-l", "pl_PL"]
        self.assertEqual(phoney("fake", *pesel), (2, "", f"phoney: {wrong}"))
        self.assertEqual(phoney("fake", *pesel, "-f", "json"), (2, "[", f"phoney: {wrong}"))
        code, out, err = phoney("fake", "boolean", "-n", "3", "--unique")
        self.assertEqual((code, err.splitlines()[1:]), (0, ["phoney: warning: boolean: `boolean` ran out of unique values after 2 of them; 1 value repeats"]))
        self.assertRegex(err.splitlines()[0] + "\n", self.SAID)
        code, out, err = phoney("generate", "-", "-n", "3", stdin='["{{boolean:unique=true}}"]')
        self.assertEqual((code, err), (1, "phoney: [0]: `boolean` ran out of unique values after 2 of them (1000 attempts found only repeats); "
                                          "ask for fewer records, or leave out unique=true\n"))

    def test_quiet(self):
        for words in self.RUNS:
            for option in ("--quiet", "-q"):
                self.assertEqual(phoney(*words, option, stdin=self.TEMPLATE)[2], "")

    def test_at_a_terminal(self):
        code, shown = at_terminal([running.PHONEY, "fake", "name"], shows="err")
        self.assertEqual(code, 0)
        self.assertTrue(self.SAID.fullmatch(shown.replace("\r\n", "\n")), shown)


if __name__ == "__main__":
    running.main(__name__)
