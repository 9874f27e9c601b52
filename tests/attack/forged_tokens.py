"""JSON Web Tokens as a forger makes them (RFC 7515, 7519, 8725), and some that are good."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Iterator

HEADER = {"alg": "HS256", "typ": "JWT"}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def part(value: object) -> str:
    """A part of a token: JSON of anything but bytes, in base64url."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def sign(signed: str, key: bytes, algorithm: str = "sha256") -> str:
    return part(hmac.new(key, signed.encode(), algorithm).digest())


def make(key: bytes, claims: object, header: object = HEADER, algorithm: str = "sha256") -> str:
    signed = f"{part(header)}.{part(claims)}"
    return f"{signed}.{sign(signed, key, algorithm)}"


def tokens(key: bytes, user: str) -> Iterator[tuple[str, str, bool]]:
    """What each is called, the token, and whether it is good."""
    now = int(time.time())
    claims = {"iss": "phoney", "sub": user, "iat": now, "exp": now + 600}
    good = make(key, claims)
    header, body, signature = good.split(".")

    def changed(**changes: object) -> str:
        """Signed with the right key."""
        return make(key, {name: value for name, value in {**claims, **changes}.items() if value is not None})

    def with_header(**changes: object) -> str:
        return make(key, claims, {name: value for name, value in {**HEADER, **changes}.items() if value is not None})

    yield "as it should be", good, True
    yield "no typ", with_header(typ=None), True
    yield "kid that means nothing", with_header(kid="1"), True
    yield "nbf that has come", changed(nbf=now), True

    for name in ("none", "None", "NONE", "nOnE", ""):
        unsigned = part({"alg": name, "typ": "JWT"})
        yield f"alg {name!r}, no signature", f"{unsigned}.{body}.", False
        yield f"alg {name!r}, two parts", f"{unsigned}.{body}", False
        yield f"alg {name!r}, signed with the key", with_header(alg=name), False
    yield "alg none, the good signature", f"{part({'alg': 'none'})}.{body}.{signature}", False
    for alg, algorithm in (("HS384", "sha384"), ("HS512", "sha512"), ("HS1", "sha1")):
        yield f"{alg}, rightly signed", make(key, claims, {"alg": alg, "typ": "JWT"}, algorithm), False
        yield f"{alg}, signed by SHA-256", with_header(alg=alg), False
    for alg in ("RS256", "RS512", "ES256", "PS256", "EdDSA", "hs256", "HS256 ", "dir", "A256KW"):
        yield f"alg {alg!r}, signed with the key", with_header(alg=alg), False
    yield "alg that is a number", with_header(alg=256), False
    yield "alg that is a list", with_header(alg=["HS256"]), False
    yield "no alg", with_header(alg=None), False
    yield "header that is a list", make(key, claims, [HEADER]), False
    yield "header that is no JSON", make(key, claims, b"alg=HS256"), False
    yield "crit", with_header(crit=["b64"], b64=False), False
    yield "crit that is empty", with_header(crit=[]), False

    for what, other in {
        "no key": b"\0", "an empty key": b"", "another key": b"x" * 32, "the key and a line feed": key + b"\n", "half the key": key[: len(key) // 2], "null": b"null",
        "development's key": b"phoney-development-secret-key-that-everybody-knows",
    }.items():
        yield f"signed with {what}", make(other, claims), False
    # What kid, jku and jwk name is the forger's: whoever follows them is deceived (RFC 8725, 3.10).
    for what, extra, other in (
        ("kid: a path", {"kid": "../../../../dev/null"}, b""), ("kid: SQL", {"kid": "x' UNION SELECT 'a"}, b"a"),
        ("kid: a command", {"kid": "key;sleep 10"}, b"a"), ("kid: NUL", {"kid": "\0"}, b"a"), ("kid: an object", {"kid": {}}, b"a"),
        ("jku", {"jku": "http://127.0.0.1:9/keys"}, b"a"), ("jwk", {"jwk": {"kty": "oct", "k": part(b"a")}}, b"a"), ("x5u", {"x5u": "http://127.0.0.1:9/"}, b"a"),
    ):
        yield f"{what}, signed with what it names", make(other, claims, {**HEADER, **extra}), False

    yield "expired", changed(exp=now - 120), False
    yield "expired for ever", changed(exp=0), False
    yield "not yet good", changed(nbf=now + 600), False
    yield "issued in the future", changed(iat=now + 600), False
    for name in ("exp", "iat", "iss", "sub"):
        yield f"no {name}", changed(**{name: None}), False
        yield f"{name} null", make(key, {**claims, name: None}), False
        yield f"{name} a list", changed(**{name: [claims[name]]}), False
        yield f"{name} true", changed(**{name: True}), False
    yield "exp a text", changed(exp=str(now + 600)), False
    yield "exp Infinity", make(key, json.dumps({**claims, "exp": float("inf")}).encode()), False
    yield "exp NaN", make(key, json.dumps({**claims, "exp": float("nan")}).encode()), False
    yield "nbf a text", changed(nbf="0"), False
    yield "exp twice", make(key, b'{"iss":"phoney","sub":"%s","iat":%d,"exp":1,"exp":%d}' % (user.encode(), now, now + 600)), False
    yield "sub twice", make(key, b'{"iss":"phoney","sub":"eve","sub":"%s","iat":%d,"exp":%d}' % (user.encode(), now, now + 600)), False
    for other in ("eve", "", user + "\0", user.upper(), user + " "):
        yield f"sub {other!r}", changed(sub=other), False
    for other in ("evil", "", "Phoney", "phoney\0", "phoney/"):
        yield f"iss {other!r}", changed(iss=other), False
    yield "aud of another", changed(aud="other"), False
    yield "aud of a list", changed(aud=["other", "phoney"]), False
    yield "aud empty", changed(aud=[]), False
    yield "claims that are a list", make(key, [claims]), False
    yield "claims that are a text", make(key, "claims"), False
    yield "claims that are nested", make(key, b'{"a":' * 500 + b"1" + b"}" * 500), False

    yield "no signature", f"{header}.{body}.", False
    yield "no signature and no dot", f"{header}.{body}", False
    yield "signature of another token", f"{header}.{body}.{changed(sub='eve').split('.')[2]}", False
    yield "claims of another token", f"{header}.{part({**claims, 'exp': now + 9999})}.{signature}", False
    yield "header of another token", f"{part({'alg': 'HS256', 'kid': '1'})}.{body}.{signature}", False
    yield "signature that is cut", f"{header}.{body}.{signature[:-1]}", False
    yield "signature that is cut to nothing but a byte", f"{header}.{body}.{signature[:2]}", False
    yield "signature with a byte more", f"{header}.{body}.{signature}AA", False
    yield "signature of zeros", f"{header}.{body}.{part(bytes(32))}", False
    yield "a part more", f"{good}.{signature}", False
    yield "an empty part more", f"{good}.", False
    yield "an empty part before", f".{good}", False
    yield "five parts, as of JWE", f"{header}...{body}.{signature}", False
    yield "no parts", "..", False
    yield "a letter of the claims changed", f"{header}.{('A' if body[0] != 'A' else 'B') + body[1:]}.{signature}", False

    # Base64url without padding (RFC 7515, 2) has one spelling of each value. The signature covers the spelling of the
    # other parts, so only its own can be another.
    yield "padded signature", f"{good}=", False
    yield "padded claims", f"{header}.{body}==.{signature}", False
    standard = signature.replace("-", "+").replace("_", "/")
    if standard != signature:
        yield "signature in the other alphabet", f"{header}.{body}.{standard}", False
    yield "white space in the signature", f"{header}.{body}.{signature[:5]} {signature[5:]}", False
    yield "a tab in the signature", f"{header}.{body}.{signature[:5]}\t{signature[5:]}", False
    yield "a character that is none in the signature", f"{header}.{body}.{signature[:5]}!{signature[6:]}", False
    yield "beyond ASCII", f"{header}.{body}.\xe9{signature[1:]}", False

    yield "a long good one", make(key, {**claims, "x": "a" * 2000}), True
    yield "a huge good one", make(key, {**claims, "x": "a" * 9000}), False
    yield "a huge one of nonsense", "a" * 10_000, False
    yield "many dots", "." * 5000, False


def other_spellings(token: str) -> Iterator[str]:
    """The same token with other last characters of its signature, of which two bits mean nothing."""
    last = ALPHABET.index(token[-1])
    yield from (token[:-1] + ALPHABET[last ^ bits] for bits in (1, 2, 3))
