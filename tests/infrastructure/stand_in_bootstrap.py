#!/usr/bin/env python3
"""A function for the deployment test: it answers as phoney does to the few requests of that test, by Lambda's Runtime API.

It shows that the stack's wiring reaches a binary named `bootstrap`, and tells what it was given: it echoes its environment at
/environment.
"""

import base64
import json
import os
import urllib.request

RUNTIME = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation"
SHOWN = ("STAGE", "ENV_STATE", "USE_PARAMETER_STORE", "PARAMETER_STORE_PATH", "USE_SECRETS_MANAGER", "SECRET_ID")


def answer(event: dict) -> tuple[int, dict]:
    path = event["rawPath"]
    if path == "/health":
        return 200, {"status": "healthy"}
    if path == "/environment":
        return 200, {name: os.environ.get(name) for name in SHOWN}
    if path == "/template" and event["requestContext"]["http"]["method"] == "POST":
        body = event["body"]
        request = json.loads(base64.b64decode(body) if event.get("isBase64Encoded") else body)
        return 200, {"generated_count": request["count"], "data": [request["template"]] * request["count"]}
    return 404, {"detail": "Not Found"}


def main() -> None:
    while True:
        with urllib.request.urlopen(f"{RUNTIME}/next") as invocation:
            request_id = invocation.headers["Lambda-Runtime-Aws-Request-Id"]
            status, body = answer(json.load(invocation))
        response = {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
        urllib.request.urlopen(f"{RUNTIME}/{request_id}/response", json.dumps(response).encode()).close()


if __name__ == "__main__":
    main()
