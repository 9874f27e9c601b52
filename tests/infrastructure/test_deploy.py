"""Deploys phoney's dev stage to an emulator of AWS by deploy.sh and the CDK, without network, and works with it as an operator and a client
would: a good and a bad version, a rollback, a new secret for CloudFront, and the end of the stage.

    tests/infrastructure/run test_deploy.py [--phoney build/test/phoney]

`npx` beside this file stands in for the CDK's calls of CloudFormation, stacks.py for CodeDeploy, and cloud_front.py for CloudFront. Expected values: Faker 40.54.0 for the
seeds named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from cloud_front import CloudFront
from emulator import Emulator
from stacks import Stacks

ROOT = Path(__file__).resolve().parent.parent.parent
CDK = ROOT / "aws-infrastructure" / "cdk"
ARCH = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
PASSWORD = "open sesame + 100 %"  # with what a form must escape
STACK = "PhoneyStack-dev"

# An address where nobody listens: nothing must need the network.
OFFLINE = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1", "AWS_EC2_METADATA_DISABLED": "true"}

PHONEY = ROOT / "build" / "test" / "phoney"


def run(*command: str | Path, text: str = "", **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, env={**os.environ, **environment}, input=text, capture_output=True, text=True, timeout=1800)


def done(*command: str | Path, text: str = "") -> str:
    """What a command prints, which must succeed."""
    process = run(*command, text=text)
    if process.returncode != 0:
        raise AssertionError(f"{command[0]}: {process.stderr}")
    return process.stdout.strip()


class Operator:
    """Who runs the scripts, in a tree of their own with a package that is built already."""

    def __init__(self, folder: Path, url: str) -> None:
        self.tree = folder / "tree"
        infrastructure = self.tree / "aws-infrastructure"
        infrastructure.mkdir(parents=True)
        shutil.copytree(ROOT / "aws-infrastructure" / "scripts", infrastructure / "scripts")
        (infrastructure / "cdk").symlink_to(CDK)
        (self.tree / "scripts").mkdir()
        shutil.copy(ROOT / "scripts" / "default_architecture", self.tree / "scripts")
        package = self.tree / "scripts" / "package"
        package.write_text("#!/bin/sh\n")
        package.chmod(0o755)
        self.package = self.tree / "build" / "package" / ARCH / "bootstrap.zip"
        self.package.parent.mkdir(parents=True)
        (self.package.parent / "phoney").symlink_to(PHONEY)
        tools = folder / "bin"
        tools.mkdir()
        (tools / "npx").symlink_to(Path(__file__).with_name("npx"))
        self.environment = {
            **OFFLINE, "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder), "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "EMULATOR_URL": url, "SMOKE_ATTEMPTS": "1",
        }

    def run(self, script: str, *words: str, **environment: str) -> subprocess.CompletedProcess:
        return run(self.tree / "aws-infrastructure" / "scripts" / script, "dev", *words, "--yes", **self.environment, **environment)

    def deploy(self, *words: str, password: str = PASSWORD, **environment: str) -> subprocess.CompletedProcess:
        return self.run("deploy.sh", "--zip", "--arch", ARCH, "--skip-tests", *words, PHONEY_PASSWORD=password, **environment)


class Deployment(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="phoney-deploy-")))
        cls.emulator = cls.enterClassContext(Emulator())
        cls.stacks = Stacks(cls.emulator.url)
        cls.operator = Operator(folder, cls.emulator.url)
        done(CDK / "node_modules" / ".bin" / "tsc", "--project", CDK)
        shutil.copy(done(ROOT / "scripts" / "package", "--binary", PHONEY), cls.operator.package)
        # The account is bootstrapped.
        cls.stacks.client("cloudformation").create_stack(
            StackName="CDKToolkit", TemplateBody=json.dumps({"Resources": {"Toolkit": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}),
        )
        first = cls.operator.deploy("--context", "syntheticCanary=true")
        if first.returncode != 0:
            raise AssertionError(f"deploy.sh: {first.stderr}{cls.emulator.said()[-3000:]}")
        cls.first = first.stderr
        cls.outputs = cls.stacks.outputs(STACK)
        cls.url = cls.outputs["ApiUrl"]

    def smoke(self, password: str) -> subprocess.CompletedProcess:
        return run(self.operator.tree / "aws-infrastructure" / "scripts" / "smoke.sh", self.url, PHONEY_PASSWORD=password, SMOKE_ATTEMPTS="1")

    def status(self, url: str, headers: dict[str, str] | None = None) -> int:
        try:
            return urllib.request.urlopen(urllib.request.Request(f"{url}/health", headers=headers or {}), timeout=60).status
        except urllib.error.HTTPError as error:
            return error.code

    def live(self) -> str:
        return self.stacks.client("lambda").get_alias(FunctionName="phoney-dev", Name="live")["FunctionVersion"]

    def memory(self) -> int:
        """Of the version that clients get."""
        return self.stacks.client("lambda").get_function_configuration(FunctionName="phoney-dev", Qualifier="live")["MemorySize"]

    def test_first_deployment(self) -> None:
        self.assertEqual(
            re.findall(r"^ok +(.*)", self.first, re.MULTILINE),
            [
                "GET /health", "POST /template gives what Faker gives", "POST /api/v1/generate asks who it is",
                "POST /token knows the password", "POST /api/v1/generate with a token",
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
        configuration = self.stacks.client("lambda").get_function_configuration(FunctionName=self.outputs["FunctionName"])
        variables = configuration["Environment"]["Variables"]
        wanted = {
            "STAGE": "dev", "PHONEY_ENV_STATE": "prod", "USE_PARAMETER_STORE": "true", "PARAMETER_STORE_PATH": "/phoney/dev/",
            "USE_SECRETS_MANAGER": "true", "SECRET_ID": "phoney/dev/credentials",
            "PARAMETER_FALLBACK": '{"API_USERNAME":"admin","CORS_ORIGINS":"none","RATE_LIMIT_PER_MINUTE":"600"}',
        }
        self.assertEqual({name: variables.get(name) for name in wanted}, wanted)

    def invoke_canary(self, url: str) -> dict[str, str] | None:
        """What the synthetic canary says against the service at an address; nothing if it is content."""
        client = self.stacks.client("lambda")
        client.update_function_configuration(FunctionName="phoney-dev-canary", Environment={"Variables": {"URL": url}})
        answer = client.invoke(FunctionName="phoney-dev-canary")
        return json.load(answer["Payload"]) if "FunctionError" in answer else None

    def test_synthetic_canary(self) -> None:
        (schedule,) = self.stacks.client("scheduler").list_schedules()["Schedules"]
        self.assertTrue(schedule["Target"]["Arn"].endswith(":function:phoney-dev-canary"))
        self.assertIsNone(self.invoke_canary(self.url))
        self.assertIn("/health: status 404", self.invoke_canary(f"{self.url}/nowhere")["errorMessage"])

    def test_outputs_name_what_is_there(self) -> None:
        outputs, emulator = self.outputs, self.stacks
        function = emulator.client("lambda").get_function(FunctionName=outputs["FunctionName"], Qualifier=outputs["AliasName"])
        self.assertEqual(function["Configuration"]["FunctionName"], "phoney-dev")
        credentials = json.loads(emulator.client("secretsmanager").get_secret_value(SecretId=outputs["CredentialsSecretArn"])["SecretString"])
        self.assertRegex(credentials["api_password_hash"], r"^\$2b\$12\$")
        self.assertEqual(len(credentials["jwt_secret"]), 64)
        groups = emulator.client("logs").describe_log_groups(logGroupNamePrefix=outputs["LogGroupName"])["logGroups"]
        self.assertEqual(
            [(group["logGroupName"], group["retentionInDays"]) for group in groups],
            [("/aws/lambda/phoney-dev", 7), ("/aws/lambda/phoney-dev-canary", 7), ("/aws/lambda/phoney-dev-pre-traffic", 7)],
        )
        emulator.client("sns").get_topic_attributes(TopicArn=outputs["AlarmTopicArn"])
        self.assertIn(outputs["ApiId"], outputs["ApiUrl"])

    def test_parameters(self) -> None:
        found = self.stacks.client("ssm").get_parameters_by_path(Path="/phoney/dev/")["Parameters"]
        self.assertEqual(
            {each["Name"]: each["Value"] for each in found},
            {"/phoney/dev/API_USERNAME": "admin", "/phoney/dev/CORS_ORIGINS": "none", "/phoney/dev/RATE_LIMIT_PER_MINUTE": "600"},
        )

    def test_versions_come_and_go(self) -> None:
        """The last test, as it changes what is live, and ends with the stage."""
        with self.subTest("a good version"):
            deployed = self.operator.deploy("--context", "memory=192")
            self.assertEqual(deployed.returncode, 0, deployed.stderr)
            self.assertIn("version 2 lets PHONEY_PASSWORD in", deployed.stderr)
            self.assertEqual((self.live(), self.memory()), ("2", 192))
        with self.subTest("an outdated password"):
            deployed = self.operator.deploy("--context", "memory=256", password="close sesame")
            self.assertEqual(deployed.returncode, 0, deployed.stderr)
            self.assertIn("does not let PHONEY_PASSWORD in", deployed.stderr)
            self.assertEqual((self.live(), self.memory()), ("3", 256))
        with self.subTest("a rollback, and the way forward"):
            back = self.operator.run("rollback.sh", "--to", "1")
            self.assertEqual(back.returncode, 0, back.stderr)
            self.assertEqual(self.live(), "1")
            self.stacks.client("ssm").put_parameter(Name="/phoney/dev/RATE_LIMIT_PER_MINUTE", Value="900", Type="String", Overwrite=True)
            deployed = self.operator.deploy("--context", "memory=320")
            self.assertEqual(deployed.returncode, 0, deployed.stderr)
            self.assertEqual((self.live(), self.memory()), ("4", 320))
            configuration = self.stacks.client("lambda").get_function_configuration(FunctionName="phoney-dev", Qualifier="live")
            self.assertEqual(json.loads(configuration["Environment"]["Variables"]["PARAMETER_FALLBACK"])["RATE_LIMIT_PER_MINUTE"], "900")
        with self.subTest("the package that is live, in another stack"):
            good_package = self.operator.package.read_bytes()
            self.operator.package.unlink()
            deployed = self.operator.run("deploy.sh", "--redeploy", "--context", "memory=384")
            self.assertEqual(deployed.returncode, 0, deployed.stderr)
            self.assertEqual((self.live(), self.memory()), ("5", 384))
        with self.subTest("a version that does not start"):
            with zipfile.ZipFile(self.operator.package, "w") as package:
                program = zipfile.ZipInfo("bootstrap")
                program.external_attr = 0o755 << 16
                package.writestr(program, Path("/bin/true").read_bytes())
            for password in ("", PASSWORD):  # CodeDeploy's check, and deploy.sh's own
                deployed = self.operator.deploy(password=password)
                self.assertEqual(deployed.returncode, 1, deployed.stderr)
                self.assertRegex(deployed.stderr, r"the check of version \d+ failed|version \d+ is bad, and live stays at 5: GET /health")
                self.assertEqual((self.live(), self.memory()), ("5", 384))
            self.assertEqual(self.smoke(PASSWORD).returncode, 0)
        with self.subTest("the secret of CloudFront"), CloudFront(self.stacks, STACK) as front:
            options = {"CDK_CONTEXT": "cloudfront=true", "FRONT_URL": front.url}
            # The emulator gives the newest code as that of any version, which for --redeploy must not be the bad one.
            self.operator.package.write_bytes(good_package)
            deployed = self.operator.deploy(password="", **options)
            self.assertEqual(deployed.returncode, 0, deployed.stderr)
            name, old = front.header()
            self.assertEqual((self.status(front.url), self.status(self.url), self.status(self.url, {name: old})), (200, 403, 200))
            rotated = self.operator.run("rotate-origin-secret.sh", **options)
            self.assertEqual(rotated.returncode, 0, rotated.stderr)
            # Each of the three deployments asks through CloudFront.
            self.assertEqual(rotated.stderr.count("ok      GET /health"), 3)
            _, new = front.header()
            self.assertNotEqual(new, old)
            self.assertEqual((self.status(front.url), self.status(self.url, {name: old}), self.status(self.url, {name: new})), (200, 403, 200))
        with self.subTest("the end"):
            ended = self.operator.run("destroy.sh")
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertIsNone(self.stacks.outputs(STACK))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", type=Path, default=PHONEY, help="the binary to pack")
    arguments, rest = parser.parse_known_args()
    PHONEY = arguments.phoney.resolve()
    unittest.main(argv=[sys.argv[0], *rest])
