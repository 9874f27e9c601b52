"""Signatures against botocore's, over generated requests."""

from __future__ import annotations

import argparse
import datetime
import json
import random
import subprocess
import sys
import unittest
from unittest import mock

from botocore import auth, awsrequest, credentials

CASES = 600
PATHS = ["", "/", "//", "/a/b", "/a//b/", "/a%20b/%2F", "/./a/../b/.", "/../..", "/a/..", "/a/.../b", "/%E2%82%AC/ü~-_.", "/a:b@c,d;e=f+g"]
QUERIES = ["", "b=2&a=1", "a", "a&b=", "a=2&a=1&a", "A=1&a=2", "x=%20&y=%2F+z", "b&a=%E2%82%AC", "a==b&=c", "&&", "a=~-_.&%41=1"]
VALUES = ["plain", "  ends  ", "two  spaces\tand a tab", "", "a,b", "grüße"]
NAMES = ["X-Custom", "x-custom", "Content-Type", "X-Amz-Target", "User-Agent", "Accept", "Connection", "Zz"]


def make_case(draw: random.Random) -> dict:
    def word(size: int) -> str:
        return "".join(draw.choices("abcXYZ019/+=", k=size))

    headers = [["Host", draw.choice(["ssm.us-east-1.amazonaws.com", "127.0.0.1:5000", "[::1]:80"])]]
    headers += [[draw.choice(NAMES), draw.choice(VALUES)] for _ in range(draw.randrange(5))]
    return {
        "key": word(20), "secret": word(40), "token": draw.choice(["", word(300)]),
        "region": draw.choice(["us-east-1", "eu-west-1"]), "service": draw.choice(["ssm", "secretsmanager", "execute-api"]),
        "instant": f"20{draw.randrange(10, 90)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}T"
                   f"{draw.randrange(24):02}:{draw.randrange(60):02}:{draw.randrange(60):02}Z",
        "method": draw.choice(["GET", "POST", "PUT"]), "path": draw.choice(PATHS), "query": draw.choice(QUERIES),
        "headers": headers, "body": draw.choice(["", "{}", "grüße\n", word(5000)]),
    }


def expected(case: dict) -> dict[str, str]:
    url = "https://host.invalid" + case["path"] + ("?" + case["query"] if case["query"] else "")
    request = awsrequest.AWSRequest(method=case["method"], url=url, data=case["body"].encode())
    for name, value in case["headers"]:
        request.headers[name] = value  # adds, as its headers are those of an email message
    when = datetime.datetime.strptime(case["instant"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)
    signer = auth.SigV4Auth(credentials.Credentials(case["key"], case["secret"], case["token"] or None), case["service"], case["region"])
    with mock.patch.object(auth, "get_current_datetime", lambda *_, **__: when):
        signer.add_auth(request)
    return {name: request.headers[name] for name in ("X-Amz-Date", "X-Amz-Security-Token", "Authorization") if name in request.headers}


class Sign(unittest.TestCase):
    probe: str

    def test_agrees_with_botocore(self) -> None:
        draw = random.Random(20261122)
        cases = [make_case(draw) for _ in range(CASES)]
        lines = "".join(json.dumps(case) + "\n" for case in cases)
        answer = subprocess.run([self.probe, "sign"], input=lines, capture_output=True, text=True, check=True, timeout=60).stdout.splitlines()
        self.assertEqual(len(answer), CASES)
        for case, line in zip(cases, answer, strict=True):
            with self.subTest(case=case):
                self.assertEqual(json.loads(line), expected(case))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    arguments, rest = parser.parse_known_args()
    Sign.probe = arguments.probe
    unittest.main(argv=[sys.argv[0], *rest])
