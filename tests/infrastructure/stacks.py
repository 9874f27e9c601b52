"""Stacks in the emulator, as CloudFormation and CodeDeploy would deploy and destroy them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from code_deploy import HookReports

ACCOUNT, REGION = "000000000000", "us-east-1"

# What ministack refuses to deploy: it has no composite alarms, no saved queries and no alarms with a list of metrics. They only
# watch, and the tests of the templates look at them.
UNKNOWN_TYPES = {"AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm", "AWS::Logs::QueryDefinition"}

# It has no CodeDeploy either, for which `Stacks.deploy` stands in. Others refer to its resources, so something takes their places.
CODE_DEPLOY = {"AWS::CodeDeploy::Application", "AWS::CodeDeploy::DeploymentGroup"}
PLACEHOLDER = {"Type": "AWS::CloudFormation::WaitConditionHandle"}


class Stacks:
    """`front_url` is the address of what stands in for CloudFront."""

    def __init__(self, url: str, front_url: str = "") -> None:
        self.url, self.front_url = url, front_url
        self.reports = HookReports()

    def client(self, service: str):
        return boto3.client(
            service, endpoint_url=self.url, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test",
        )

    def deploy(self, assembly: Path, stack: str) -> dict[str, str]:
        """Does what `cdk deploy` does, with CloudFormation and CodeDeploy: uploads the assets, makes or updates the stack, has a new version
        checked before the alias moves, and takes the stack back if that fails. Returns the stack's outputs."""
        self._upload(assembly, stack)
        template = self._template(assembly, stack)
        (name,) = (name for name, each in template["Resources"].items() if each["Type"] == "AWS::Lambda::Alias")
        alias = template["Resources"][name]
        policy = alias.pop("UpdatePolicy", None)
        before = self.outputs(stack)
        if before is not None and policy is not None:
            # CodeDeploy moves the alias from where CloudFormation left it.
            live = self.client("lambda").get_alias(FunctionName="phoney-dev", Name="live")["FunctionVersion"]
            if live != before["FunctionVersion"]:
                raise RuntimeError(f"CodeDeploy: live is at version {live}, not at {before['FunctionVersion']}")
            moved = alias["Properties"]["FunctionVersion"]
            previous = self.client("cloudformation").get_template(StackName=stack)["TemplateBody"]
            alias["Properties"]["FunctionVersion"] = live
            # What is no longer in a template goes at the end of an update, and not if that is taken back.
            old_versions = {id: each for id, each in previous["Resources"].items() if each["Type"] == "AWS::Lambda::Version"}
            self._apply(stack, {**template, "Resources": {**old_versions, **template["Resources"]}})
            published = self.outputs(stack)["PublishedVersion"]
            if published != live and self._check(policy["CodeDeployLambdaAliasUpdate"]["BeforeAllowTrafficHook"], template) != "Succeeded":
                self._apply(stack, previous)
                raise RuntimeError(f"CodeDeploy: the check of version {published} failed")
            alias["Properties"]["FunctionVersion"] = moved
        self._apply(stack, template)
        return self.outputs(stack)

    def destroy(self, stack: str) -> None:
        formation = self.client("cloudformation")
        formation.delete_stack(StackName=stack)
        for _ in range(600):
            if self.outputs(stack) is None:
                return
            time.sleep(0.1)
        raise RuntimeError(f"{stack} was not deleted")

    def api_url(self, stack: str) -> str:
        return self._api_url(self.outputs(stack)["ApiId"] + "/$default")

    def _api_url(self, rest: str) -> str:
        """The emulator answers /health of any host itself, so the API is called by path."""
        return f"{self.url}/_aws/execute-api/{rest}"

    def _upload(self, assembly: Path, stack: str) -> None:
        assets = json.loads((assembly / f"{stack}.assets.json").read_text())
        s3 = self.client("s3")
        for asset in assets["files"].values():
            (destination,) = asset["destinations"].values()
            bucket = destination["bucketName"].replace("${AWS::AccountId}", ACCOUNT).replace("${AWS::Region}", REGION)
            s3.create_bucket(Bucket=bucket)
            s3.put_object(Bucket=bucket, Key=destination["objectKey"], Body=(assembly / asset["source"]["path"]).read_bytes())
        # The version of the bootstrap stack, which every CDK stack asks for.
        self.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String", Overwrite=True)

    def _template(self, assembly: Path, stack: str) -> dict[str, Any]:
        template = json.loads((assembly / f"{stack}.template.json").read_text())
        template["Resources"] = {
            name: PLACEHOLDER if each["Type"] in CODE_DEPLOY else each
            for name, each in template["Resources"].items() if each["Type"] not in UNKNOWN_TYPES
        }
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Lambda::Function":
                variables = resource["Properties"]["Environment"]["Variables"]
                variables["AWS_ENDPOINT_URL"] = self.url
                if "NEW_VERSION" in variables:
                    variables["AWS_ENDPOINT_URL_CODEDEPLOY"] = self.reports.url
        api_id = template["Outputs"]["ApiId"]["Value"]
        address = {"Fn::Join": ["", [self._api_url(""), api_id, "/$default"]]}
        if any(each["Type"] == "AWS::CloudFront::Distribution" for each in template["Resources"].values()):
            address = self.front_url
        template["Outputs"]["ApiUrl"]["Value"] = address
        return template

    def outputs(self, name: str) -> dict[str, str] | None:
        """Of a stack; None if there is no such stack."""
        try:
            (state,) = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
        except ClientError:
            return None
        return {output["OutputKey"]: output["OutputValue"] for output in state.get("Outputs", [])}

    def _apply(self, stack: str, template: dict[str, Any]) -> None:
        formation = self.client("cloudformation")
        change = formation.create_stack if self.outputs(stack) is None else formation.update_stack
        try:
            change(StackName=stack, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_NAMED_IAM"])
        except ClientError as error:
            if "No updates are to be performed" in str(error):
                return
            raise
        for _ in range(600):
            (state,) = formation.describe_stacks(StackName=stack)["Stacks"]
            if not state["StackStatus"].endswith("IN_PROGRESS"):
                break
            time.sleep(0.1)
        if state["StackStatus"] not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            events = formation.describe_stack_events(StackName=stack)["StackEvents"]
            failed = [f"{each['LogicalResourceId']}: {each.get('ResourceStatusReason')}" for each in events
                      if each["ResourceStatus"].endswith("FAILED")]
            raise RuntimeError(f"{state['StackStatus']}: {'; '.join(failed)}")

    def _check(self, hook: dict[str, str], template: dict[str, Any]) -> str:
        """What the hook reports of a deployment, as CodeDeploy would learn it."""
        name = template["Resources"][hook["Ref"]]["Properties"]["FunctionName"]
        event = {"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "h-1"}
        self.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event))
        return self.reports.take_status()
