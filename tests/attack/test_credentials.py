"""Credentials: forged tokens, and guesses of the password and the API key, one after the other and many at once.

    python tests/attack/test_credentials.py --phoney build/test/phoney [--seconds 120]

Whoever guesses has ten tries a minute, whatever was right before, and learns nothing more once they are spent.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from attackers import post
from forged_tokens import other_spellings, tokens
from target import Checks, Target, arguments_parser, phoney_path

from support.settings import clean_environment

USER = "ann"
PASSWORD = "right horse"
KEY = "a-key-of-this-test-that-nobody-has"
SECRET = "a secret of this test that is long enough for every algorithm that it tries"
GUESSES_PER_MINUTE = 10
NETWORKS_PER_SITE = 10  # the networks of an IPv6 /48 together have ten times the guesses of one
MANY = 40  # guesses, four times what is allowed
AT_ONCE = 32
PATIENCE = 60  # seconds for an answer; a sanitized server hashes slowly

REQUEST = {"provider": "person", "generator": "name"}
# How a guess is made: the header fields of a request that needs authentication, or the form of POST /token.
Guess = Callable[[str], tuple[bytes, bytes]]


def by_form(password: str) -> tuple[bytes, bytes]:
    form = f"username={USER}&password={password}".replace(" ", "+").encode()
    return b"POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n" % len(form), form


def with_fields(fields: str) -> tuple[bytes, bytes]:
    head, _, body = post(REQUEST, b"/api/v1/generate").partition(b"\r\n\r\n")
    return head + b"\r\n" + fields.encode("latin-1") + b"\r\n", body


def by_basic(password: str) -> tuple[bytes, bytes]:
    return with_fields("Authorization: Basic " + base64.b64encode(f"{USER}:{password}".encode()).decode())


def by_key(key: str) -> tuple[bytes, bytes]:
    return with_fields(f"X-API-Key: {key}")


def by_token(token: str) -> tuple[bytes, bytes]:
    return with_fields(f"Authorization: Bearer {token}")


WAYS: dict[str, tuple[Guess, str]] = {"POST /token": (by_form, PASSWORD), "Basic": (by_basic, PASSWORD), "X-API-Key": (by_key, KEY)}


class Guesser:
    """Asks a target, which believes the address that a client says it has if it trusts it as a proxy."""

    def __init__(self, target: Target):
        self.target = target

    def ask(self, guess: Guess, secret: str, source: str = "", said: str = "") -> int:
        head, body = guess(secret)
        forwarded = f"X-Forwarded-For: {said}\r\n".encode() if said else b""
        with self.target.connect(source, PATIENCE) as client:
            client.send(head + forwarded + b"\r\n" + body)
            return client.response()[0]

    def ask_many(self, guess: Guess, secrets: list[str], at_once: int, source: str = "", said: Callable[[int], str] = lambda _: "") -> list[int]:
        with ThreadPoolExecutor(at_once) as threads:
            return list(threads.map(lambda i: self.ask(guess, secrets[i], source, said(i)), range(len(secrets))))


def password_hash(phoney: Path) -> str:
    """As cheap as there is, so that hashing is not what holds guesses up."""
    done = subprocess.run([phoney, "hash-password", "--cost", "4"], input=PASSWORD, capture_output=True, text=True, timeout=60, check=True,
                          env=clean_environment())
    return done.stdout.strip()


def start(phoney: Path, hashed: str, **settings: str) -> Target:
    return Target(phoney, API_USERNAME=USER, API_PASSWORD_HASH=hashed, API_KEY=KEY, SECRET_KEY=SECRET, **settings)


def allowance(began: float, per_minute: int = GUESSES_PER_MINUTE) -> int:
    """How many guesses may have been answered since `began`: those of a minute, and what has come back meanwhile."""
    return per_minute + int((time.monotonic() - began) * per_minute / 60)


def judge(checks: Checks, who: str, statuses: list[int], most: int, least: int = GUESSES_PER_MINUTE) -> None:
    """Wrong guesses get 401 as long as there are any, and 429 from then on."""
    checks.expect(set(statuses) <= {401, 429}, f"{who}: guesses got {sorted(set(statuses))}")
    checks.expect(least <= statuses.count(401) <= most, f"{who}: {statuses.count(401)} guesses were answered, {most} at most are expected")


def check_tokens(phoney: Path, hashed: str, checks: Checks) -> None:
    target = start(phoney, hashed)
    guesser = Guesser(target)
    for name, token, good in tokens(SECRET.encode(), USER):
        status = guesser.ask(by_token, token)
        checks.expect(status == (200 if good else 401), f"token, {name}: {status}")
    good = next(tokens(SECRET.encode(), USER))[1]
    # Whoever has one spelling of a good token gains nothing by another; still each must be decided, and alike.
    statuses = {guesser.ask(by_token, spelling) for spelling in other_spellings(good)}
    checks.expect(statuses in ({200}, {401}), f"other spellings of a good token got {sorted(statuses)}")
    checks.expect(guesser.ask(by_token, good) == 200, "the good token is refused after all of them")
    target.end(checks, "tokens")


def check_guesses(phoney: Path, hashed: str, checks: Checks) -> None:
    for way, (guess, right) in WAYS.items():
        for at_once in (1, AT_ONCE):
            for after in ("", "here", "elsewhere"):
                who = f"{way}, {at_once} at once" + (f", after a good login {after}" if after else "")
                target = start(phoney, hashed)
                guesser = Guesser(target)
                here, elsewhere = "127.0.4.1", "127.0.4.2"
                if after:
                    status = guesser.ask(guess, right, here if after == "here" else elsewhere)
                    checks.expect(status == 200, f"{who}: the good login got {status}")
                began = time.monotonic()
                statuses = guesser.ask_many(guess, [f"guess {i}" for i in range(MANY)], at_once, here)
                judge(checks, who, statuses, allowance(began))
                if time.monotonic() - began < 6:  # otherwise a guess has come back
                    status = guesser.ask(guess, right, here)
                    checks.expect(status == 429, f"{who}: after the last guess the right one got {status}")
                status = guesser.ask(guess, right, elsewhere)
                checks.expect(status == 200, f"{who}: the owner at another address got {status}")
                target.end(checks, who)


def check_mixed_guesses(phoney: Path, hashed: str, checks: Checks) -> None:
    """Passwords and keys share the guesses of an address."""
    target = start(phoney, hashed)
    guesser = Guesser(target)
    began = time.monotonic()
    statuses = [guesser.ask(list(WAYS.values())[i % 3][0], f"guess {i}") for i in range(MANY)]
    judge(checks, "passwords and keys", statuses, allowance(began))
    target.end(checks, "passwords and keys")


# What clients say of their address.
def same_network(i: int) -> str:
    return f"2001:db8:0:1::{i + 1:x}"


def same_site(i: int) -> str:
    return f"2001:db8:1:{i + 1:x}::1"


def made_up_before_the_proxy(i: int) -> str:
    return f"192.0.2.{i + 1}, 198.51.100.1"


def made_up(i: int) -> str:
    return f"203.0.113.{i + 1}"


def check_addresses(phoney: Path, hashed: str, checks: Checks) -> None:
    behind_a_proxy = {"TRUSTED_PROXIES": "127.0.0.0/8"}
    for who, settings, said, number, per_minute in (
        ("a /64", behind_a_proxy, same_network, MANY, GUESSES_PER_MINUTE),
        ("a /48", behind_a_proxy, same_site, 200, GUESSES_PER_MINUTE * NETWORKS_PER_SITE),
        ("addresses made up before the proxy's", behind_a_proxy, made_up_before_the_proxy, MANY, GUESSES_PER_MINUTE),
        ("addresses made up without a proxy", {}, made_up, MANY, GUESSES_PER_MINUTE),
    ):
        for way in ("Basic", "X-API-Key"):
            target = start(phoney, hashed, **settings)
            guesser = Guesser(target)
            began = time.monotonic()
            statuses = guesser.ask_many(WAYS[way][0], [f"guess {i}" for i in range(number)], 8, said=said)
            judge(checks, f"{way} from {who}", statuses, allowance(began, per_minute), per_minute)
            status = guesser.ask(*WAYS[way], source="127.0.4.9", said="2001:db8:2::1" if settings else "")
            checks.expect(status == 200, f"{way} from elsewhere, after {who}: {status}")
            target.end(checks, who)


def check_for_long(phoney: Path, hashed: str, seconds: float, checks: Checks) -> None:
    """Guesses for as long as that, from one address that has logged in: the rate holds."""
    target = start(phoney, hashed)
    guesser = Guesser(target)
    checks.expect(guesser.ask(by_basic, PASSWORD) == 200, "the login is refused")
    began = time.monotonic()
    answered = number = 0
    while time.monotonic() < began + seconds:
        statuses = guesser.ask_many(by_basic, [f"guess {number + i}" for i in range(AT_ONCE)], AT_ONCE)
        answered += statuses.count(401)
        number += AT_ONCE
        checks.expect(set(statuses) <= {401, 429}, f"guesses got {sorted(set(statuses))}")
    most = allowance(began)
    checks.expect(answered <= most, f"{answered} of {number} guesses in {seconds:.0f} s were answered, {most} at most are expected")
    print(f"{answered} of {number} guesses in {time.monotonic() - began:.1f} s were answered")
    target.end(checks, "guesses for long")


def main() -> int:
    parser = arguments_parser(__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2, help="how long one client guesses without end (default: %(default)s)")
    arguments = parser.parse_args()
    phoney = phoney_path(arguments)
    hashed = password_hash(phoney)
    checks = Checks()
    check_tokens(phoney, hashed, checks)
    check_guesses(phoney, hashed, checks)
    check_mixed_guesses(phoney, hashed, checks)
    check_addresses(phoney, hashed, checks)
    check_for_long(phoney, hashed, arguments.seconds, checks)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
