"""Synthesizes the dev stage by the CDK's command, without network, deploys it to an emulator of AWS, and calls it as a client would.

`--zip FILE` deploys that package; without it a stand-in that answers like phoney.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from emulator import Emulator

HERE = Path(__file__).resolve().parent
CDK = HERE.parent.parent / "aws-infrastructure" / "cdk"
ARCH = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())

package: Path | None = None


def stand_in(folder: Path) -> Path:
    """A package with the stand-in as its `bootstrap`."""
    file = folder / "bootstrap.zip"
    with zipfile.ZipFile(file, "w") as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o755 << 16
        archive.writestr(entry, (HERE / "stand_in_bootstrap.py").read_bytes())
    return file


def synthesize(folder: Path, zip_file: Path) -> subprocess.CompletedProcess:
    # An address where nobody listens: the synthesis must not need the network.
    nowhere = "http://127.0.0.1:9"
    environment = {**os.environ, "HTTPS_PROXY": nowhere, "HTTP_PROXY": nowhere, "AWS_EC2_METADATA_DISABLED": "true", "HOME": str(folder)}
    command = [
        CDK / "node_modules" / ".bin" / "cdk", "synth", "--quiet", "--no-notices", "--output", folder / "cdk.out",
        "-c", "stage=dev", "-c", "package=zip", "-c", f"zipPath={zip_file}", "-c", f"arch={ARCH}",
    ]
    return subprocess.run(command, cwd=CDK, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)


class Deployment(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="phoney-deploy-")))
        synthesis = synthesize(folder, (package or stand_in(folder)).resolve())
        if synthesis.returncode != 0:
            raise AssertionError(f"cdk synth failed: {synthesis.stderr}")
        cls.emulator = cls.enterClassContext(Emulator())
        cls.outputs = cls.emulator.deploy(folder / "cdk.out", "PhoneyStack-dev")

    def call(self, path: str, body: object = None) -> tuple[int, object]:
        # The emulator answers /health of any host itself, so the API is called by path.
        url = f"{self.emulator.url}/_aws/execute-api/{self.outputs['ApiId']}/$default{path}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            self.fail(f"{path}: {error.code} {error.read()!r}\n{self.emulator.said()[-3000:]}")

    def test_health(self) -> None:
        status, body = self.call("/health")
        self.assertEqual(status, 200)
        self.assertEqual(body["status"], "healthy")

    def test_template(self) -> None:
        status, body = self.call("/template", {"template": {"name": "{{name}}", "email": "{{email}}"}, "count": 1})
        self.assertEqual((status, body["generated_count"]), (200, 1))
        self.assertEqual(list(body["data"][0]), ["name", "email"])

    @unittest.skipIf("--zip" in sys.argv, "phoney does not tell its environment")
    def test_environment(self) -> None:
        self.assertEqual(
            self.call("/environment"),
            (200, {
                "STAGE": "dev", "ENV_STATE": "prod", "USE_PARAMETER_STORE": "true", "PARAMETER_STORE_PATH": "/phoney/dev/",
                "USE_SECRETS_MANAGER": "true", "SECRET_ID": "phoney/dev/credentials",
            }),
        )

    def test_outputs_name_what_is_there(self) -> None:
        outputs, emulator = self.outputs, self.emulator
        function = emulator.client("lambda").get_function(FunctionName=outputs["FunctionName"], Qualifier=outputs["AliasName"])
        self.assertEqual(function["Configuration"]["FunctionName"], "phoney-dev")
        secret = emulator.client("secretsmanager").get_secret_value(SecretId=outputs["CredentialsSecretArn"])
        credentials = json.loads(secret["SecretString"])
        self.assertEqual(credentials["api_password_hash"], "none")
        self.assertEqual(len(credentials["jwt_secret"]), 64)
        groups = emulator.client("logs").describe_log_groups(logGroupNamePrefix=outputs["LogGroupName"])["logGroups"]
        self.assertEqual([(group["logGroupName"], group["retentionInDays"]) for group in groups], [("/aws/lambda/phoney-dev", 7)])
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
    parser.add_argument("--zip", type=Path, help="the package to deploy")
    arguments, rest = parser.parse_known_args()
    package = arguments.zip
    unittest.main(argv=[sys.argv[0], *rest])
