"""Black-box test of where `phoney serve` and `phoney config` take settings from, and how they read them.

    python3 test_settings.py --phoney path/to/phoney

What a .env file says is told by python-dotenv, which knows nothing of phoney.
"""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import tempfile
import textwrap
import unittest
from pathlib import Path
from random import Random

import dotenv.parser

import serving
from serving import phoney

from support.settings import clean_environment

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret of this test that is long enough"
PASSWORD = "right horse"
KEY = "0123456789abcdef"


def has_ipv6():
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


class TestSettings(unittest.TestCase):
    def test_documentation(self):
        self.assertIn(phoney("config", "--describe")[1], (ROOT / "docs" / "settings.md").read_text())

    def test_precedence_and_sources(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, ".env").write_text("PHONEY_PORT=1\nPHONEY_THREADS=3\nPHONEY_HOST='::1'\nPHONEY_UNKNOWN=x\n")
            code, out, err = phoney("config", "--port", "7", cwd=folder, PORT="8", THREADS="4", API_KEY=KEY)
            self.assertEqual((code, err), (0, ""))
            lines = [re.sub(" +# ", " # ", line) for line in out.splitlines()]
            for line in ("PHONEY_PORT=7 # the command line", "PHONEY_THREADS=4 # the environment", "PHONEY_HOST=::1 # .env",
                         "PHONEY_LOG_LEVEL=info # default", "PHONEY_API_KEY=******** # the environment"):
                self.assertIn(line, lines)
            self.assertNotIn(KEY, out)

    def config(self, folder, *words, raw=None, **settings):
        """What `phoney config` tells, without defaults: lines of settings, and what it says beside."""
        done = subprocess.run([serving.PHONEY, "config", *words], capture_output=True, text=True, cwd=folder, timeout=60,
                              stdin=subprocess.DEVNULL, env=clean_environment(**settings) | (raw or {}))
        lines = [re.sub(" +# ", " # ", line) for line in done.stdout.splitlines() if not line.endswith(" # default")]
        return done.returncode, lines, done.stderr

    def test_without_the_prefix_only_port_is_ours(self):
        others = {"HOST": "x86_64-conda-linux-gnu", "LOG_LEVEL": "loud", "LOG_FORMAT": "%(message)s", "SECRET_KEY": "django", "API_KEY": "x", "THREADS": "many",
                  "ENV_STATE": "staging", "CORS_ORIGINS": "x"}
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(self.config(folder, raw=others), (0, [], ""))
            self.assertEqual(self.config(folder, raw={"PORT": "81"}), (0, ["PHONEY_PORT=81 # PORT from the environment"], ""))
            self.assertEqual(self.config(folder, raw={"PORT": "81"}, PORT="82"), (0, ["PHONEY_PORT=82 # the environment"], ""))
            self.assertEqual(self.config(folder, raw={"PORT": "x"}),
                             (2, [], 'phoney: PORT from the environment must be an integer from 0 to 65535, not "x"\n'))
            # What Kubernetes says of a service named phoney.
            service = {"PHONEY_PORT": "tcp://10.0.0.1:8000", "PHONEY_SERVICE_HOST": "10.0.0.1", "PHONEY_SERVICE_PORT": "8000"}
            self.assertEqual(self.config(folder, raw=service), (0, [], ""))

    def test_old_names_are_pointed_out(self):
        old = {"HOST": "0.0.0.0", "API_PASSWORD_HASH": "x", "SECRET_KEY": "y", "PORT": "81"}
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(self.config(folder, raw=old)[1:], (
                ["PHONEY_PORT=81 # PORT from the environment"],
                "phoney: warning: if API_PASSWORD_HASH in the environment is meant for phoney, rename it to PHONEY_API_PASSWORD_HASH\n"))
            self.assertEqual(self.config(folder, raw={"HOST": "0.0.0.0", "SECRET_KEY": "y"}), (0, [], ""))
            self.assertEqual(self.config(folder, raw={"SECRET_KEY": "y", "RATE_LIMIT_PER_MINUTE": "5"}, ENV_STATE="prod"), (
                2, [],
                "phoney: PHONEY_API_PASSWORD_HASH must be your own in prod; `phoney hash-password` makes one\n"
                "phoney: PHONEY_SECRET_KEY must be your own in prod; `openssl rand -hex 32` makes one\n"
                "phoney: warning: if RATE_LIMIT_PER_MINUTE in the environment is meant for phoney, rename it to PHONEY_RATE_LIMIT_PER_MINUTE\n"))
            Path(folder, ".env").write_text("PORT=1\nRATE_LIMIT_PER_MINUTE=5\n")
            self.assertEqual(self.config(folder), (
                0, [],
                "phoney: warning: if RATE_LIMIT_PER_MINUTE in .env is meant for phoney, rename it to PHONEY_RATE_LIMIT_PER_MINUTE, or use "
                "`--env-file .env` if no other program reads the file\n"))

    def test_all_that_is_wrong_is_told_at_once(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "own.env").write_text("THREADS='x\nLOG_LEVEL=loud\nB\n")
            self.assertEqual(phoney("serve", "--env-file", "own.env", "--port", "x", cwd=folder, ENV_STATE="prod"), (
                2, "",
                "phoney: own.env: line 1 has no closing quote\n"
                "phoney: own.env: line 3 is not of the form NAME=value\n"
                'phoney: --port from the command line must be an integer from 0 to 65535, not "x"\n'
                "phoney: PHONEY_API_PASSWORD_HASH must be your own in prod; `phoney hash-password` makes one\n"
                "phoney: PHONEY_SECRET_KEY must be your own in prod; `openssl rand -hex 32` makes one\n"
                'phoney: LOG_LEVEL from own.env must be debug, info, warning, error or off, not "loud"\n'))

    def test_misspelt_settings(self):
        def warning(name, place, meant):
            return f"phoney: warning: {name} in {place} is not a setting of phoney; did you mean {meant}?\n"

        with tempfile.TemporaryDirectory() as folder:
            links = {"PHONEY_SERVICE_HOST": "10.0.0.1", "PHONEY_SERVICE_PORT": "80", "PHONEY_PORT": "tcp://10.0.0.1:80",
                     "PHONEY_PORT_80_TCP": "tcp://10.0.0.1:80", "PHONEY_PORT_80_TCP_PROTO": "tcp"}
            clients = {"PHONEY_URL": "http://localhost:8000", "PHONEY_USERNAME": "ann", "PHONEY_PASSWORD": "x"}
            self.assertEqual(self.config(folder, raw=links | clients), (0, [], ""))
            self.assertEqual(self.config(folder, raw={"PHONEY_RATE_LIMT": "3"}),
                             (0, [], warning("PHONEY_RATE_LIMT", "the environment", "PHONEY_RATE_LIMIT_PER_MINUTE")))
            Path(folder, ".env").write_text("PHONEY_RATE_LIMT=3\nRATE_LIMT=3\nDB_HOST=x\n")
            self.assertEqual(self.config(folder), (0, [], warning("PHONEY_RATE_LIMT", ".env", "PHONEY_RATE_LIMIT_PER_MINUTE")))
            self.assertEqual(self.config(folder, "--env-file", ".env"), (
                0, [], warning("PHONEY_RATE_LIMT", ".env", "PHONEY_RATE_LIMIT_PER_MINUTE") + warning("RATE_LIMT", ".env", "RATE_LIMIT_PER_MINUTE")))

    def test_env_belongs_to_others_too(self):
        with tempfile.TemporaryDirectory() as folder:
            env = Path(folder, ".env")
            for content, lines, said in (
                ("HOST=x\nDEBUG=on\nSECRET_KEY=django-insecure\nDATABASE_URL=postgres://u:p@h/d\n", [], ""),
                ('KEY="-----BEGIN PRIVATE KEY-----\nPHONEY_PORT=x\nabc==\n-----END PRIVATE KEY-----\n"\nPHONEY_PORT=81\n',
                 ["PHONEY_PORT=81 # .env"], ""),
                ("KEY='unclosed\n---\n{}\nexport\nsource other.sh\nif [ x ]; then\n=\nPHONEY_PORT=81\nEND", ["PHONEY_PORT=81 # .env"], ""),
                ("export PHONEY_PORT=81 # ours\r\n", ["PHONEY_PORT=81 # .env"], ""),
                ("PHONEY_URL\nPHONEY_PASSWORD='x\n", [], ""),
                ("\ufeffPHONEY_PORT=81\n", ["PHONEY_PORT=81 # .env"], ""),
                ("AB\0\nPHONEY_PORT=81\n", [],
                 "phoney: warning: .env: is not text: it contains a zero byte. phoney ignores this file\n"),
                ("\ufeffPHONEY_PORT=81\n".encode("utf-16-le"), [],
                 "phoney: warning: .env: the text is UTF-16; save it as UTF-8. phoney ignores this file\n"),
            ):
                with self.subTest(content=content):
                    env.write_bytes(content if isinstance(content, bytes) else content.encode())
                    self.assertEqual(self.config(folder), (0, lines, said))
            env.write_text("B\nPHONEY_THREADS\nPHONEY_API_KEY='x\n")
            self.assertEqual(self.config(folder), (2, [], "phoney: .env: line 2 is not of the form NAME=value\n"
                                                          "phoney: .env: line 3 has no closing quote\n"))
            env.unlink()
            env.mkdir()  # a virtual environment
            self.assertEqual(self.config(folder), (0, [], ""))
            env.rmdir()
            os.mkfifo(env)
            self.assertEqual(self.config(folder), (0, [], ""))

    def test_env_is_read_as_python_reads_it(self):
        """python-dotenv tells which entries a file has; it leaves `$` alone as it is told to."""
        pieces = ["PHONEY_API_USERNAME=ann", "PHONEY_API_USERNAME='bob", "PHONEY_API_USERNAME=\"c\\\"d\"", "A='", "B=\"", "'", '"', "\\", " # c",
                  "export PHONEY_API_USERNAME = eve # x", "KEY=x y", "D", "=", "#'", "\t", "\r"]
        random = Random(1)
        with tempfile.TemporaryDirectory() as folder:
            env = Path(folder, ".env")
            for _ in range(200):
                text = "\n".join("".join(random.choices(pieces, k=random.choice((1, 1, 2)))) for _ in range(random.randint(1, 8)))
                with env.open("w", newline="") as file:
                    file.write(text)
                with env.open(newline="") as file:
                    read = {binding.key: binding.value for binding in dotenv.parser.parse_stream(file)}.get("PHONEY_API_USERNAME")
                code, shown, said = phoney("config", cwd=folder)
                with self.subTest(text=text):
                    if code == 0:
                        found = re.search(r"^PHONEY_API_USERNAME=(.*?) +# \.env$", shown, re.MULTILINE | re.DOTALL)
                        self.assertEqual(found and found[1], read or None)
                    else:
                        self.assertRegex(said, r"\A(phoney: \.env: line \d+ (has|is) .*\n)+\Z")

    def test_a_file_of_the_python_phoney_works_as_it_stands(self):
        """The settings that its documentation names, as it writes them."""
        text = textwrap.dedent("""\
            # Environment (dev, test, prod)
            ENV_STATE=test
            HOST=localhost
            PORT=8123
            SECRET_KEY=01234567890123456789012345678901
            ACCESS_TOKEN_EXPIRE_MINUTES=10080  # 7 days
            ALGORITHM=HS256
            API_USERNAME=api_user
            API_PASSWORD_HASH=your_bcrypt_password_hash_here
            API_KEY=your_api_key_here
            RATE_LIMIT_PER_MINUTE=60
            RATE_LIMIT_BURST=10
            SECURITY_HEADERS_ENABLED=True
            CORS_ORIGINS=["*"]
            CORS_HEADERS=["*"]
            CORS_METHODS=["*"]
            LOG_LEVEL=INFO
        """)
        no_hash = ("phoney: warning: API_PASSWORD_HASH from python.env is not a bcrypt hash ($2b$...), so phoney accepts no password; "
                   "`phoney hash-password` makes a hash\n")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "python.env")
            file.write_text(text)
            code, lines, said = self.config(folder, "--env-file", "python.env")
            self.assertEqual((code, said), (0, no_hash))
            self.assertEqual(len(lines), 15)  # all but ALGORITHM
            for line in ("PHONEY_ENV_STATE=test", "PHONEY_CORS_ORIGINS=[\"*\"]", "PHONEY_ACCESS_TOKEN_EXPIRE_MINUTES=10080"):
                self.assertTrue(any(shown.startswith(f"{line} # ") for shown in lines), lines)
            self.assertIn("PHONEY_PORT=8123 # PORT from python.env", lines)
            file.write_text(text.replace("HS256", "HS512") + "PHONEY_PORT=8124\n")
            code, lines, said = self.config(folder, "--env-file", "python.env")
            self.assertIn("PHONEY_PORT=8124 # python.env", lines)
            self.assertEqual(said, "phoney: warning: ALGORITHM from python.env is HS512 and has no effect, because phoney signs tokens "
                                   "with HS256\n" + no_hash)
            file.write_text(text.replace("=test", "=prod"))
            self.assertEqual(self.config(folder, "--env-file", "python.env"), (
                2, [],
                "phoney: API_PASSWORD_HASH from python.env must be a bcrypt hash ($2b$...); `phoney hash-password` makes one. In a "
                "shell it needs single quotes\n"
                "phoney: API_KEY from python.env must be your own in prod; `openssl rand -hex 32` makes one\n"
                "phoney: SECRET_KEY from python.env must be your own in prod; `openssl rand -hex 32` makes one\n"
                "phoney: CORS_ORIGINS from python.env contains `*`, which lets every web page use the service; prod does not allow that. "
                "Name the origins, such as https://app.example.com, or `none`\n"))

    def test_localhost_listens_on_both_families(self):
        process = subprocess.Popen([serving.PHONEY, "serve", "--port", "0", "--host", "localhost", "--threads", "2"],
                                   stderr=subprocess.PIPE, text=True, env=clean_environment(LOG_LEVEL="off"))
        port = int(re.fullmatch(r"phoney: listening on http://localhost:(\d+)\n", process.stderr.readline())[1])
        for address in ("127.0.0.1", "::1") if has_ipv6() else ("127.0.0.1",):
            with self.subTest(address=address):
                for _ in range(8):  # the kernel spreads connections among the threads
                    connection = http.client.HTTPConnection(address, port, timeout=20)
                    connection.request("GET", "/health")
                    self.assertEqual(connection.getresponse().status, 200)
                    connection.close()
        process.terminate()
        self.assertEqual(process.wait(20), 0)
        process.stderr.close()

    def test_production_refuses(self):
        hashed = phoney("hash-password", "--cost", "4", stdin=PASSWORD + "\n")[1].strip()
        good = {"ENV_STATE": "prod", "API_PASSWORD_HASH": hashed, "SECRET_KEY": SECRET}
        self.assertEqual(phoney("config", **good)[0], 0)
        for change, wrong in (
            ({"SECRET_KEY": ""}, "PHONEY_SECRET_KEY must be your own in prod; `openssl rand -hex 32` makes one"),
            ({"SECRET_KEY": "short"}, "PHONEY_SECRET_KEY from the environment must be at least 32 characters"),
            ({"API_PASSWORD_HASH": ""}, "PHONEY_API_PASSWORD_HASH must be your own in prod; `phoney hash-password` makes one"),
            ({"TRUSTED_PROXIES": "0.0.0.0/1,128.0.0.0/1"},
             "PHONEY_TRUSTED_PROXIES from the environment contains 0.0.0.0/1, which is too large for prod. Name your proxies' "
             "networks: /8 or smaller for IPv4, /20 or smaller for IPv6"),
            ({"CORS_ORIGINS": "*"}, "PHONEY_CORS_ORIGINS from the environment contains `*`, which lets every web page use the service; "
                                    "prod does not allow that. Name the origins, such as https://app.example.com, or `none`"),
            ({"API_PASSWORD_HASH": f"'{hashed}'"},
             "PHONEY_API_PASSWORD_HASH from the environment must be a bcrypt hash ($2b$...); `phoney hash-password` makes one. The "
             "value begins with a quotation mark; write it without quotation marks here"),
        ):
            with self.subTest(change=change):
                self.assertEqual(phoney("serve", "--port", "0", **{**good, **change}), (2, "", f"phoney: {wrong}\n"))

    def test_warnings(self):
        process = subprocess.Popen([serving.PHONEY, "serve", "--port", "0", "--host", "0.0.0.0"], stderr=subprocess.PIPE,
                                   text=True, env=clean_environment(SECRET_KEY=SECRET, RATE_LIMIT_BURST="9", CORS_ORIGINS="none"))
        self.assertRegex(process.stderr.readline(), "listening")
        warnings = ("phoney: warning: other machines can connect to a server with development settings: API_PASSWORD_HASH is that of the "
                    "development password; RATE_LIMIT_PER_MINUTE is 0 (no limit). Set PHONEY_ENV_STATE=prod\n",
                    "phoney: warning: RATE_LIMIT_BURST has no effect, because RATE_LIMIT_PER_MINUTE is 0 (no limit)\n")
        for warning in warnings:
            self.assertEqual(process.stderr.readline(), warning)
        self.assertEqual(phoney("config", "--host", "0.0.0.0", SECRET_KEY=SECRET, RATE_LIMIT_BURST="9", CORS_ORIGINS="none")[2],
                         "".join(warnings))
        process.terminate()
        self.assertEqual(process.wait(20), 0)
        process.stderr.close()


if __name__ == "__main__":
    serving.main(__name__)
