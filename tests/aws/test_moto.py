"""Parameters and secrets out of moto, which checks signatures and permissions here."""

from __future__ import annotations

import json
import logging
import os
import unittest
import urllib.request

os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "1000000"  # moto reads it when imported

import boto3  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402
from probing import Probe, main, settings  # noqa: E402

ALLOWED = ["ssm:GetParametersByPath", "secretsmanager:GetSecretValue"]
PASSWORD_HASH = "$2b$12$abcdefghijklmnopqrstuuSomethingThatLooksLikeAHash01234"


class Moto(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # else it writes a line per request
        cls.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        cls.server.start()
        host, port = cls.server.get_host_and_port()
        cls.url = f"http://{host}:{port}"

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.stop()

    def post(self, path: str, body: bytes = b"") -> None:
        request = urllib.request.Request(self.url + path, data=body, method="POST", headers={"Content-Type": "text/plain"})
        urllib.request.urlopen(request, timeout=60).close()

    def client(self, service: str):
        return boto3.client(service, endpoint_url=self.url, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")

    def setUp(self) -> None:
        self.post("/moto-api/reset")
        self.enforce(False)
        self.parameters = self.client("ssm")
        self.secrets = self.client("secretsmanager")

    def enforce(self, on: bool) -> None:
        self.post("/moto-api/reset-auth", b"0" if on else b"1000000")

    def put(self, **texts: str) -> None:
        for name, text in texts.items():
            self.parameters.put_parameter(Name=f"/phoney/dev/{name}", Value=text, Type="SecureString", Overwrite=True)

    def user(self, actions: list[str]) -> dict[str, str]:
        """The environment of a function that may do `actions`."""
        iam = self.client("iam")
        iam.create_user(UserName="function")
        statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
        iam.put_user_policy(UserName="function", PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
        key = iam.create_access_key(UserName="function")["AccessKey"]
        return {
            "AWS_ENDPOINT_URL": self.url, "AWS_REGION": "us-east-1", "STAGE": "dev", "PROBE_PATIENCE_MS": "20000", "USE_PARAMETER_STORE": "true",
            "USE_SECRETS_MANAGER": "true", "AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
        }

    def put_secret(self, **members: str) -> None:
        self.secrets.create_secret(Name="phoney/dev/credentials", SecretString=json.dumps(members))

    def test_reads_both(self) -> None:
        self.put(API_USERNAME="ann", CORS_ORIGINS="https://a.example", CORS_ORIGIN="x")
        self.put_secret(api_password_hash=PASSWORD_HASH, jwt_secret="s" * 40, api_key="k" * 20)
        environment = self.user(ALLOWED)
        self.enforce(True)
        read = settings(environment)
        self.assertEqual(read.get("settings"), {
            "Secrets Manager/API_PASSWORD_HASH": PASSWORD_HASH, "Secrets Manager/API_KEY": "k" * 20, "Secrets Manager/SECRET_KEY": "s" * 40,
            "Parameter Store/API_USERNAME": "ann", "Parameter Store/CORS_ORIGINS": "https://a.example",
        }, read)
        self.assertEqual(len(read["warnings"]), 1)
        self.assertIn("the parameter CORS_ORIGIN is not a setting of phoney; did you mean `CORS_ORIGINS`", read["warnings"][0])

    def test_reads_every_page(self) -> None:
        for i in range(25):
            self.parameters.put_parameter(Name=f"/phoney/dev/extra/{i}", Value="x", Type="String")
        self.put(PORT="1234", HOST="::1")
        environment = self.user(ALLOWED) | {"USE_SECRETS_MANAGER": "false"}
        self.enforce(True)
        read = settings(environment)
        self.assertEqual(read.get("settings"), {"Parameter Store/HOST": "::1", "Parameter Store/PORT": "1234"}, read)
        self.assertEqual(len(read["warnings"]), 25)

    def test_a_wrong_key_is_refused(self) -> None:
        environment = self.user(ALLOWED) | {"AWS_SECRET_ACCESS_KEY": "wrong", "USE_SECRETS_MANAGER": "false"}
        self.enforce(True)
        error = settings(environment)["error"]
        self.assertIn("Parameter Store could not be read: ssm:GetParametersByPath of /phoney/dev/ failed: SignatureDoesNotMatch", error)
        self.assertIn("check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY", error)

    def test_a_denied_action_is_named(self) -> None:
        self.put_secret(jwt_secret="s" * 40)
        environment = self.user(["ssm:GetParametersByPath"])
        self.enforce(True)
        error = settings(environment)["error"]
        self.assertIn("Secrets Manager could not be read: secretsmanager:GetSecretValue of phoney/dev/credentials failed: AccessDenied", error)
        self.assertIn("allow secretsmanager:GetSecretValue on phoney/dev/credentials in the policy of the function's role", error)

    def test_a_missing_secret_is_named(self) -> None:
        error = settings(self.user(ALLOWED))["error"]
        self.assertIn("failed: ResourceNotFoundException", error)
        self.assertIn("create phoney/dev/credentials in this region", error)

    def test_a_secret_that_is_no_json_is_refused_without_showing_it(self) -> None:
        self.secrets.create_secret(Name="phoney/dev/credentials", SecretString="hunter2")
        error = settings(self.user(ALLOWED))["error"]
        self.assertIn("the secret phoney/dev/credentials must be a JSON object", error)
        self.assertNotIn("hunter2", error)

    def test_rotation_is_seen_after_a_refresh(self) -> None:
        self.put_secret(jwt_secret="s" * 40)
        environment = self.user(ALLOWED)
        with Probe(environment) as probe:
            self.assertEqual(probe.first["settings"], {"Secrets Manager/SECRET_KEY": "s" * 40})
            self.secrets.put_secret_value(SecretId="phoney/dev/credentials", SecretString=json.dumps({"jwt_secret": "t" * 40}))
            late = probe.refresh(300)
            self.assertEqual((late["settings"], late["changed"]), ({"Secrets Manager/SECRET_KEY": "t" * 40}, ["SECRET_KEY"]))


if __name__ == "__main__":
    main()
