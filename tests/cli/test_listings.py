"""What there is, for people and programs: generators, providers, locales; and templates checked many at once.

    python3 test_listings.py --phoney path/to/phoney
"""

import json
import tempfile
import unittest
from pathlib import Path

import running
from faker import Faker
from running import phoney


def names(*words):
    return [generator["name"] for generator in json.loads(phoney("generators", "--json", *words)[1])]


class TestSearch(unittest.TestCase):
    def test_words_of_descriptions_and_of_people(self):
        for word, found in [("social", {"ssn", "nuss", "sss"}), ("ISO", {"currency_code", "country_code"}), ("zip", {"zip", "postcode"}),
                            ("telephone", {"phone_number"})]:
            with self.subTest(word):
                self.assertLessEqual(found, set(names(word)))

    def test_nothing_else(self):
        """All that a word finds, those with the word in their name first."""
        for word, found in [
                ("money", ("bban credit_card_expire credit_card_full credit_card_number credit_card_provider credit_card_security_code currency "
                           "currency_code currency_name currency_symbol iban pricetag")),
                ("hash", "md5 sha1 sha256"),
                ("amount", "pricetag pydecimal"),
                ("salary", "pricetag"),
                ("birthday", "date_of_birth"),
                ("avatar", "image image_url"),
                ("paragraph", "english_paragraph english_paragraphs paragraph paragraphs"),
                ("zipcode", "zipcode zipcode_in_army zipcode_in_military zipcode_in_state zipcode_plus4")]:
            with self.subTest(word):
                self.assertEqual(names(word), found.split())
        self.assertNotIn("city_prefix", names("title"))

    def test_separators_are_alike(self):
        for spellings in ("phone_number", "phone number", "Phone-Number"), ("date_of_birth", "date of birth", "date-of-birth"), ("date_t*", "date t*", "date-t*"):
            by_name, *others = map(names, spellings)
            self.assertIn(spellings[0].replace("t*", "time"), by_name)
            for found in others:  # which may also be words of descriptions
                self.assertEqual(found[:len(by_name)], by_name)

    def test_names_come_first(self):
        found = names("country")
        by_name = ["country" in name for name in found]
        self.assertEqual(by_name, sorted(by_name, reverse=True))
        self.assertIn("area_code", found)  # by its description

    def test_words_match_from_their_beginning(self):
        self.assertEqual(phoney("generators", "alse")[0], 1)  # of boolean: "True or false."
        self.assertIn("boolean", names("fals"))

    def test_names_of_other_tools(self):
        """As their documentation writes them: faker-js, Postman, Mockaroo."""
        for word, name in [("person.firstName", "first_name"), ("faker.person.lastName", "last_name"), ("$randomInt", "random_int"), ("Top Level Domain", "tld")]:
            with self.subTest(word):
                self.assertEqual(names(word)[0], name)

    def test_patterns_match_names_alone(self):
        self.assertEqual(names("md?"), ["md5"])
        self.assertEqual(phoney("generators", "*hash*"), (1, "", "phoney: no generator matches `*hash*`\n"))


class TestSamples(unittest.TestCase):
    def test_samples_are_what_seed_42_gives(self):
        fake = Faker()
        entries = {entry["name"]: entry for entry in json.loads(phoney("generators", "--json")[1])}
        for name in ("name", "email", "address", "pricetag", "random_int", "md5", "boolean", "words", "currency"):
            fake.seed_instance(42)
            self.assertEqual(entries[name]["sample"], json.loads(json.dumps(getattr(fake, name)())), name)
        german = Faker("de_DE")
        german.seed_instance(42)
        self.assertEqual(json.loads(phoney("generators", "city", "--json", "--locale", "de_DE")[1])[0]["sample"], german.city())

    def test_every_generator_has_one(self):
        without = {entry["name"] for entry in json.loads(phoney("generators", "--json")[1]) if entry["sample"] is None}
        need_parameters = {"enum", "is_leap_year", "pesel_compute_check_digit", "pwz_doctor_compute_check_digit"}
        long_lists = {"get_words_list", "pystruct"}
        self.assertEqual(without, need_parameters | long_lists | {"image", "pyobject"})  # phoney has no `image`; `pyobject` is None

    def test_lines(self):
        fake = Faker()
        fake.seed_instance(42)
        code, text, err = phoney("generators", "pricetag")
        self.assertEqual((code, text, err), (0, f"pricetag  currency  A price with its currency.\n    e.g. {fake.pricetag()}\n", ""))
        fake.seed_instance(42)
        self.assertIn(f"    e.g. {json.dumps(fake.address())}\n", phoney("generators", "address")[1])  # one line
        long = [line for line in phoney("generators", "binary")[1].splitlines() if "e.g." in line]
        self.assertRegex(long[0], r"\A    e\.g\. [A-Za-z0-9+/]{80}\.\.\.\Z")


