"""What people see on a terminal: colour, the log and the first steps of `phoney serve`, and the manual page.

    python3 test_terminal.py --phoney path/to/phoney
"""

import json
import os
import re
import signal
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

import running
from running import at_terminal, environment, open_terminal, phoney, read_until

ESCAPE = "\x1b["
PLAIN = re.compile(r"\x1b\[[0-9;]*m")


class TestColour(unittest.TestCase):
    def shown(self, *words, **how):
        return at_terminal([running.PHONEY, *words], **how)[1]

    def test_who_gets_it(self):
        cases = [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False), ({"TERM": ""}, False),
                 ({"CLICOLOR": "0"}, False), ({"CLICOLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False),
                 ({"CLICOLOR": "false"}, False), ({"FORCE_COLOR": "false"}, False), ({"CLICOLOR_FORCE": "false"}, True), ({"FORCE_COLOR": ""}, True),
                 ({"TERM": "dumb", "CLICOLOR_FORCE": "1"}, True), ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False)]
        for variables, coloured in cases:
            with self.subTest(variables):
                self.assertEqual(ESCAPE in self.shown("generators", "md5", **variables), coloured)

    def test_without_a_terminal(self):
        for words in (["generators", "md5"], ["providers"], ["--help"], ["serve", "--help"], ["fake", "nmae"], []):
            code, out, err = phoney(*words)
            self.assertNotIn(ESCAPE, out + err)
            for name in ("CLICOLOR_FORCE", "FORCE_COLOR"):
                code_of_coloured, *coloured = phoney(*words, **{name: "1"})
                self.assertIn(ESCAPE, "".join(coloured), words)
                for off in ("0", "false"):
                    self.assertEqual(phoney(*words, **{name: off}), (code, out, err))
                self.assertEqual((code_of_coloured, *map(lambda text: PLAIN.sub("", text), coloured)), (code, out, err))

    def test_each_stream_for_itself(self):
        """What goes into a file has no colour, though the other stream leads to a terminal."""
        with tempfile.TemporaryFile() as file:
            master, slave = open_terminal()
            subprocess.run([running.PHONEY, "generators", "md5"], stdout=file, stderr=slave, env=environment(), timeout=60, check=True)
            os.close(slave)
            os.close(master)
            file.seek(0)
            self.assertNotIn(ESCAPE.encode(), file.read())

    def test_values_have_none(self):
        self.assertEqual(self.shown("fake", "name", "-s", "42"), "Allison Hill\r\n")


