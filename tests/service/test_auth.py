"""Black-box test of what surrounds the routes of `phoney serve`: authentication, limits, headers, logs, metrics.

    python3 test_auth.py --phoney path/to/phoney

Tokens are also made by PyJWT, which knows nothing of phoney.
"""

import atexit
import base64
import json
import re
import select
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jwt

import serving
from serving import phoney

from support.settings import clean_environment

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret of this test that is long enough for all the algorithms it tries"
PATIENCE = 180  # seconds; a sanitized server beside other work takes half a minute for the largest body
PASSWORD = "right horse"
KEY = "0123456789abcdef"
LONG = {"a": "{{[date_time]:count=100}}"}  # a million of these take minutes


class Server:
    """`phoney serve` on a free port, with settings in its environment. What it logs goes to a file."""

    def __init__(self, **settings):
        self.log = tempfile.NamedTemporaryFile("r+", suffix=".log")
        self.process = subprocess.Popen([serving.PHONEY, "serve", "--port", "0"], stderr=self.log,
                                        env=clean_environment(**{"THREADS": "2", **settings}))
        atexit.register(self.process.kill)  # should a test fail before it ends it
        deadline = time.monotonic() + 20
        while not (match := re.search(r"http://127\.0\.0\.1:(\d+)", Path(self.log.name).read_text())):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError(Path(self.log.name).read_text())
            time.sleep(0.01)
        self.address = f"http://127.0.0.1:{match[1]}"

    def ask(self, method, target, headers=(), body=None):
        """(status, headers, text) of a request."""
        request = urllib.request.Request(self.address + target, body, dict(headers), method=method)
        try:
            response = urllib.request.urlopen(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return response.status, response.headers, response.read().decode()

    def log_in(self, user, password):
        form = urllib.parse.urlencode({"username": user, "password": password}).encode()
        return self.ask("POST", "/token", {"Content-Type": "application/x-www-form-urlencoded"}, form)

    def stop(self):
        """Exit code, which must be 0, and the lines logged after the first."""
        self.process.terminate()
        status = self.process.wait(timeout=60)
        log = Path(self.log.name).read_text()
        self.log.close()
        if status != 0:
            raise AssertionError(f"the server ended with {status}: {log}")
        return status, log.splitlines()[1:]


class WithServer(unittest.TestCase):
    SETTINGS = {}

    @classmethod
    def setUpClass(cls):
        cls.server = Server(**cls.SETTINGS)
        cls.ask = cls.server.ask

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop()[0] == 0


class TestProgram(unittest.TestCase):
    def test_hash_password(self):
        code, out, err = phoney("hash-password", "--cost", "4", stdin=PASSWORD)
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"\A\$2b\$04\$[./0-9A-Za-z]{53}\n\Z")
        self.assertEqual(phoney("hash-password", stdin="two\nlines"),
                         (2, "", "phoney: the password must be a single line\n"))
        self.assertEqual(phoney("hash-password", stdin="x" * 73),
                         (2, "", "phoney: the password must have 1 to 72 bytes and no zero byte\n"))

    def test_reasons_are_documented(self):
        names = re.findall(r'^      return "(\w+)";$', (ROOT / "src" / "service" / "reason.cc").read_text(), re.MULTILINE)
        documented = re.findall(r"^\| `(\w+)` \| [\d ,a-z]*\d", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
        self.assertEqual(documented, names)

    def test_address_of_another_machine(self):
        self.assertEqual(phoney("serve", "--host", "192.0.2.1", "--port", "8000"),
                         (1, "", "phoney: host: cannot listen on 192.0.2.1:8000: no interface of this machine has this address; set "
                                 "--host to one that `ip address` shows, or to 0.0.0.0 for all of them\n"))

    def test_the_largest_body(self):
        size = 133_169_152
        server = Server(MAX_BODY_BYTES=str(size))
        status, _, text = server.ask("POST", "/template", {"Content-Type": "application/json"}, b" " * size)
        self.assertEqual((status, json.loads(text)["detail"][0]["msg"]), (422, "the JSON text is empty"))
        server.stop()

    def test_body_limit(self):
        server = Server(MAX_BODY_BYTES="1024")
        for size, status in ((1024, 422), (1025, 413)):
            got = server.ask("POST", "/template", {"Content-Type": "application/json"}, b" " * size)
            self.assertEqual(got[0], status, got)
        server.stop()


class TestTokens(WithServer):
    @classmethod
    def setUpClass(cls):
        hashed = phoney("hash-password", "--cost", "4", stdin=PASSWORD)[1].strip()
        cls.SETTINGS = {"API_USERNAME": "ann", "API_PASSWORD_HASH": hashed, "SECRET_KEY": SECRET, "API_KEY": KEY,
                        "ACCESS_TOKEN_EXPIRE_MINUTES": "5"}
        super().setUpClass()

    def test_login(self):
        status, headers, text = self.server.log_in("ann", PASSWORD)
        self.assertEqual((status, headers["Cache-Control"]), (200, "no-store"))
        response = json.loads(text)
        self.assertEqual((response["token_type"], response["expires_in"]), ("bearer", 300))
        claims = jwt.decode(response["access_token"], SECRET, algorithms=["HS256"], issuer="phoney",
                            options={"require": ["exp", "iat", "nbf", "iss", "sub"]})
        self.assertEqual((claims["sub"], claims["exp"] - claims["iat"]), ("ann", 300))

    def test_failed_logins(self):
        for user, password in (("ann", "wrong"), ("eve", PASSWORD)):
            status, headers, text = self.server.log_in(user, password)
            self.assertEqual((status, headers["WWW-Authenticate"], text),
                             (401, "Bearer", '{"detail":"Incorrect username or password"}'))
        status, _, text = self.ask("POST", "/token", {"Content-Type": "application/x-www-form-urlencoded"}, b"username=ann")
        self.assertEqual((status, json.loads(text)["detail"]),
                         (422, [{"loc": ["body", "password"], "msg": "Field required", "type": "missing"}]))
        self.assertEqual(self.ask("POST", "/token", {"Content-Type": "application/json"}, b"{}")[0], 415)

    def generate(self, **headers):
        """The status of a route that needs authentication, and how it is asked for."""
        body = json.dumps({"provider": "person", "generator": "name"}).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        status, answered, text = self.ask("POST", "/api/v1/generate", {"Content-Type": "application/json", **headers}, body)
        if status == 401:
            self.assertEqual(answered["WWW-Authenticate"], 'Bearer, Basic realm="phoney", charset="UTF-8"', text)
        return status

    def test_token_command(self):
        code, token, _ = phoney("token", SECRET_KEY=SECRET, API_USERNAME="ann")
        self.assertEqual(code, 0)
        self.assertEqual(jwt.decode(token.strip(), SECRET, algorithms=["HS256"], issuer="phoney")["sub"], "ann")
        self.assertEqual(self.generate(Authorization=f"Bearer {token.strip()}"), 200)

    def test_token_command_needs_no_password(self):
        code, token, err = phoney("token", ENV_STATE="prod", SECRET_KEY=SECRET)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(jwt.decode(token.strip(), SECRET, algorithms=["HS256"], issuer="phoney")["sub"], "admin")
        self.assertEqual(phoney("token", ENV_STATE="prod"),
                         (2, "", "phoney: PHONEY_SECRET_KEY must be your own in prod; `openssl rand -hex 32` makes one\n"))
        self.assertEqual(phoney("token")[2],
                         "phoney: warning: SECRET_KEY is not set, so phoney signs the token with the development key, and only a "
                         "development server accepts it\n")

    def test_token_command_reads_its_own_settings_only(self):
        """Wrong settings of the server do not matter, and have no options."""
        wrong = {"PORT": "x", "TRUSTED_PROXIES": "x", "CORS_ORIGINS": "x", "API_PASSWORD_HASH": "x"}
        code, token, err = phoney("token", "--api-username", "bob", ENV_STATE="prod", SECRET_KEY=SECRET, **wrong)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(jwt.decode(token.strip(), SECRET, algorithms=["HS256"], issuer="phoney")["sub"], "bob")
        self.assertEqual(phoney("token", "--port", "80"),
                         (2, "", "phoney: `phoney token` has no option `--port`\nTry: phoney token --help\n"))
        options = re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", phoney("token", "--help")[1], re.MULTILINE)
        self.assertEqual(options, ["--env-file", "--env-state", "--api-username", "--access-token-expire-minutes", "--access-token-audience", "--help"])
        self.assertEqual(phoney("token", ACCESS_TOKEN_EXPIRE_MINUTES="0")[::2],
                         (2, 'phoney: PHONEY_ACCESS_TOKEN_EXPIRE_MINUTES from the environment must be an integer from 1 to 527040, not "0"\n'))

    def test_tokens(self):
        now = int(time.time())
        claims = {"iss": "phoney", "sub": "ann", "iat": now, "exp": now + 60}

        def token(key=SECRET, algorithm="HS256", headers=None, **changes):
            merged = {name: value for name, value in {**claims, **changes}.items() if value is not None}
            return jwt.encode(merged, key, algorithm=algorithm, headers=headers)

        good = token()
        cases = [
            ("as it should be", good, 200),
            ("nbf now", token(nbf=now), 200),
            ("expired within the allowance", token(exp=now - 10), 200),
            ("expired", token(exp=now - 31), 401),
            ("without exp", token(exp=None), 401),
            ("without iat", token(iat=None), 401),
            ("not yet issued", token(iat=now + 60), 401),
            ("not yet good", token(nbf=now + 60), 401),
            ("another issuer", token(iss="another"), 401),
            ("without issuer", token(iss=None), 401),
            ("another user", token(sub="eve"), 401),
            ("another key", token(key="another key that is long enough!!"), 401),
            ("HS384", token(algorithm="HS384", key=SECRET), 401),
            ("HS512", token(algorithm="HS512", key=SECRET), 401),
            ("no signature", token(key=None, algorithm="none"), 401),
            ("signature cut off", good.rpartition(".")[0] + ".", 401),
            ("header says none", ".".join([base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("="),
                                           *good.split(".")[1:]]), 401),
            ("claims changed", ".".join([good.split(".")[0], token(sub="ann", exp=now + 999).split(".")[1],
                                         good.split(".")[2]]), 401),
            ("nothing", "", 401),
        ]
        for name, value, status in cases:
            with self.subTest(name):
                self.assertEqual(self.generate(Authorization=f"Bearer {value}"), status)

    def test_audience(self):
        audience = "https://phoney.example"
        server = Server(SECRET_KEY=SECRET, ACCESS_TOKEN_AUDIENCE=audience)

        def status_of(token, at):
            body = b'{"provider": "person", "generator": "name"}'
            return at.ask("POST", "/api/v1/generate", {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}, body)[0]

        claims = {"iss": "phoney", "sub": "admin", "iat": int(time.time()), "exp": int(time.time()) + 60}
        for aud, wanted in ((audience, 200), ([audience], 200), (["other", audience], 200), ("other", 401), (["other"], 401), (None, 401)):
            token = jwt.encode(claims if aud is None else {**claims, "aud": aud}, SECRET, algorithm="HS256")
            self.assertEqual(status_of(token, server), wanted, aud)
        issued = json.loads(server.log_in("admin", "phoney-development")[2])["access_token"]
        made = phoney("token", "--access-token-audience", audience, SECRET_KEY=SECRET)[1].strip()
        for token in (issued, made):
            self.assertEqual(jwt.decode(token, SECRET, algorithms=["HS256"], audience=audience)["aud"], audience)
            with self.assertRaises(jwt.InvalidAudienceError):
                jwt.decode(token, SECRET, algorithms=["HS256"], audience="other")
            self.assertEqual(status_of(token, server), 200)
        server.stop()
        # Who has no audience is not the one whom a token with one is for.
        for_me = {**claims, "sub": "ann"}
        self.assertEqual(status_of(jwt.encode(for_me, SECRET, algorithm="HS256"), self.server), 200)
        self.assertEqual(status_of(jwt.encode({**for_me, "aud": audience}, SECRET, algorithm="HS256"), self.server), 401)

    def test_other_credentials(self):
        def basic(user, password):
            return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

        self.assertEqual(self.generate(), 401)
        self.assertEqual(self.generate(Authorization=basic("ann", PASSWORD)), 200)
        self.assertEqual(self.generate(Authorization=basic("ann", PASSWORD + "x")), 401)
        self.assertEqual(self.generate(Authorization=basic("eve", PASSWORD)), 401)
        self.assertEqual(self.generate(X_API_Key=KEY), 200)
        self.assertEqual(self.generate(X_API_Key=KEY + "x"), 401)
        self.assertEqual(self.generate(X_API_Key=KEY, Authorization="Bearer x"), 401, "Authorization decides")


class TestHeaders(WithServer):
    SETTINGS = {"CORS_ORIGINS": "https://app.example", "TRUSTED_PROXIES": "127.0.0.0/8"}

    def test_security(self):
        for target in ("/health", "/nowhere"):
            headers = self.ask("GET", target)[1]
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Content-Security-Policy"], "default-src 'none'; frame-ancestors 'none'")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertIsNone(headers["Strict-Transport-Security"])
        self.assertEqual(self.ask("GET", "/health", {"X-Forwarded-Proto": "https"})[1]["Strict-Transport-Security"],
                         "max-age=31536000")

    def test_request_id(self):
        self.assertEqual(self.ask("GET", "/health", {"X-Request-Id": "mine-1"})[1]["X-Request-Id"], "mine-1")
        self.assertRegex(self.ask("GET", "/health", {"X-Request-Id": "no good"})[1]["X-Request-Id"], "^[0-9a-f]{16}$")

    def test_cors(self):
        for origin, allowed in (("https://app.example", "https://app.example"), ("https://evil.example", None)):
            headers = self.ask("GET", "/health", {"Origin": origin})[1]
            self.assertEqual((headers["Access-Control-Allow-Origin"], headers["Vary"]), (allowed, "Origin"))
            status, headers, text = self.ask("OPTIONS", "/template",
                                             {"Origin": origin, "Access-Control-Request-Method": "POST"})
            self.assertEqual((status, text, headers["Access-Control-Allow-Origin"]), (204, "", allowed))
            self.assertEqual(headers["Access-Control-Allow-Methods"], "GET, HEAD, POST" if allowed else None)
        self.assertEqual(self.ask("OPTIONS", "/template")[0], 405)


class TestLimits(unittest.TestCase):
    def test_rate(self):
        server = Server(RATE_LIMIT_PER_MINUTE="60", RATE_LIMIT_BURST="3", TRUSTED_PROXIES="127.0.0.1")
        responses = [server.ask("GET", "/fake/name") for _ in range(4)]
        self.assertEqual([status for status, _, _ in responses], [200, 200, 200, 429])
        self.assertEqual([headers["RateLimit-Remaining"] for _, headers, _ in responses], ["2", "1", "0", "0"])
        _, headers, text = responses[-1]
        self.assertEqual((headers["Retry-After"], headers["RateLimit-Limit"], text),
                         ("1", "3", '{"detail":"Too many requests: this client has used up RATE_LIMIT_PER_MINUTE, which also counts '
                                    'CPU time; wait for the number of seconds in Retry-After"}'))
        self.assertEqual(server.ask("GET", "/health")[0], 200, "probes are exempt")
        self.assertEqual(server.ask("GET", "/fake/name", {"X-Forwarded-For": "192.0.2.1"})[0], 200, "another client")
        server.stop()

    def test_a_stranger_cannot_choose_an_address(self):
        server = Server(RATE_LIMIT_PER_MINUTE="1")
        statuses = [server.ask("GET", "/fake/name", {"X-Forwarded-For": f"192.0.2.{i}"})[0] for i in range(3)]
        self.assertEqual(statuses, [200, 429, 429])
        server.stop()

    def test_off_in_development(self):
        server = Server()
        self.assertIsNone(server.ask("GET", "/fake/name")[1]["RateLimit-Limit"])
        server.stop()

    def test_guesses(self):
        server = Server()
        statuses = [server.log_in("admin", f"guess {i}")[0] for i in range(12)]
        self.assertEqual(statuses, [401] * 10 + [429] * 2)
        server.stop()

    def generate(self, server, client, **headers):
        """The status of a route that needs authentication, asked from that address."""
        headers = {"Content-Type": "application/json", "X-Forwarded-For": client,
                   **{name.replace("_", "-"): value for name, value in headers.items()}}
        return server.ask("POST", "/api/v1/generate", headers, b'{"provider": "person", "generator": "name"}')[0]

    def basic(self, password):
        return "Basic " + base64.b64encode(f"admin:{password}".encode()).decode()

    def test_guesses_after_a_good_login(self):
        server = Server(TRUSTED_PROXIES="127.0.0.1")
        right, owner, stranger = self.basic("phoney-development"), "192.0.2.1", "192.0.2.2"
        self.assertEqual(self.generate(server, owner, Authorization=right), 200)
        for client in (stranger, "2001:db8::1"):
            statuses = [self.generate(server, client, Authorization=self.basic(f"guess {i}")) for i in range(11)]
            self.assertEqual(statuses, [401] * 10 + [429])
            self.assertEqual(self.generate(server, client, Authorization=right), 429, "the right one is a guess, too")
        self.assertEqual(self.generate(server, "2001:db8::2", Authorization=right), 429, "a neighbour in the network")
        self.assertEqual(self.generate(server, owner, Authorization=right), 200)
        # Whoever shares the owner's address has no more guesses than others.
        statuses = [self.generate(server, owner, Authorization=self.basic(f"guess {i}")) for i in range(11)]
        self.assertEqual(statuses, [401] * 10 + [429])
        self.assertEqual(self.generate(server, owner, Authorization=right), 429)
        server.stop()

    def test_guesses_of_keys(self):
        server = Server(TRUSTED_PROXIES="127.0.0.1", API_KEY=KEY)
        statuses = [self.generate(server, "192.0.2.1", X_API_Key=f"{KEY}{i}") for i in range(11)]
        self.assertEqual(statuses, [401] * 10 + [429])
        self.assertEqual(self.generate(server, "192.0.2.1", X_API_Key=KEY), 429)
        self.assertEqual(self.generate(server, "192.0.2.2", X_API_Key=KEY), 200)
        tokens = [self.generate(server, "192.0.2.3", Authorization="Bearer x") for _ in range(12)]
        self.assertEqual(tokens, [401] * 12, "nobody guesses a signature")
        server.stop()

    def test_many_guesses_at_once(self):
        server = Server(THREADS="16")
        with ThreadPoolExecutor(32) as threads:
            start = time.monotonic()
            statuses = list(threads.map(lambda i: server.log_in("admin", f"guess {i}")[0], range(32)))
            come_back = int(time.monotonic() - start) // 6  # guesses, on a machine that takes so long
        self.assertEqual(sorted(set(statuses)), [401, 429])
        self.assertLessEqual(statuses.count(401), 10 + come_back)
        server.stop()

    def test_nobody_waits_for_the_passwords_of_others(self):
        server = Server(THREADS="1")
        guessers = []
        for i in range(8):
            form = b"username=admin&password=wrong%d" % i
            guessers.append(self.enterContext(socket.create_connection(server.address.removeprefix("http://").split(":"), 30)))
            guessers[-1].sendall(b"POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                 b"Content-Length: %d\r\n\r\n%s" % (len(form), form))
        self.assertEqual(server.ask("GET", "/fake/name")[0], 200)
        answered = select.select(guessers, [], [], 0)[0]
        self.assertLess(len(answered), 8)  # each takes a hash of its own
        for guesser in guessers:
            self.assertTrue(guesser.recv(1 << 16).startswith(b"HTTP/1.1 401 "))
        server.stop()

    def test_all_who_come_at_once_with_the_right_password(self):
        server = Server(THREADS="1")
        basic = "Basic " + base64.b64encode(b"admin:phoney-development").decode()
        body = json.dumps({"template": {"n": "{{name}}"}}).encode()
        headers = {"Authorization": basic, "Content-Type": "application/json"}
        with ThreadPoolExecutor(20) as threads:
            responses = list(threads.map(lambda _: server.ask("POST", "/api/v1/template/generate", headers, body)[0], range(20)))
        self.assertEqual(responses, [200] * 20)
        server.stop()


class TestObservation(unittest.TestCase):
    def test_access_log(self):
        server = Server(LOG_LEVEL="debug")
        server.ask("GET", "/fake/name?seed=hidden", {"X-Request-Id": "r1", "Authorization": "Bearer hidden"})
        server.ask("GET", "/health")
        server.log_in("admin", "hidden")
        status, lines = server.stop()
        self.assertEqual(status, 0)
        self.assertNotIn("hidden", "\n".join(lines))
        entries = sorted((json.loads(line) for line in lines), key=lambda entry: entry["time"])
        self.assertEqual([(e["level"], e["method"], e["path"], e["status"]) for e in entries],
                         [("info", "GET", "/fake/name", 200), ("debug", "GET", "/health", 200),
                          ("warning", "POST", "/token", 401)])
        self.assertEqual((entries[0]["request_id"], entries[0]["client"]), ("r1", "127.0.0.1"))
        self.assertGreater(entries[0]["bytes"], 50)
        self.assertGreater(entries[0]["duration_ms"], 0)
        self.assertRegex(entries[0]["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$")

    def test_streams_are_logged_when_they_end(self):
        server = Server(API_KEY=KEY)
        body = json.dumps({"template": {"n": "{{name}}"}, "count": 20000, "envelope": False}).encode()
        headers = {"Content-Type": "application/json", "X-API-Key": KEY}
        text = server.ask("POST", "/api/v1/template/generate", headers, body)[2]
        metrics = server.ask("GET", "/metrics")[2]
        entry = json.loads(server.stop()[1][0])
        self.assertEqual((entry["status"], entry["bytes"], "incomplete" in entry), (200, len(text.encode()), False))
        self.assertIn("\nphoney_records_generated_total 20000\n", metrics)

    def test_refusals_have_a_reason(self):
        server = Server(SECRET_KEY=SECRET, ACCESS_TOKEN_AUDIENCE="here", RATE_LIMIT_PER_MINUTE="8")
        body = json.dumps({"provider": "person", "generator": "name"}).encode()
        now = int(time.time())
        claims = {"iss": "phoney", "sub": "admin", "iat": now, "exp": now + 60}
        sign = lambda secret=SECRET, **changes: "Bearer " + jwt.encode({**claims, **changes}, secret, algorithm="HS256")
        cases = (
            ({}, 401, "no_credentials"),
            ({"X-API-Key": KEY}, 401, "no_api_key"),
            ({"Authorization": "Basic " + base64.b64encode(b"admin:wrong").decode()}, 401, "wrong_password"),
            ({"Authorization": sign(aud="there")}, 401, "token_audience"),
            ({"Authorization": sign(secret=SECRET[::-1], aud="here")}, 401, "token_signature"),
            ({"Authorization": sign(aud="here", iat=now - 99, exp=now - 40)}, 401, "token_expired"),
            ({"Authorization": sign(aud="here", sub="eve")}, 401, "token_user"),
            ({"Authorization": sign(aud="here")}, 200, None),
            ({}, 429, "rate_limit"),
        )
        for headers, status, _ in cases:
            response = server.ask("POST", "/api/v1/generate", {"Content-Type": "application/json", **headers}, body)
            self.assertEqual(response[0], status, response)
        entries = sorted((json.loads(line) for line in server.stop()[1]), key=lambda entry: entry["time"])
        self.assertEqual([(entry["status"], entry.get("reason")) for entry in entries], [case[1:] for case in cases])

    def cut_short(self, server, template, count, end):
        """The log's entry of a stream that `end(socket)` ends, and what the metrics say in the meantime."""
        body = json.dumps({"template": template, "count": count, "envelope": False}).encode()
        with socket.create_connection(server.address.removeprefix("http://").split(":"), 30) as client:
            client.sendall(b"POST /api/v1/template/generate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                           b"X-API-Key: %s\r\nContent-Length: %d\r\n\r\n%s" % (KEY.encode(), len(body), body))
            self.assertTrue(client.recv(1 << 10).startswith(b"HTTP/1.1 200"))
            end(client)
        deadline = time.monotonic() + 20
        while server.process.poll() is None and "reason=" not in server.ask("GET", "/metrics")[2]:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        metrics = "" if server.process.poll() is not None else server.ask("GET", "/metrics")[2]
        entries = [json.loads(line) for line in server.stop()[1]]
        return next(entry for entry in entries if entry["path"].endswith("/template/generate")), metrics

    def read_all(self, client):
        while client.recv(1 << 20):
            pass

    def test_streams_that_break_off_say_why(self):
        unique = {"a": "{{random_int:max=50000,unique=true}}"}
        for template, count, end, reason in (
            (LONG, 1_000_000, lambda client: client.close(), "client_gone"),
            (unique, 60_000, self.read_all, "limit_reached"),
        ):
            entry, metrics = self.cut_short(Server(API_KEY=KEY), template, count, end)
            self.assertEqual((entry["status"], entry["level"], entry["incomplete"], entry["reason"]), (200, "warning", True, reason))
            self.assertIn(f'\nphoney_responses_cut_short_total{{reason="{reason}"}} 1\n', metrics)

    def test_streams_that_the_end_of_the_server_cuts_short(self):
        server = Server(API_KEY=KEY)

        def terminate(client):
            server.process.terminate()
            self.read_all(client)
            server.process.wait(timeout=30)

        entry, _ = self.cut_short(server, LONG, 1_000_000, terminate)
        self.assertEqual((entry["status"], entry["incomplete"], entry["reason"]), (200, True, "shutting_down"))

    def test_what_never_arrived_whole_is_noted(self):
        server = Server(MAX_BODY_BYTES="2000")
        port = int(server.address.rpartition(":")[2])
        host = b"Host: x\r\nX-Request-Id: r2\r\n"
        cases = (
            (b"POST /template?a HTTP/1.1\r\n" + host + b"Content-Length: 2001\r\n\r\n", ("POST", "/template", 413)),
            (b"GET /fake/name HTTP/1.1\r\n" + host + b"X: " + b"a" * 20_000 + b"\r\n\r\n", ("GET", "/fake/name", 431)),
            (b"nonsense\r\n\r\n", ("", "", 400)),
        )
        for request, wanted in cases:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
                client.sendall(request)
                response = client.recv(1 << 16).decode()
            self.assertIn(f" {wanted[2]} ", response.partition("\r\n")[0])
            self.assertIn("\r\nX-Request-Id: " + ("r2" if wanted[0] else ""), response)
        metrics = server.ask("GET", "/metrics")[2]
        entries = [json.loads(line) for line in server.stop()[1]]
        self.assertEqual(sorted((e["method"], e["path"], e["status"]) for e in entries), sorted(wanted for _, wanted in cases))
        for status in (400, 413, 431):
            self.assertIn(f'phoney_requests_total{{method="",route="",status="{status}"}} 1\n', metrics)

    def test_quiet(self):
        server = Server(LOG_LEVEL="off")
        server.ask("GET", "/nowhere")
        self.assertEqual(server.stop(), (0, []))

    def test_metrics(self):
        server = Server()
        for target in ("/fake/name?count=7", "/fake/name", "/fake/nonsense_name", "/nowhere"):
            server.ask("GET", target)
        status, headers, text = server.ask("GET", "/metrics")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
        for line in ('phoney_requests_total{method="GET",route="/fake/{generator}",status="200"} 2',
                     'phoney_requests_total{method="GET",route="/fake/{generator}",status="404"} 1',
                     'phoney_requests_total{method="",route="",status="404"} 1',
                     'phoney_request_duration_seconds_count{method="GET",route="/fake/{generator}"} 3',
                     "phoney_records_generated_total 8"):
            self.assertIn(line + "\n", text)
        self.assertRegex(text, r"\nphoney_connections [1-9]\d*\n")
        self.assertRegex(text, r"\nphoney_jobs \d+\n")
        self.assertRegex(text, r"\nphoney_held_bytes \d+\n")
        server.stop()

    def test_ready(self):
        server = Server()
        self.assertEqual(server.ask("GET", "/ready")[::2], (200, '{"status":"ready"}'))
        server.stop()


if __name__ == "__main__":
    serving.main("__main__")
