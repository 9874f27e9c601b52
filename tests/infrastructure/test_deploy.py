"""Packs phoney, synthesizes the dev stage as deploy.sh would, without network, deploys it to an emulator of AWS, and calls it as a client
would.

    tests/infrastructure/run test_deploy.py [--phoney build/test/phoney]

Expected values: Faker 40.54.0 for the seeds named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from emulator import Emulator

ROOT = Path(__file__).resolve().parent.parent.parent
CDK = ROOT / "aws-infrastructure" / "cdk"
SCRIPTS = ROOT / "aws-infrastructure" / "scripts"
ARCH = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
PASSWORD = "open sesame + 100 %"  # with what a form must escape

# An address where nobody listens: the synthesis must not need the network.
OFFLINE = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "AWS_EC2_METADATA_DISABLED": "true"}

PHONEY = ROOT / "build" / "test" / "phoney"


def run(*command: str | Path, text: str = "", **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, env={**os.environ, **environment}, input=text, capture_output=True, text=True, timeout=1800)


def done(*command: str | Path, text: str = "") -> str:
    """What a command prints, which must succeed."""
    process = run(*command, text=text)
    if process.returncode != 0:
        raise AssertionError(f"{command[0]}: {process.stderr}")
    return process.stdout.strip()


def words_of_deploy(folder: Path) -> list[str]:
    """What deploy.sh tells the CDK of a zip, by a dry run under an AWS CLI that knows nothing but the account."""
    aws = folder / "aws"
    aws.write_text('#!/bin/sh\nif [ "$1" = sts ]; then echo 000000000000; else echo "ResourceNotFoundException: it does not exist" >&2; exit 254; fi\n')
    aws.chmod(0o755)
    told = run(
        SCRIPTS / "deploy.sh", "dev", "--zip", "--arch", ARCH, "--context", "syntheticCanary=true", "--skip-tests", "--dry-run",
        PATH=f"{folder}:{os.environ['PATH']}", AWS_DEFAULT_REGION="us-east-1", **OFFLINE, HOME=str(folder),
    )
    found = re.search(r"^would run: cdk deploy PhoneyStack-dev (.*) --require-approval never$", told.stderr, re.MULTILINE)
    if told.returncode != 0 or found is None:
        raise AssertionError(f"deploy.sh: {told.stderr}")
    return [word for pair in found[1].split(" --context ") for word in ("--context", pair.removeprefix("--context "))]


def synthesize(folder: Path) -> Path:
    """Where the stack of deploy.sh's words is."""
    environment = {**os.environ, **OFFLINE, "HOME": str(folder)}
    assembly = folder / "cdk.out"
    command = [CDK / "node_modules" / ".bin" / "cdk", "synth", "--quiet", "--no-notices", "--output", assembly, *words_of_deploy(folder)]
    synthesis = subprocess.run(command, cwd=CDK, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
    if synthesis.returncode != 0:
        raise AssertionError(f"cdk synth failed: {synthesis.stderr}")
    return assembly


class Deployment(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="phoney-deploy-")))
        package = Path(done(ROOT / "scripts" / "package", "--binary", PHONEY))
        assembly = synthesize(folder)
        (zipped,) = (
            assembly / asset["source"]["path"]
            for asset in json.loads((assembly / "PhoneyStack-dev.assets.json").read_text())["files"].values() if asset["source"]["path"].endswith(".zip")
        )
        if zipped.read_bytes() != package.read_bytes():
            raise AssertionError(f"the stack's code is not {package}")
        cls.emulator = cls.enterClassContext(Emulator())
        cls.outputs = cls.emulator.deploy(assembly, "PhoneyStack-dev")
        # The emulator answers /health of any host itself, so the API is called by path.
        cls.url = f"{cls.emulator.url}/_aws/execute-api/{cls.outputs['ApiId']}/$default"
        cls.made_credentials = cls.set_password()

    @classmethod
    def set_password(cls) -> dict[str, str]:
        """Puts a hash into the secret before the function first reads it, as deploy.sh does. Returns what the stack had put there."""
        secrets, secret = cls.emulator.client("secretsmanager"), cls.outputs["CredentialsSecretArn"]
        made = json.loads(secrets.get_secret_value(SecretId=secret)["SecretString"])
        password_hash = done(PHONEY, "hash-password", text=f"{PASSWORD}\n")
        secrets.put_secret_value(SecretId=secret, SecretString=json.dumps({**made, "api_password_hash": password_hash}))
        return made

    def smoke(self, password: str) -> subprocess.CompletedProcess:
        return run(SCRIPTS / "smoke.sh", self.url, PHONEY_PASSWORD=password, SMOKE_ATTEMPTS="1")

    def test_smoke(self) -> None:
        tried = self.smoke(PASSWORD)
        self.assertEqual(tried.returncode, 0, tried.stderr + self.emulator.said()[-3000:])
        self.assertEqual(
            re.sub(r" +", " ", tried.stderr).splitlines(),
            [
                "ok GET /health", "ok POST /template gives what Faker gives", "ok POST /api/v1/generate asks who it is",
                "ok POST /token knows the password", "ok POST /api/v1/generate with a token",
            ],
        )

    def test_smoke_knows_a_wrong_password(self) -> None:
        tried = self.smoke("close sesame")
        self.assertEqual(tried.returncode, 1, tried.stderr)
        self.assertIn("FAILED  POST /token knows the password: status 401", tried.stderr)

    def test_health_and_template_by_curl(self) -> None:
        """The two calls that the documents show."""
        self.assertEqual(json.loads(done("curl", "--silent", "--fail", f"{self.url}/health"))["status"], "healthy")
        body = '{"template":{"name":"{{name}}","email":"{{email}}"},"count":1}'
        answer = json.loads(done("curl", "--silent", "--fail", "-X", "POST", f"{self.url}/template", "-H", "Content-Type: application/json", "-d", body))
        self.assertEqual(answer["generated_count"], 1)
        self.assertEqual(list(answer["data"][0]), ["name", "email"])
        self.assertRegex(answer["data"][0]["email"], r"^\S+@example\.(com|net|org)$")
        repeated = json.dumps({**json.loads(body), "seed": 42})
        answer = json.loads(done("curl", "--silent", "--fail", "-X", "POST", f"{self.url}/template", "-H", "Content-Type: application/json", "-d", repeated))
        self.assertEqual(answer["data"], [{"name": "Allison Hill", "email": "donaldgarcia@example.net"}])

    def test_environment(self) -> None:
        """What docs/lambda.md asks of it, on the function that runs."""
        configuration = self.emulator.client("lambda").get_function_configuration(FunctionName=self.outputs["FunctionName"])
        variables = configuration["Environment"]["Variables"]
        wanted = {
            "STAGE": "dev", "PHONEY_ENV_STATE": "prod", "USE_PARAMETER_STORE": "true", "PARAMETER_STORE_PATH": "/phoney/dev/",
            "USE_SECRETS_MANAGER": "true", "SECRET_ID": "phoney/dev/credentials",
        }
        self.assertEqual({name: variables.get(name) for name in wanted}, wanted)

    def invoke_canary(self, url: str) -> dict[str, str] | None:
        """What the synthetic canary says against the service at an address; nothing if it is content."""
        client = self.emulator.client("lambda")
        client.update_function_configuration(FunctionName="phoney-dev-canary", Environment={"Variables": {"URL": url}})
        answer = client.invoke(FunctionName="phoney-dev-canary")
        return json.load(answer["Payload"]) if "FunctionError" in answer else None

    def test_synthetic_canary(self) -> None:
        (schedule,) = self.emulator.client("scheduler").list_schedules()["Schedules"]
        self.assertTrue(schedule["Target"]["Arn"].endswith(":function:phoney-dev-canary"))
        self.assertIsNone(self.invoke_canary(self.url))
        self.assertIn("/health: status 404", self.invoke_canary(f"{self.url}/nowhere")["errorMessage"])

    def test_outputs_name_what_is_there(self) -> None:
        outputs, emulator = self.outputs, self.emulator
        function = emulator.client("lambda").get_function(FunctionName=outputs["FunctionName"], Qualifier=outputs["AliasName"])
        self.assertEqual(function["Configuration"]["FunctionName"], "phoney-dev")
        self.assertEqual(self.made_credentials["api_password_hash"], "none")
        self.assertEqual(len(self.made_credentials["jwt_secret"]), 64)
        groups = emulator.client("logs").describe_log_groups(logGroupNamePrefix=outputs["LogGroupName"])["logGroups"]
        self.assertEqual([(group["logGroupName"], group["retentionInDays"]) for group in groups], [("/aws/lambda/phoney-dev", 7), ("/aws/lambda/phoney-dev-canary", 7)])
        emulator.client("sns").get_topic_attributes(TopicArn=outputs["AlarmTopicArn"])
        self.assertIn(outputs["ApiId"], outputs["ApiUrl"])

    def test_parameters(self) -> None:
        found = self.emulator.client("ssm").get_parameters_by_path(Path="/phoney/dev/")["Parameters"]
        self.assertEqual(
            {each["Name"]: each["Value"] for each in found},
            {"/phoney/dev/API_USERNAME": "admin", "/phoney/dev/CORS_ORIGINS": "none", "/phoney/dev/RATE_LIMIT_PER_MINUTE": "600"},
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", type=Path, default=PHONEY, help="the binary to pack")
    arguments, rest = parser.parse_known_args()
    PHONEY = arguments.phoney.resolve()
    unittest.main(argv=[sys.argv[0], *rest])
