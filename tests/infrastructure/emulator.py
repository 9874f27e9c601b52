"""ministack, an emulator of AWS, on a free port, and a synthesized stack deployed to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import boto3

ACCOUNT, REGION = "000000000000", "us-east-1"

# What ministack refuses to deploy: it has no composite alarms, no saved queries and no alarms with a list of metrics. They only
# watch, and the tests of the templates look at them.
UNKNOWN_TYPES = {"AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm", "AWS::Logs::QueryDefinition"}


class Emulator:
    """Runs while in its `with` block."""

    def __enter__(self) -> Emulator:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = tempfile.TemporaryDirectory(prefix="phoney-emulator-")
        self.log = Path(self.folder.name, "log").open("w+")
        environment = {
            **os.environ, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(self.port), "IOT_MTLS_ENABLED": "0", "PERSIST_STATE": "0",
            "TMPDIR": self.folder.name,
        }
        self.process = subprocess.Popen(
            [Path(sys.executable).with_name("ministack")], env=environment, cwd=self.folder.name, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(60)
        self.log.close()
        self.folder.cleanup()

    def _wait(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"ministack did not start:\n{self.said()}")

    def said(self) -> str:
        self.log.flush()
        return Path(self.log.name).read_text(encoding="utf-8", errors="replace")

    def client(self, service: str):
        return boto3.client(
            service, endpoint_url=self.url, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test",
        )

    def deploy(self, assembly: Path, stack: str) -> dict[str, str]:
        """Does what `cdk deploy` does: uploads the assets, makes the stack, waits. Returns the stack's outputs."""
        assets = json.loads((assembly / f"{stack}.assets.json").read_text())
        s3 = self.client("s3")
        for asset in assets["files"].values():
            (destination,) = asset["destinations"].values()
            bucket = destination["bucketName"].replace("${AWS::AccountId}", ACCOUNT).replace("${AWS::Region}", REGION)
            s3.create_bucket(Bucket=bucket)
            s3.put_object(Bucket=bucket, Key=destination["objectKey"], Body=(assembly / asset["source"]["path"]).read_bytes())
        # The version of the bootstrap stack, which every CDK stack asks for.
        self.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String", Overwrite=True)
        template = json.loads((assembly / f"{stack}.template.json").read_text())
        template["Resources"] = {name: each for name, each in template["Resources"].items() if each["Type"] not in UNKNOWN_TYPES}
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Lambda::Function":
                resource["Properties"]["Environment"]["Variables"]["AWS_ENDPOINT_URL"] = self.url
        formation = self.client("cloudformation")
        formation.create_stack(StackName=stack, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_NAMED_IAM"])
        for _ in range(600):
            (state,) = formation.describe_stacks(StackName=stack)["Stacks"]
            if not state["StackStatus"].endswith("IN_PROGRESS"):
                break
            time.sleep(0.1)
        if state["StackStatus"] != "CREATE_COMPLETE":
            events = formation.describe_stack_events(StackName=stack)["StackEvents"]
            failed = [f"{each['LogicalResourceId']}: {each.get('ResourceStatusReason')}" for each in events
                      if each["ResourceStatus"].endswith("FAILED")]
            raise RuntimeError(f"{state['StackStatus']}: {'; '.join(failed)}\n{self.said()[-3000:]}")
        return {output["OutputKey"]: output["OutputValue"] for output in state["Outputs"]}
