"""Black-box test of the command line where descriptors are closed or full, and where output goes through links.

    python3 test_descriptors.py --phoney path/to/phoney
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.arguments import phoney_from_arguments  # noqa: E402

PHONEY = "phoney"
REQUEST = '{"generator":"name","seed":1,"now":"2026-01-01T00:00:00Z"}\n'
EVENT = json.dumps({"version": "2.0", "rawPath": "/health", "headers": {},
                    "requestContext": {"http": {"method": "GET", "path": "/health", "sourceIp": "192.0.2.1"}}})

# Words, standard input, exit code: each command when it succeeds and when it tells an error.
CALLS = [
    ("", "", 2),
    ("--help", "", 0),
    ("--version", "", 0),
    ("nonsense", "", 2),
    ("fake name --seed 1", "", 0),
    ("fake nonsense", "", 2),
    ("generate - --seed 1", '{"a":"{{name}}"}', 0),
    ("generate - --seed 1 --unique -n 20", '{"a":"{{boolean}}"}', 0),  # with a warning
    ("generate -", '{"a":"{{nonsense}}","b":"{{nonsense}}"}', 1),
    ("validate -", '{"a":"{{name}}"}', 0),
    ("validate -", '{"a":"{{nonsense}}"}', 1),
    ("batch", REQUEST, 0),
    ("batch --nonsense", "", 2),
    ("serve --port nonsense", "", 2),
    ("lambda invoke -", EVENT, 0),
    ("lambda", "", 2),
    ("config", "", 0),
    ("config --port nonsense", "", 2),
    ("hash-password --cost 4", "secret", 0),
    ("hash-password --cost 4", "", 2),
    ("token", "", 0),
    ("token --port nonsense", "", 2),
    ("cost", "", 0),
    ("cost --memory nonsense", "", 2),
    ("generators name", "", 0),
    ("generators --provider nonsense", "", 2),
    ("providers", "", 0),
    ("providers nonsense", "", 2),
    ("locales", "", 0),
    ("locales nonsense", "", 2),
    ("completions bash", "", 0),
    ("completions nonsense", "", 2),
    ("version", "", 0),
    ("version nonsense", "", 2),
]
COMMANDS = "fake generate validate batch serve lambda config hash-password token cost generators providers locales completions version".split()


def redirected(redirections, words, stdin="", **how):
    """The command line of a shell, which becomes phoney with those redirections."""
    return subprocess.run(["sh", "-c", f'exec "$0" "$@" {redirections}', PHONEY, *words], input=stdin, capture_output=True,
                          text=True, timeout=60, env=environment(), **how)


def environment():
    return {name: value for name, value in os.environ.items() if name != "AWS_LAMBDA_RUNTIME_API"}


class TestStandardError(unittest.TestCase):
    def test_every_command_is_called(self):
        self.assertEqual({words.partition(" ")[0] for words, _, _ in CALLS} - {"", "--help", "--version", "nonsense"}, set(COMMANDS))

    def test_exit_codes_do_not_depend_on_it(self):
        for words, stdin, code in CALLS:
            usual = redirected("", words.split(), stdin)
            self.assertEqual(usual.returncode, code, (words, usual.stderr))
            for redirection in ("2>/dev/full", "2>&-"):
                with self.subTest(words=words, redirection=redirection):
                    done = redirected(redirection, words.split(), stdin)
                    self.assertEqual((done.returncode, done.stderr), (code, ""))
                    if not words.startswith(("hash-password", "token")):  # those are never the same twice
                        self.assertEqual(done.stdout, usual.stdout)


class TestStandardOutput(unittest.TestCase):
    def test_failures_are_told(self):
        for redirection, reason in ((">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")):
            for words, stdin, code in CALLS:
                if code != 0:
                    continue
                with self.subTest(words=words, redirection=redirection):
                    done = redirected(redirection, words.split(), stdin)
                    self.assertEqual(done.returncode, 1)
                    self.assertRegex(done.stderr, rf"(?m)^phoney: cannot write( standard output)?: {reason}$")
            for silence in ("2>/dev/full", "2>&-"):
                self.assertEqual(redirected(f"{redirection} {silence}", ["fake", "name"]).returncode, 1)

    def test_closed_standard_input_cannot_be_read(self):
        done = redirected("<&-", ["validate", "-"])
        self.assertEqual((done.returncode, done.stderr), (1, "phoney: cannot read standard input: Bad file descriptor\n"))


class TestServe(unittest.TestCase):
    def serve(self, redirections):
        """The process, and its port once it takes connections."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = ["sh", "-c", f'exec "$0" "$@" {redirections}', PHONEY, "serve", "--threads", "1", "--port", str(port)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
        self.addCleanup(process.wait, 20)
        self.addCleanup(process.kill)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1):
                    return process, port
            except OSError:
                time.sleep(0.01)
        self.fail(f"phoney serve {redirections} does not listen; it ended with {process.poll()}")

    def test_answers_and_ends_as_usual(self):
        request = b"GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        answers = set()
        for redirections in ("", "2>/dev/full", "2>&-", "<&- >&- 2>&-"):
            with self.subTest(redirections=redirections):
                process, port = self.serve(redirections)
                with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
                    client.sendall(request)
                    answer = b"".join(iter(lambda: client.recv(1 << 16), b""))
                answers.add(answer.partition(b"\r\n\r\n")[2])
                if "&-" in redirections:
                    self.assertEqual(os.readlink(f"/proc/{process.pid}/fd/2"), "/dev/null", "no socket gets the log")
                if "<&-" in redirections:
                    self.assertEqual({os.readlink(f"/proc/{process.pid}/fd/{i}") for i in range(3)}, {"/dev/null"})
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.wait(20), 0)
        self.assertEqual(answers, {b'{"status":"ready"}'})


