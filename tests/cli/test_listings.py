"""What there is, for people and programs: generators, providers, locales; and templates checked many at once.

    python3 test_listings.py --phoney path/to/phoney
"""

import json
import re
import subprocess
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
        """All that a word finds: names before other words for them, and the best of a topic first."""
        for word, found in [
                ("money", ("pricetag pydecimal currency currency_code currency_name currency_symbol iban bban credit_card_number credit_card_provider "
                           "credit_card_expire credit_card_security_code credit_card_full")),
                ("hash", "md5 sha1 sha256"),
                ("amount", "pricetag pydecimal"),
                ("salary", "pricetag pydecimal"),
                ("birthday", "date_of_birth"),
                ("avatar", "image_url image"),
                ("paragraph", "paragraph paragraphs english_paragraph english_paragraphs"),
                ("zipcode", "zipcode zipcode_in_army zipcode_in_military zipcode_in_state zipcode_plus4 postcode")]:
            with self.subTest(word):
                self.assertEqual(names(word), found.split())
        self.assertNotIn("city_prefix", names("title"))

    def test_best_first(self):
        """The name itself, names that begin with the word, names that contain it, topics, the provider, descriptions."""
        for word, found in [
                ("color", "color color_hsl color_hsv color_name color_rgb color_rgb_float hex_color rgb_color rgb_css_color safe_color_name safe_hex_color"),
                ("price", "pricetag pydecimal"),
                ("credit card", "credit_card_expire credit_card_full credit_card_number credit_card_provider credit_card_security_code"),
                ("domain name", "domain_name safe_domain_name")]:
            with self.subTest(word):
                self.assertEqual(names(word)[:len(found.split())], found.split())
        found = names("time")
        ranks = [0 if name == "time" else 1 if name.startswith("time") else 2 if "time" in name else 3 for name in found]
        self.assertEqual(ranks, sorted(ranks))
        self.assertEqual(set(ranks), {0, 1, 2, 3})

    def test_joined_and_split_words(self):
        for spellings in [("creditcard", "credit card", "credit-card", "creditCard", "CreditCard", "Credit/Card"),
                          ("ip address", "ipAddress", "IPAddress", "ip-address", "ipaddress"),
                          ("lat/long", "latlong", "lat long", "latLong"),
                          ("zip code", "zipCode", "ZIP-code"),
                          ("user agent", "userAgent", "useragent"),
                          ("email", "e-mail", "E-Mail")]:
            for other in spellings[1:]:
                with self.subTest(other):
                    self.assertEqual(names(other)[:3], names(spellings[0])[:3])
        self.assertEqual(names("ip address")[:2], ["ipv4", "ipv6"])
        self.assertEqual(names("lat/long")[:3], ["latlng", "latitude", "longitude"])
        self.assertLessEqual({"zipcode", "postcode"}, set(names("zip code")))
        self.assertNotIn("zipcode", names("ip"))  # too short to look for within words

    def test_providers(self):
        for provider in ("internet", "automotive", "geo", "credit_card", "user_agent", "date_time"):
            for spelling in (provider, provider.replace("_", " ")):
                with self.subTest(spelling):
                    self.assertLessEqual(set(names("--provider", provider)), set(names(spelling)))

    def test_topics(self):
        for word, name in [("id", "uuid4"), ("guid", "uuid4"), ("gps", "latlng"), ("sku", "bothify"), ("array", "random_elements"), ("list", "random_elements"),
                           ("weighted", "random_element"), ("sequence", "uuid4"), ("autoIncrement", "uuid4"), ("counter", "uuid4"),
                           ("optional", "random_element"), ("nullable", "random_element"), ("enum", "random_element"), ("timestamp", "unix_time"),
                           ("slug", "slug"), ("regex", "bothify"), ("pattern", "bothify"), ("boolean", "boolean"), ("latitude", "latitude"),
                           ("prices", "pricetag")]:
            with self.subTest(word):
                self.assertIn(name, names(word))

    def test_advice(self):
        """What no generator makes by itself, the listing says before the generators that help."""
        for word, said in [("sequence", "sequence: phoney does not number records; add numbers after generation"),
                           ("Auto Increment", "Auto Increment: phoney does not number records;"),
                           ("optional", "optional: phoney has no optional values;"),
                           ("regex", "regex: phoney reads no regular expressions;"),
                           ("weighted", "weighted: give each value its weight: {{random_element:elements={a: 9, b: 1}}}\n")]:
            with self.subTest(word):
                code, out, err = phoney("generators", word)
                self.assertEqual((code, err), (0, ""))
                self.assertTrue(out.startswith(said), out)
        code, out, err = phoney("generators", "sequence", "--provider", "geo")
        self.assertEqual((code, out), (1, ""))
        self.assertTrue(err.startswith("phoney: sequence: phoney does not number records;"), err)

    def test_words_of_which_only_some_are_known(self):
        for pattern, said in [("gps coordinates", "no generator matches `gps coordinates`; did you mean `latlng`, `latitude`, `longitude` or `coordinate`?"),
                              ("random date", "no generator matches `random date`; did you mean `date` or `date_between`?"),
                              ("weighted choice", "weighted: give each value its weight: {{random_element:elements={a: 9, b: 1}}}"),
                              ("version number", "version: write it as a pattern: {{numerify:text=#.#.#}}"),
                              ("qqqq zzzz", "no generator matches `qqqq zzzz`")]:
            with self.subTest(pattern):
                self.assertEqual(phoney("generators", pattern), (1, "", f"phoney: {said}\n"))
        self.assertEqual(names("full name")[:2], ["full_name", "name"])
        self.assertEqual(names("random string")[0], "pystr")

    def test_suggestions_exist_in_the_locale(self):
        self.assertIn("`zipcode`", phoney("generators", "zipcdoe")[2])
        self.assertNotIn("`zipcode`", phoney("generators", "zipcdoe", "--locale", "de_DE")[2])
        self.assertNotIn("`zipcode`", phoney("generators", "zipcdoe", "--provider", "geo")[2])
        self.assertEqual(phoney("fake", "zipcdoe")[2], "phoney: there is no generator `zipcdoe`; did you mean `zipcode` or `zip`?\n")
        german = {generator["name"] for generator in json.loads(phoney("generators", "--json", "--locale", "de_DE")[1])}
        for word in ("zipcdoe", "stat_abbr", "frist_romanized_name", "zipcodes"):
            with self.subTest(word):
                said = phoney("fake", word, "--locale", "de_DE")[2]
                self.assertLessEqual(set(re.findall(r"`(\w+)`", said)) - {word}, german | {"zip"})
                template = phoney("validate", "-t", json.dumps(f"{{{{{word}}}}}"), "--locale", "de_DE")[2].splitlines()[0]
                self.assertLessEqual(set(re.findall(r"`(\w+)`", template)) - {word}, german | {"zip"})

    def test_unknown_names_that_are_topics(self):
        for word, said in [("id", "did you mean `uuid4`, `random_int` or `uuid7`?"), ("price", "did you mean `pricetag` or `pydecimal`?"),
                           ("avatar", "did you mean `image_url`?"),  # phoney has no `image`
                           ("gps", "did you mean `latlng`, `latitude` or `longitude`?"),
                           ("status", "give the values yourself: phoney fake random_element elements='[\"a\",\"b\"]'")]:
            with self.subTest(word):
                self.assertEqual(phoney("fake", word), (2, "", f"phoney: there is no generator `{word}`; {said}\n"))

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

    def test_the_order_of_the_files(self):
        """Of both streams together, as a terminal shows them."""
        files = [self.write(f"{i}.json", '"{{name}}"' if i % 2 else '"{{nmae}}"') for i in range(6)]
        done = subprocess.run([running.PHONEY, "validate", *files], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, env=running.environment())
        lines = [line for line in done.stdout.decode().splitlines() if self.path.name in line]
        self.assertEqual([next(file for file in files if file in line) for line in lines], files)
        self.assertEqual(done.returncode, 1)

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
