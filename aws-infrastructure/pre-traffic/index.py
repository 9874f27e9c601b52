"""Tries a version of phoney before clients get it.

CodeDeploy calls this before `live` moves, and gets a status. deploy.sh calls it with the password, which CodeDeploy does not
have, and gets the problems. An exception counts as a bad version.
"""

import base64
import json
import os
from urllib.parse import urlencode

import boto3

FUNCTION = os.environ["FUNCTION_NAME"]
aws_lambda = boto3.client("lambda")
codedeploy = boto3.client("codedeploy")
NAME = {"provider": "person", "generator": "name", "count": 1, "seed": 42}
TEMPLATE = {"template": {"name": "{{name}}"}, "count": 1, "seed": 42, "locale": "en_US"}


class Version:
    def __init__(self, number):
        self.number = number
        self.problems = []
        named = {"FunctionName": FUNCTION, "Qualifier": number}
        four_minutes = {"Delay": 2, "MaxAttempts": 120}
        aws_lambda.get_waiter("published_version_active").wait(**named, WaiterConfig=four_minutes)
        variables = aws_lambda.get_function_configuration(**named)["Environment"]["Variables"]
        origin = variables.get("PHONEY_ORIGIN_VERIFY_SECRET")
        if origin is None:
            secret = boto3.client("secretsmanager").get_secret_value(SecretId=variables["SECRET_ID"])
            origin = json.loads(secret["SecretString"]).get("origin_verify_secret", "")
        self.origins = origin.split(",")

    def ask(self, what, status, text, method, path, body="", headers=None, origin=None):
        sent = {"content-type": "application/json", "x-origin-verify": origin or self.origins[0], **(headers or {})}
        event = {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": path,
            "rawQueryString": "",
            "headers": sent,
            "requestContext": {"stage": "$default", "http": {"method": method, "path": path, "sourceIp": "192.0.2.1"}},
            "body": base64.b64encode(body.encode()).decode(),
            "isBase64Encoded": True,
        }
        result = aws_lambda.invoke(FunctionName=FUNCTION, Qualifier=self.number, Payload=json.dumps(event))
        payload = result["Payload"].read().decode()
        reply = {} if result.get("FunctionError") else json.loads(payload)
        if reply.get("statusCode") != status or text not in reply.get("body", ""):
            self.problems.append(f"{what}: {payload[:300]}")
        return reply.get("body", "")

    def try_all(self, username=None, password=None):
        for origin in self.origins:
            self.ask("GET /health", 200, '"healthy"', "GET", "/health", origin=origin)
        known = '"data":[{"name":"Allison Hill"}]'
        self.ask("POST /template gives what Faker gives", 200, known, "POST", "/template", json.dumps(TEMPLATE))
        path = "/api/v1/generate"
        self.ask(f"POST {path} asks who it is", 401, "", "POST", path, json.dumps(NAME))
        if password is None:
            return
        form = urlencode({"username": username, "password": password})
        kind = {"content-type": "application/x-www-form-urlencoded"}
        given = self.ask("POST /token knows the password", 200, '"access_token"', "POST", "/token", form, kind)
        if not self.problems:
            token = {"authorization": "Bearer " + json.loads(given)["access_token"]}
            self.ask(f"POST {path} with a token", 200, '"Allison Hill"', "POST", path, json.dumps(NAME), token)


def problems_of(number, *login):
    version = Version(number)
    version.try_all(*login)
    print(json.dumps({"version": number, "problems": version.problems}))
    return version.problems


def handler(event, _):
    if "DeploymentId" not in event:
        return {"problems": problems_of(event["version"], event["username"], event["password"])}
    status = "Failed"
    try:
        if not problems_of(os.environ["NEW_VERSION"]):
            status = "Succeeded"
    finally:
        codedeploy.put_lifecycle_event_hook_execution_status(
            deploymentId=event["DeploymentId"],
            lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
            status=status,
        )