class TestServe(unittest.TestCase):
    LINE = r"\d\d:\d\d:\d\d\.\d{3}  %d  +\d+\.\d{3} ms  GET      %s(?:  \(\w+\))?"

    def start(self, *words, terminal=True, **variables):
        """A server, and what shows its standard error: the end of a terminal or of a pipe."""
        master, slave = open_terminal() if terminal else os.pipe()
        process = subprocess.Popen([running.PHONEY, "serve", "--port", "0", *words], stdin=subprocess.DEVNULL, stderr=slave, env=environment(**variables))
        os.close(slave)
        self.addCleanup(os.close, master)
        self.addCleanup(process.wait, 60)
        self.addCleanup(process.send_signal, signal.SIGTERM)
        return process, master

    def test_first_steps(self):
        _, terminal = self.start(NO_COLOR="1")
        shown = read_until(terminal, lambda text: "Ctrl-C" in text).replace("\r\n", "\n")
        address = re.match(r"phoney: listening on (http://127\.0\.0\.1:\d+)\n", shown)[1]
        self.assertEqual(shown.partition("\n")[2], (
            f"  start page     {address}/\n"
            f"  documentation  {address}/docs\n"
            "  login          admin, password phoney-development (development only)\n"
            f"  try            curl '{address}/fake/name?seed=42'\n"
            "  stop           Ctrl-C\n"))
        for path in ("/", "/docs", "/fake/name?seed=42"):
            with urllib.request.urlopen(address + path, timeout=60) as answer:
                self.assertEqual(answer.status, 200)
        request = urllib.request.Request(address + "/token", b"username=admin&password=phoney-development")
        with urllib.request.urlopen(request, timeout=60) as answer:
            self.assertEqual(answer.status, 200)

    def test_a_password_of_ones_own_is_not_told(self):
        _, terminal = self.start(API_PASSWORD_HASH=phoney("hash-password", "--cost", "4", stdin="secret")[1].strip())
        self.assertNotIn("login", read_until(terminal, lambda text: "Ctrl-C" in text))

    def ask(self, terminal):
        address = re.search(r"http://127\.0\.0\.1:\d+", read_until(terminal, lambda text: "listening on" in text and text.endswith("\n")))[0]
        for path in ("/fake/name?seed=42", "/nothing"):
            try:
                urllib.request.urlopen(address + path, timeout=60).close()
            except urllib.error.HTTPError as error:
                self.assertEqual(error.code, 404)
                error.close()
        return read_until(terminal, lambda text: "/nothing" in text and text.endswith("\n")).replace("\r\n", "\n")

    def test_log_for_people(self):
        for words, terminal in ([], True), (["--log-format", "text"], False):
            with self.subTest(words):
                _, end = self.start(*words, terminal=terminal)
                lines = PLAIN.sub("", self.ask(end)).splitlines()
                self.assertRegex(lines[-2], rf"\A{self.LINE % (200, '/fake/name')}\Z")
                self.assertRegex(lines[-1], rf"\A{self.LINE % (404, '/nothing')}\Z")

    def test_log_for_programs(self):
        for words, terminal in ([], False), (["--log-format", "json"], True):
            with self.subTest(words):
                _, end = self.start(*words, terminal=terminal)
                lines = [json.loads(line) for line in self.ask(end).splitlines() if line.startswith("{")]
                self.assertEqual([(line["path"], line["status"]) for line in lines], [("/fake/name", 200), ("/nothing", 404)])

    def test_colour_of_the_log(self):
        for variables, coloured in ({}, True), ({"NO_COLOR": "1"}, False):
            _, end = self.start(**variables)
            self.assertEqual(f"{ESCAPE}32m200{ESCAPE}0m" in self.ask(end), coloured)

    def test_wrong_format(self):
        wrong = 'must be auto, json or text, not "xml"\n'
        self.assertEqual(phoney("serve", "--log-format", "xml"), (2, "", f"phoney: --log-format from the command line {wrong}"))
        self.assertEqual(phoney("serve", LOG_FORMAT="xml"), (2, "", f"phoney: PHONEY_LOG_FORMAT from the environment {wrong}"))


class TestManualPage(unittest.TestCase):
    def test_lint(self):
        done = subprocess.run(["mandoc", "-Tlint", "-Wwarning"], input=phoney("man")[1], capture_output=True, text=True, timeout=60)
        # A date would tell of the build, which is the same on any day.
        self.assertEqual([line for line in done.stdout.splitlines() if "missing date" not in line], [])

    def test_text(self):
        """What the page shows is what the help says."""
        done = subprocess.run(["mandoc", "-Tascii", "-Owidth=500"], input=phoney("man")[1], capture_output=True, text=True, timeout=60, check=True)
        shown = re.sub(r".\x08", "", done.stdout)
        _, *parts = re.split(r"^   phoney ([a-z-]+)$|^[A-Z]", shown.partition("\nCOMMANDS\n")[2], flags=re.MULTILINE)
        sections = {name: " ".join(text.split()) for name, text in zip(parts[::2], parts[1::2]) if name}
        commands = re.findall(r"^  ([a-z-]+) +\w", phoney("help")[1].partition("Examples:")[0], re.MULTILINE)
        self.assertEqual([*sections, "help"], commands)
        for command, section in sections.items():
            help_text = phoney(command, "--help")[1]
            options = re.findall(r"^ +((?:-\w, )?--[a-z-]+)(?: |$)", help_text, re.MULTILINE)
            self.assertIn("-h, --help", options)  # which the page describes for all commands
            examples = re.findall(r"^  (\S.*phoney.*)\n      ", help_text.partition("\nExamples:\n")[2], re.MULTILINE)
            self.assertEqual(section.count(" Examples "), 1)
            self.assertEqual(" Options " in section.partition(" Examples ")[0], len(options) > 1)
            for text in {*options, *examples} - {"-h, --help"}:
                self.assertIn(" ".join(text.split()), section, command)


if __name__ == "__main__":
    running.main(__name__)