class TestForPrograms(unittest.TestCase):
    def test_locales(self):
        self.assertEqual(json.loads(phoney("locales", "--json")[1]), phoney("locales")[1].split())

    def test_providers(self):
        lines = phoney("providers")[1].splitlines()
        providers = json.loads(phoney("providers", "--json")[1])
        self.assertEqual([provider["name"] for provider in providers], [line.split()[0] for line in lines])
        self.assertEqual([provider["generator_count"] for provider in providers], [int(line.split()[1]) for line in lines])
        self.assertTrue(all(provider["description"] in line for provider, line in zip(providers, lines)))


class TestValidate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)

    def write(self, name, text):
        path = self.path / name
        path.write_text(text)
        return str(path)

    def test_many(self):
        good = self.write("good.json", '{"a": "{{name}}", "b": "{{email}}"}')
        single = self.write("single.json", '"{{name}}"')
        self.assertEqual(phoney("validate", good, single), (0, f"{good}: valid: 2 placeholders\n{single}: valid: 1 placeholder\n", ""))

    def test_every_error_names_its_file(self):
        good = self.write("good.json", '"{{name}}"')
        bad = self.write("bad.json", '{"a": "{{nmae}}", "b": "{{name"}')
        broken = self.write("broken.json", "")
        code, out, err = phoney("validate", bad, broken, str(self.path / "none.json"), good)
        self.assertEqual((code, out), (1, f"{good}: valid: 1 placeholder\n"))
        self.assertEqual(err, (
            f"phoney: {bad}: a: there is no generator `nmae`; did you mean `name`? (column 3)\n"
            "    {{nmae}}\n"
            "      ^\n"
            f"phoney: {bad}: b: this placeholder is not closed; end it with }}}} (column 1)\n"
            "    {{name\n"
            "    ^\n"
            f"phoney: {bad}: the template has 2 errors\n"
            f"phoney: {broken}: the JSON text is empty\n"
            f"phoney: cannot read {self.path}/none.json: No such file or directory\n"))

    def test_every_warning_names_its_file(self):
        good = self.write("good.json", '"{{name}}"')
        warned = self.write("warned.json", '{"{{name}}": "{{email}}"}')
        warning = "warning: {{name}}: placeholders in keys are not replaced: the key stays `{{name}}`\n"
        self.assertEqual(phoney("validate", warned), (0, "valid: 1 placeholder\n", f"phoney: {warning}"))
        self.assertEqual(phoney("validate", good, warned),
                         (0, f"{good}: valid: 1 placeholder\n{warned}: valid: 1 placeholder\n", f"phoney: {warned}: {warning}"))

    def test_templates_on_the_command_line(self):
        good = self.write("good.json", '"{{name}}"')
        verdicts = f"standard input: valid: 1 placeholder\nthe template: valid: 2 placeholders\n{good}: valid: 1 placeholder\n"
        self.assertEqual(phoney("validate", "-", '["{{name}}", "{{email}}"]', good, stdin='"{{name}}"'), (0, verdicts, ""))
        self.assertEqual(phoney("validate", "--template", '"{{name}}"'), (0, "valid: 1 placeholder\n", ""))
        code, out, err = phoney("validate", "--template", '"{{name}}"', good)
        self.assertEqual((code, out, err.splitlines()[0]), (2, "", "phoney: `phoney validate` takes TEMPLATE or `--template`, not both"))


if __name__ == "__main__":
    running.main(__name__)
