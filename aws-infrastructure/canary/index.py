"""The synthetic canary: asks the public address as a client would, and fails if an answer is not the expected one. An alarm watches its
failures.

It is Python from the standard library, because CloudFormation takes it inline: no package to build, to upload or to keep up to date.
"""

import json
import os
import urllib.error
import urllib.request

# Less than the function's time-out, so that a service that hangs is named in the log.
SECONDS = 10

# What a seed gives never changes, so a wrong value is found as well as a missing one.
TEMPLATE = {"template": {"name": "{{name}}"}, "count": 1, "seed": 42, "locale": "en_US"}
WANTED = [{"name": "Allison Hill"}]


class Unexpected(Exception):
    """The service is there, but not as it should be, or it is not there."""


def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "User-Agent": "phoney-synthetic-canary"}
    request = urllib.request.Request(os.environ["URL"] + path, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise Unexpected(f"{path}: status {error.code}") from error
    except (OSError, ValueError) as error:  # no connection, no TLS, no time; no JSON
        raise Unexpected(f"{path}: {error}") from error


def handler(event, context):
    status = ask("/health").get("status")
    if status != "healthy":
        raise Unexpected(f"/health: status is {status!r}")
    data = ask("/template", TEMPLATE).get("data")
    if data != WANTED:
        raise Unexpected(f"/template: data is {data!r}")
