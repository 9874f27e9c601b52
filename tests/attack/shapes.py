"""Requests of every shape that servers have been known to read differently, and what HTTP says of each.

A shape is refused (one error, then the connection's end), or answered (and the connection goes on), or answered as the
last of its connection. Statuses come from RFC 9110 and 9112, whose sections are named. Where they leave a choice, the
server may have either; where they leave none but the service has (405 of a method that is known to nobody), so may it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Status = int | frozenset[int]

BODY = b'{"template":{"a":"{{name}}"}}'
LENGTH = b"Content-Length: %d" % len(BODY)
CHUNKED = b"Transfer-Encoding: chunked"
JSON = b"Content-Type: application/json"
HOST = b"Host: x"

# An unknown coding SHOULD be answered 501 (9112, 6.1), a request whose last one is not "chunked" MUST be answered 400
# (9112, 6.3). Most wrong codings are both.
WRONG_CODING = frozenset({400, 501})
WRONG_VERSION = frozenset({400, 505})  # 9110, 15.6.6: "can"
UNKNOWN_METHOD = frozenset({405, 501})  # 9110, 9.1
TOO_LARGE_NUMBER = frozenset({400, 413})
TOO_LONG = frozenset({400, 414, 431})


@dataclass(frozen=True)
class Shape:
    name: str
    data: bytes
    statuses: tuple[Status, ...]
    goes_on: bool  # whether the connection takes another request afterwards
    heads: frozenset[int] = frozenset()  # which answers have no body, because they answer HEAD


def request(line: bytes, *fields: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([line, *fields, b"", b""]) + body


def get(*fields: bytes, line: bytes = b"GET /health HTTP/1.1") -> bytes:
    return request(line, HOST, *fields)


def post(*fields: bytes, body: bytes = BODY, version: bytes = b"HTTP/1.1") -> bytes:
    return request(b"POST /template " + version, HOST, JSON, *fields, body=body)


def chunks(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


def sized(size: bytes) -> bytes:
    """A chunked request whose only chunk says this of its size."""
    return post(CHUNKED, body=size + b"\r\n" + BODY + b"\r\n0\r\n\r\n")


# What is behind these in the same bytes would be a request of its own to a server that reads them the other way.
SMUGGLED = b"GET /fake/ean HTTP/1.1\r\nHost: x\r\nX-A: "


def lengths() -> Iterable[tuple[str, bytes, Status]]:
    """Refused: framing that two servers could understand differently (9112, 6.3 and 11.2)."""
    yield "length and coding", post(LENGTH, CHUNKED, body=chunks(BODY)), 400
    yield "coding and length", post(CHUNKED, LENGTH, body=chunks(BODY)), 400
    yield "length of the smuggled and coding", post(b"Content-Length: 4", CHUNKED, body=b"0\r\n\r\n" + SMUGGLED), 400
    yield "coding and length 0", post(CHUNKED, b"Content-Length: 0", body=chunks(BODY)), 400
    yield "two lengths", post(LENGTH, b"Content-Length: 3"), 400
    yield "two lengths, the smaller first", post(b"Content-Length: 3", LENGTH), 400
    yield "list of different lengths", post(b"Content-Length: 29, 3"), 400
    yield "list with an empty length", post(b"Content-Length: ,29"), 400
    for what, value in {
        "plus": b"+29", "minus": b"-29", "hexadecimal": b"0x1d", "inner space": b"2 9", "letters behind": b"29abc", "empty": b"",
        "fraction": b"29.0", "exponent": b"29e0", "quotes": b'"29"', "vertical tab": b"\x0b29", "form feed": b"29\x0c", "fullwidth": "２９".encode(),
        "underscore": b"2_9", "semicolon": b"29;a=b", "NUL": b"29\0",
    }.items():
        yield f"length with {what}", post(b"Content-Length: " + value), 400
    yield "length beyond 64 bits", post(b"Content-Length: 184467440737095516445"), TOO_LARGE_NUMBER
    yield "length that wraps around to the right one", post(b"Content-Length: 18446744073709551645"), TOO_LARGE_NUMBER
    yield "length of 63 bits", post(b"Content-Length: 9223372036854775807"), 413
    yield "length beyond the limit", post(b"Content-Length: 1048577"), 413
    yield "space before the length's colon", post(b"Content-Length : 29"), 400
    yield "tab before the length's colon", post(b"Content-Length\t: 29"), 400
    yield "space before the coding's colon", post(b"Transfer-Encoding : chunked", body=chunks(BODY)), 400
    yield "space before the first field", request(b"POST /template HTTP/1.1", b" Content-Length: 29", HOST, JSON, body=BODY), 400


def codings() -> Iterable[tuple[str, bytes, Status]]:
    """Refused: codings other than chunked (9112, 6.1), and "chunked" as it may not be written."""
    for what, value in {
        "identity": b"identity", "gzip": b"gzip", "chunked twice": b"chunked, chunked", "gzip last": b"chunked, gzip", "gzip first": b"gzip, chunked",
        "identity last": b"chunked, identity", "unknown": b"xchunked", "a parameter": b"chunked;q=1", "quotes": b'"chunked"', "nothing": b"",
        "a suffix": b"chunkedx", "a comma": b"chunked,",
    }.items():
        yield f"coding: {what}", post(b"Transfer-Encoding: " + value, body=chunks(BODY)), WRONG_CODING
    yield "coding in two fields", post(CHUNKED, CHUNKED, body=chunks(BODY)), WRONG_CODING
    yield "coding in two different fields", post(CHUNKED, b"Transfer-Encoding: identity", body=chunks(BODY)), WRONG_CODING
    yield "coding with a vertical tab", post(b"Transfer-Encoding: \x0bchunked", body=chunks(BODY)), WRONG_CODING
    yield "coding with NUL", post(b"Transfer-Encoding: chunked\0", body=chunks(BODY)), WRONG_CODING
    yield "coding in HTTP/1.0", post(CHUNKED, body=chunks(BODY), version=b"HTTP/1.0"), 400


def chunk_sizes() -> Iterable[tuple[str, bytes, Status]]:
    """Refused: chunks that are none (9112, 7.1)."""
    size = b"%x" % len(BODY)
    for what, text in {
        "not hexadecimal": b"z", "minus": b"-1", "plus": b"+" + size, "0x": b"0x" + size, "space before": b" " + size, "space behind": size + b" ",
        "tab behind": size + b"\t", "empty": b"", "comma": size + b",", "NUL": size + b"\0", "two": size + b" " + size,
    }.items():
        yield f"chunk size: {what}", sized(text), 400
    yield "chunk size beyond 64 bits", sized(b"10000000000000000"), TOO_LARGE_NUMBER
    yield "chunk size that wraps around", sized(b"1000000000000001d"), TOO_LARGE_NUMBER
    yield "chunk size of all bits", sized(b"ffffffffffffffff"), TOO_LARGE_NUMBER
    yield "chunk size beyond the limit", sized(b"100001"), 413
    yield "chunk line ended by a line feed", post(CHUNKED, body=size + b"\n" + BODY + b"\r\n0\r\n\r\n"), 400
    yield "chunk line ended by a carriage return", post(CHUNKED, body=size + b"\r" + BODY + b"\r\n0\r\n\r\n"), 400
    yield "chunk ended by a line feed", post(CHUNKED, body=size + b"\r\n" + BODY + b"\n0\r\n\r\n"), 400
    yield "chunk longer than its size", post(CHUNKED, body=b"5\r\n" + BODY + b"\r\n0\r\n\r\n"), 400
    yield "chunk without its end", post(CHUNKED, body=size + b"\r\n" + BODY + b"0\r\n\r\n"), 400
    yield "chunk with a line feed in its extension", post(CHUNKED, body=size + b";a\nb\r\n" + BODY + b"\r\n0\r\n\r\n"), 400
    yield "chunk with an endless extension", post(CHUNKED, body=b"5;" + b"e" * 20_000), 400
    yield "trailer without a colon", post(CHUNKED, body=chunks(BODY, end=b"0\r\nnonsense\r\n\r\n")), 400
    yield "trailer that is folded", post(CHUNKED, body=chunks(BODY, end=b"0\r\nX-A: b\r\n c\r\n\r\n")), 400
    # A sender MUST NOT send these in trailers (9110, 6.5.1).
    yield "length in a trailer", post(CHUNKED, body=chunks(BODY, end=b"0\r\nContent-Length: 3\r\n\r\n")), 400
    yield "coding in a trailer", post(CHUNKED, body=chunks(BODY, end=b"0\r\nTransfer-Encoding: gzip\r\n\r\n")), WRONG_CODING
    yield "endless trailer", post(CHUNKED, body=chunks(BODY, end=b"0\r\nX-A: " + b"a" * 100_000)), frozenset({400, 431})


def fields() -> Iterable[tuple[str, bytes, Status]]:
    """Refused: field lines that are none (9112, 5; 9110, 5.5)."""
    yield "fold", get(b"X-A: a\r\n b"), 400
    yield "fold by a tab", get(b"X-A: a\r\n\tb"), 400
    yield "fold behind a name", post(b"Content-Length:\r\n 29"), 400
    yield "fold of the coding", post(b"Transfer-Encoding:\r\n chunked", body=chunks(BODY)), 400
    yield "fold that is empty", get(b"X-A: a\r\n \r\nX-B: b"), 400
    for what, octet in {"carriage return": b"\r", "NUL": b"\0", "DEL": b"\x7f", "SOH": b"\x01", "ESC": b"\x1b"}.items():
        yield f"{what} in a value", get(b"X-A: a" + octet + b"b"), 400
        yield f"{what} in a name", get(b"X" + octet + b"A: b"), 400
        yield f"{what} in the target", get(line=b"GET /health" + octet + b" HTTP/1.1"), 400
    for what, line in {
        "space in a name": b"X A: b", "parenthesis in a name": b"X(A: b", "no name": b": b", "no colon": b"X-A", "UTF-8 in a name": "É: b".encode(),
        "at sign in a name": b"X@A: b", "bracket in a name": b"X[A]: b",
    }.items():
        yield what, get(line), 400
    yield "lines ended by line feeds", get().replace(b"\r\n", b"\n") + b"\r\n\r\n", WRONG_VERSION  # 9112, 2.2: "MAY recognize", so need not
    yield "a line ended by a line feed", get(b"X-A: a\nX-B: b"), 400
    yield "lines ended by carriage returns", get().replace(b"\r\n", b"\r") + b"\r\n\r\n", 400
    yield "a field of 17 KB", get(b"X-A: " + b"a" * 17_000), 431
    yield "fields of 17 KB", get(*[b"X-%d: %s" % (i, b"a" * 400) for i in range(42)]), 431
    yield "101 fields", get(*[b"X: y"] * 100), 431
    yield "fields without an end", get()[:-2] + b"X-A: " + b"a" * 20_000, 431


def request_lines() -> Iterable[tuple[str, bytes, Status]]:
    """Refused: request lines that are none (9112, 3), and other protocols."""
    for version in (b"HTTP/2.0", b"HTTP/3.0", b"HTTP/0.9", b"HTTP/1.2", b"HTTP/1.10", b"HTTP/01.1", b"HTTP/1.1x", b"http/1.1", b"HTTP/1", b"HTP/1.1", b"HTTP/1,1", b"HTTP"):
        yield f"version {version.decode()}", get(line=b"GET /health " + version), WRONG_VERSION
    for what, line in {
        "no version": b"GET /health", "no target": b"GET HTTP/1.1", "only a method": b"GET", "two spaces": b"GET  /health HTTP/1.1",
        "tab": b"GET\t/health HTTP/1.1", "space behind": b"GET /health HTTP/1.1 ", "space before": b" GET /health HTTP/1.1",
        "space in the target": b"GET /hea lth HTTP/1.1", "no method": b" /health HTTP/1.1", "parenthesis in the method": b"G(T /health HTTP/1.1",
        "space in the version": b"GET /health HTTP /1.1", "UTF-8 in the method": "GÉT /health HTTP/1.1".encode(), "colon": b"GET: /health HTTP/1.1",
    }.items():
        yield f"request line: {what}", get(line=line), WRONG_VERSION if what in ("space behind", "space in the target", "space in the version") else 400
    yield "HTTP/0.9", b"GET /health\r\n\r\n", WRONG_VERSION
    yield "HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", WRONG_VERSION
    yield "TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(32)) + b"\r\n\r\n", 400
    yield "SSH banner", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", 400
    yield "PROXY protocol 1", b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" + get(), 400
    yield "PROXY protocol 2", b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c" + bytes(12) + get(), 400
    yield "zero bytes", bytes(64), 400
    yield "target of 17 KB", get(line=b"GET /" + b"a" * 17_000 + b" HTTP/1.1"), 414
    yield "method of 17 KB", get(line=b"A" * 17_000 + b" / HTTP/1.1"), TOO_LONG


def hosts() -> Iterable[tuple[str, bytes, Status]]:
    """Refused: Host is missing or there twice (9112, 3.2), and expectations that nobody knows (9110, 10.1.1)."""
    line = b"GET /health HTTP/1.1"
    yield "no Host", request(line), 400
    yield "two Hosts", request(line, b"Host: x", b"Host: y"), 400
    yield "two equal Hosts", request(line, b"Host: x", b"Host: x"), 400
    yield "no Host beside an absolute target", request(b"GET http://x/health HTTP/1.1"), 400
    yield "two Hosts in HTTP/1.0", request(b"GET /health HTTP/1.0", b"Host: x", b"Host: y"), 400
    yield "space before Host's colon", request(line, b"Host : x"), 400
    yield "folded Host", request(line, b"Host:\r\n x"), 400
    yield "expectation of miracles", get(b"Expect: miracles"), 417
    yield "expectation of a body too large", post(b"Expect: 100-continue", b"Content-Length: 1048577", body=b""), 413
    yield "body of a byte too much", post(b"Content-Length: 1048577", body=b" " * 1_048_577), 413
    yield "chunked body of a byte too much", post(CHUNKED, body=chunks(b" " * 1_048_576, b" ")), 413


def heads() -> Iterable[tuple[str, bytes, Status]]:
    """Refused without a body, because they are HEAD (9110, 9.3.2)."""
    line = b"HEAD /health HTTP/1.1"
    yield "HEAD without Host", request(line), 400
    yield "HEAD with two Hosts", request(line, HOST, HOST), 400
    yield "HEAD with a wrong length", request(line, HOST, b"Content-Length: x"), 400
    yield "HEAD with length and coding", request(line, HOST, b"Content-Length: 1", CHUNKED), 400
    yield "HEAD with an unknown coding", request(line, HOST, b"Transfer-Encoding: gzip"), WRONG_CODING
    yield "HEAD with a fold", request(line, HOST, b"X-A: a\r\n b"), 400
    yield "HEAD with a carriage return", request(line, HOST, b"X-A: a\rb"), 400
    yield "HEAD with NUL", request(line, HOST, b"X-A: a\0b"), 400
    yield "HEAD of a body too large", request(line, HOST, b"Content-Length: 1048577"), 413
    yield "HEAD with a field of 17 KB", request(line, HOST, b"X-A: " + b"a" * 17_000), 431
    yield "HEAD that expects miracles", request(line, HOST, b"Expect: miracles"), 417


def answered() -> Iterable[tuple[str, bytes, Status]]:
    """Answered, and the connection goes on: unusual, but right."""
    yield "plain", get(), 200
    yield "empty line before", b"\r\n" + get(), 200  # 9112, 2.2
    yield "names in lower case", get().replace(b"Host", b"host"), 200
    yield "no space behind a colon", request(b"GET /health HTTP/1.1", b"Host:x"), 200
    yield "spaces and tabs around a value", request(b"GET /health HTTP/1.1", b"Host: \t x \t "), 200
    yield "empty value", get(b"X-A:"), 200
    yield "tab in a value", get(b"X-A: a\tb"), 200
    yield "beyond ASCII in a value", get(b"X-A: \xe9\xff"), 200  # 9110, 5.5: obs-text
    yield "Host with a port", request(b"GET /health HTTP/1.1", b"Host: x:8000"), 200
    yield "Host that is an IPv6 address", request(b"GET /health HTTP/1.1", b"Host: [::1]:8000"), 200
    yield "absolute target", get(line=b"GET http://x/health HTTP/1.1"), 200  # 9112, 3.2.2
    yield "absolute target of another host", get(line=b"GET http://y:80/health?a=b HTTP/1.1"), 200
    yield "absolute target in upper case", get(line=b"GET HTTP://X/health HTTP/1.1"), 200
    yield "length 0", get(b"Content-Length: 0"), 200
    yield "GET with a body that looks like a request", get(b"Content-Length: %d" % len(get())) + get(), 200
    yield "GET with a chunked body that looks like a request", get(CHUNKED) + chunks(get()), 200
    yield "body that looks like a request", post(b"Content-Length: %d" % len(get()), body=get()), 422
    yield "length", post(LENGTH), 200
    yield "length with leading zeros", post(b"Content-Length: 00029"), 200
    yield "length with spaces around", post(b"Content-Length:  29 \t"), 200
    yield "two equal lengths", post(LENGTH, LENGTH), 200  # 9112, 6.3: either refused or taken for one
    yield "list of equal lengths", post(b"Content-Length: 29, 29"), 200
    yield "largest body", post(b"Content-Length: 1048576", body=b" " * (1_048_576 - len(BODY)) + BODY), 200
    yield "chunks", post(CHUNKED, body=chunks(BODY[:5], BODY[5:])), 200
    yield "chunks of a byte", post(CHUNKED, body=chunks(*(BODY[i : i + 1] for i in range(len(BODY))))), 200
    yield "coding in upper case", post(b"Transfer-Encoding: CHUNKED", body=chunks(BODY)), 200
    yield "chunk size in upper case", sized(b"%X" % len(BODY)), 200
    yield "chunk size with leading zeros", sized(b"000%x" % len(BODY)), 200
    yield "chunk with an extension", sized(b"%x;a=b" % len(BODY)), 200
    yield "chunk with a quoted extension", sized(b'%x;a="b;c"' % len(BODY)), 200
    yield "trailers", post(CHUNKED, body=chunks(BODY, end=b"0\r\nX-A: b\r\nX-B:\r\n\r\n")), 200
    yield "expectation whose body is there", post(b"Expect: 100-continue", LENGTH), 200
    yield "names that look like framing", get(b"Content_Length: 5", b"X-Transfer-Encoding: chunked", b"Content-Length-X: 5"), 200
    yield "framing named by Connection", post(b"Connection: Content-Length", LENGTH), 200
    yield "upgrade to HTTP/2", get(b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQAAP__"), 200
    yield "upgrade to a WebSocket", get(b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="), 200
    yield "100 fields", get(*[b"X: y"] * 99), 200
    yield "method in lower case", get(line=b"get /health HTTP/1.1"), UNKNOWN_METHOD
    yield "method that nobody knows", get(line=b"BREW /health HTTP/1.1"), UNKNOWN_METHOD
    yield "TRACE", get(line=b"TRACE /health HTTP/1.1"), UNKNOWN_METHOD
    yield "HTTP/1.0 that is kept alive", request(b"GET /health HTTP/1.0", b"Connection: keep-alive"), 200


def last() -> Iterable[tuple[str, bytes, Status]]:
    """Answered as the last of their connection (9112, 9.6)."""
    yield "close", get(b"Connection: close"), 200
    yield "close in upper case and a list", get(b"Connection: x, CLOSE"), 200
    yield "HTTP/1.0", request(b"GET /health HTTP/1.0"), 200
    yield "close of a POST", post(LENGTH, b"Connection: close"), 200


def mixtures() -> Iterable[Shape]:
    """Several requests in the same bytes."""
    yield Shape("many kinds, one behind another", (get() + post(LENGTH) + post(CHUNKED, body=chunks(BODY)) + b"\r\n") * 30, (200,) * 90, True)
    yield Shape("HEAD and GET", get(line=b"HEAD /health HTTP/1.1") + get(), (200, 200), True, frozenset({0}))
    yield Shape("HEAD of what is not there", get(line=b"HEAD /nowhere HTTP/1.1"), (404,), True, frozenset({0}))
    yield Shape("good and nonsense", get() + b"nonsense\r\n\r\n", (200, 400), False)
    yield Shape("good, length and coding, good", get() + post(LENGTH, CHUNKED, body=chunks(BODY)) + get(), (200, 400), False)
    yield Shape("good, refused HEAD, good", get() + request(b"HEAD /health HTTP/1.1") + get(), (200, 400), False, frozenset({1}))
    yield Shape("wrong body, good", post(b"Content-Length: 3", body=b"{{{") + get(), (422, 200), True)
    yield Shape("not found, close, good", get(line=b"GET /nowhere HTTP/1.1") + get(b"Connection: close") + get(), (404, 200), False)


def all_shapes() -> list[Shape]:
    refused = [case for table in (lengths, codings, chunk_sizes, fields, request_lines, hosts) for case in table()]
    return [
        *(Shape(name, data, (status,), False) for name, data, status in refused),
        *(Shape(name, data, (status,), False, frozenset({0})) for name, data, status in heads()),
        *(Shape(name, data, (status,), True) for name, data, status in answered()),
        *(Shape(name, data, (status,), False) for name, data, status in last()),
        *mixtures(),
    ]
