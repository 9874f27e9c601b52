"""What `phoney validate` and `phoney generate` say of templates as users of other tools write them, and of templates on the command line.

    python3 test_messages.py --phoney path/to/phoney
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.messages import EMPTY, FIELD, NO_JSON, PLACEHOLDERS, WARNINGS, context

ROOT = Path(__file__).resolve().parents[2]
PHONEY = os.environ.get("PHONEY", "phoney")


def phoney(*words, stdin="", cwd=None):
    """Exit code, standard output, standard error."""
    done = subprocess.run([PHONEY, *words], input=stdin.encode(), capture_output=True, cwd=cwd, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def validate(template):
    return phoney("validate", "-", stdin=template if isinstance(template, str) else json.dumps(template))


class TestMessages(unittest.TestCase):
    def test_placeholders(self):
        for text, message in PLACEHOLDERS.items():
            with self.subTest(text):
                lines = [f"phoney: a: {message}", *("    " + line for line in context(text, message))]
                self.assertEqual(validate({"a": text}), (1, "", "\n".join(lines) + "\n"))

    def test_warnings(self):
        for template, warnings in WARNINGS:
            with self.subTest(template):
                code, out, err = phoney("generate", "-q", "-", stdin=json.dumps(template))
                self.assertEqual((code, err), (0, "".join(f"phoney: warning: {warning}\n" for warning in warnings)))
                self.assertEqual(len(json.loads(out)), 1)
                self.assertEqual(validate(template)[2], err)

    def test_no_json(self):
        for text, message in NO_JSON.items():
            with self.subTest(text):
                self.assertEqual(validate(text), (1, "", f"phoney: standard input: {message}\n"))
                code, out, _ = phoney("batch", stdin=text.replace("\n", " ") + "\n")
                self.assertEqual((code, json.loads(out)["error"]["code"]), (0, "invalid_json"))

    def test_empty(self):
        for template, message in EMPTY:
            with self.subTest(template):
                code, out, err = validate(template)
                self.assertEqual((code, out, err.splitlines()[-1]), (1, "", f"phoney: {message}"))

    def test_field(self):
        template, message = FIELD
        self.assertEqual(validate(template), (1, "", f"phoney: link: {message}\n    /users/{{{{id}}}}\n             ^\n"))


class TestForeignNames(unittest.TestCase):
    def test_each_is_real(self):
        table = re.findall(r'^    \{"([^"]+)", "([^"]+)", "[^"]+"\},$', (ROOT / "src/templates/foreign_names.cc").read_text("utf-8"), re.MULTILINE)
        self.assertEqual(len(table), len(set(table)))
        lines = (ROOT / "tests/support/names_of_other_tools.tsv").read_text("utf-8").splitlines()
        real = {tuple(line.split("\t")) for line in lines if not line.startswith("#")}
        self.assertEqual({project for project, _ in table}, {project for project, _ in real})
        self.assertEqual([name for name in table if name not in real], [])


class TestTemplateOnTheCommandLine(unittest.TestCase):
    TEMPLATE = '{"name":"{{name}}"}'
    RECORDS = '[{"name":"Allison Hill"}]'  # Faker, seed 42

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def generate(self, *words):
        return phoney("generate", "-q", *words, "--seed", "42", cwd=self.folder.name)

    def test_in_the_place_of_the_file(self):
        self.assertEqual(self.generate(self.TEMPLATE), (0, self.RECORDS + "\n", ""))
        self.assertEqual(self.generate('["{{name}}"]'), (0, '[["Allison Hill"]]\n', ""))
        self.assertEqual(phoney("validate", self.TEMPLATE), (0, "valid: 1 placeholder\n", ""))
        long = '{"name":"{{name}}","text":"' + "x" * 5000 + '"}'
        self.assertEqual(json.loads(self.generate(long)[1])[0]["name"], "Allison Hill")
        self.assertEqual(self.generate('{"age": {{random_int}}}'), (1, "", (
            'phoney: the template: the text is not valid JSON: write the placeholder in quotes, as "{{random_int}}"; its value keeps its type '
            "(near line 1, column 9)\n")))
        # In double quotes, a shell takes the inner ones away.
        self.assertEqual(self.generate("{name:{{name}}}"), (1, "", (
            'phoney: the template: the text is not valid JSON: write the placeholder in quotes, as "{{name}}"; its value keeps its type '
            "(near line 1, column 7)\n")))

    def test_option(self):
        for words in (["-t", self.TEMPLATE], ["--template", self.TEMPLATE], [f"--template={self.TEMPLATE}"]):
            self.assertEqual(self.generate(*words), (0, self.RECORDS + "\n", ""))
        self.assertEqual(self.generate("-t", '"{{name}}"'), (0, '["Allison Hill"]\n', ""))
        self.assertEqual(phoney("validate", "-t", self.TEMPLATE), (0, "valid: 1 placeholder\n", ""))
        for command in ("generate", "validate"):
            self.assertEqual(phoney(command, "a.json", "-t", self.TEMPLATE), (2, "", (
                f"phoney: `phoney {command}` takes TEMPLATE or `--template`, not both\nTry: phoney {command} --help\n")))
            self.assertEqual(phoney(command), (2, "", f"phoney: `phoney {command}` needs TEMPLATE\nTry: phoney {command} --help\n"))

    def test_a_file_comes_first(self):
        for name in ("[id].json", '["{{name}}"]', "{x}"):
            (Path(self.folder.name) / name).write_text('"{{email}}"')
            self.assertEqual(self.generate(name), (0, '["johnsonjoshua@example.org"]\n', ""))
        self.assertEqual(self.generate("-t", '["{{name}}"]'), (0, '[["Allison Hill"]]\n', ""))

    def test_a_file_that_is_missing(self):
        for name in ("[slug].json", "{x}.json"):
            self.assertEqual(self.generate(name), (1, "", f"phoney: cannot read {name}: No such file or directory\n"))

    def test_a_string_in_the_place_of_the_file(self):
        for word in ("Hello {{name}}", '"{{name}}"', "it's \\ {{name}}", '"a" {{name}}'):
            code, out, err = self.generate(word)
            self.assertEqual((code, out), (1, ""))
            start = f"phoney: cannot read {word}: No such file or directory; give a template with -t, as JSON: "
            self.assertTrue(err.startswith(start), err)
            option, json_text = shlex.split(err.removeprefix(start))
            self.assertEqual((option, json.loads(json_text)), ("-t", "{{name}}" if word == '"{{name}}"' else word))
            self.assertEqual(self.generate(option, json_text)[0], 0)

    def test_a_string_without_its_quotes(self):
        wrong = "phoney: the template: a template is JSON, and a string of JSON has double quotes: -t {}\n"
        fake = "; for the values alone: phoney fake "
        for word, hint in (
                ("{{name}}", fake + "name"),
                ("{{random_int:min=1,max=6}}", fake + "random_int min=1 max=6"),
                ("{{numerify:text='# #'}}", fake + "numerify text='# #'"),
                ("{{[name]:count=3}}", ""),
                ("{{email:unique=true}}", ""),
                ("{{first_name}} {{last_name}}", "")):
            with self.subTest(word):
                option = shlex.quote(json.dumps(word)).replace("'\"'\"'", "'\\''")
                self.assertEqual(self.generate(word), (1, "", wrong.format(option + hint)))
                self.assertEqual(self.generate("-t", json.dumps(word))[0], 0)

    def test_a_file_in_the_place_of_the_template(self):
        (Path(self.folder.name) / "orders.json").write_text('"{{name}}"')
        for option in ("-t", "--template"):
            self.assertEqual(self.generate(option, "orders.json"), (1, "", (
                "phoney: the template: `--template` takes a template, and `orders.json` is a file: leave out the option\n")))

    def test_a_generator_in_the_place_of_the_file(self):
        self.assertEqual(self.generate("email"), (1, "", (
            "phoney: cannot read email: No such file or directory; for values of this generator: phoney fake email; "
            "for a template: -t '\"{{email}}\"'\n")))
        self.assertEqual(self.generate(""), (1, "", "phoney: TEMPLATE is empty; give the name of a file, - or a template\n"))

    def test_without_placeholders(self):
        for word in ("[]", "{}", "[1]"):
            self.assertEqual(self.generate(word), (1, "", "phoney: the template has no placeholder; add one to a string, such as {{name}}\n"))


class TestSeeds(unittest.TestCase):
    """Whatever is no integer is a text, as it always was; what may have been meant as something else gets a warning."""

    NAMES = {"1.5": "Phillip Stewart", "true": "Jessica Williams", "1_000": "Kathy Warren", "0x2a": "Jeremy Miller", "1e3": "Julie Willis"}

    def test_texts_that_look_otherwise(self):
        for seed, name in self.NAMES.items():
            with self.subTest(seed):
                self.assertEqual(phoney("fake", "name", "--seed", seed), (0, name + "\n", (
                    f'phoney: warning: `--seed {seed}` is a string seed, like seed_instance("{seed}") in Python; an integer seed has digits only\n')))

    def test_faker_takes_them_as_texts(self):
        try:
            from faker import Faker
        except ImportError:
            self.skipTest("Faker is not installed")
        fake = Faker()
        for seed, name in self.NAMES.items():
            fake.seed_instance(seed)
            self.assertEqual(fake.name(), name)
        most = "9" * 4300
        fake.seed_instance(int(most))
        self.assertEqual(phoney("fake", "name", "--seed", most), (0, fake.name() + "\n", ""))

    def test_other_seeds(self):
        for seed in ("42", "-42", "+42", "0042", "abc", "2024-02-29", "1.2.3", "12ab", "truth"):
            self.assertEqual(phoney("fake", "name", "--seed", seed)[2], "", seed)


def main():
    global PHONEY
    parser = argparse.ArgumentParser()
    parser.add_argument("--phoney", default=PHONEY)
    options, others = parser.parse_known_args()
    PHONEY = os.path.abspath(options.phoney)
    unittest.main(argv=[sys.argv[0], *others])


if __name__ == "__main__":
    main()