class TestOutputFile(unittest.TestCase):
    def setUp(self):
        self.path = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.path / "there").mkdir()

    def generate(self, output, redirections=""):
        """Exit code and standard error of writing [{"a":1}] there."""
        done = redirected(redirections, ["generate", "-", "-q", "-o", str(output)], '{"a":"{{random_int:min=1,max=1}}"}', cwd=self.path)
        return done.returncode, done.stderr

    def files(self):
        return sorted(str(path.relative_to(self.path)) for path in self.path.rglob("*") if not path.is_dir())

    def assert_written(self, path):
        self.assertEqual(json.loads(path.read_text()), [{"a": 1}])

    def test_links_to_nothing_yet(self):
        mask = os.umask(0)
        os.umask(mask)
        (self.path / "far.json").symlink_to("there/link.json")  # link.json is read from where it stands
        for name, named, written in (("near.json", "near-target.json", "near-target.json"),
                                     ("there/link.json", "target.json", "there/target.json"),
                                     ("far.json", None, "there/target.json"),
                                     ("up.json", "there/../up-target.json", "up-target.json"),
                                     ("absolute.json", self.path / "there" / "absolute.json", "there/absolute.json")):
            with self.subTest(name):
                link, target = self.path / name, self.path / written
                if named:
                    link.symlink_to(named)
                target.unlink(missing_ok=True)
                before = self.files()
                self.assertEqual(self.generate(name), (0, ""))
                self.assertTrue(link.is_symlink())
                self.assertFalse(target.is_symlink())
                self.assert_written(target)
                self.assertEqual(target.stat().st_mode & 0o777, 0o666 & ~mask)
                self.assertEqual(self.files(), sorted([*before, written]))

    def test_links_to_another_file_system(self):
        if not os.access("/dev/shm", os.W_OK) or os.stat("/dev/shm").st_dev == self.path.stat().st_dev:
            self.skipTest("there is one file system")
        with tempfile.TemporaryDirectory(dir="/dev/shm") as other:
            target = Path(other, "out.json")
            (self.path / "link.json").symlink_to(target)
            self.assertEqual(self.generate("link.json"), (0, ""))
            self.assert_written(target)
            target.write_text("old")
            target.chmod(0o600)
            self.assertEqual(self.generate("link.json"), (0, ""))
            self.assert_written(target)
            self.assertEqual(target.stat().st_mode & 0o7777, 0o600)
            self.assertEqual(os.listdir(other), ["out.json"])

    def test_links_that_lead_nowhere(self):
        (self.path / "loop.json").symlink_to("back.json")
        (self.path / "back.json").symlink_to("loop.json")
        (self.path / "lost.json").symlink_to("no/such/out.json")
        (self.path / "file").write_text("")
        (self.path / "through.json").symlink_to("file/out.json")
        before = self.files()
        for name, reason in (("loop.json", "Too many levels of symbolic links"), ("lost.json", "No such file or directory"),
                             ("through.json", "Not a directory")):
            self.assertEqual(self.generate(name), (1, f"phoney: cannot write {name}: {reason}\n"))
            self.assertTrue((self.path / name).is_symlink())
        self.assertEqual(self.files(), before)

    def test_closed_descriptors(self):
        for redirections in ("2>&-", ">&- 2>&-"):
            self.assertEqual(self.generate("out.json", redirections), (0, ""))
            self.assert_written(self.path / "out.json")


def main():
    global PHONEY
    PHONEY = phoney_from_arguments()
    unittest.main()


if __name__ == "__main__":
    main()
