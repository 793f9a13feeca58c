"""Gives a package to CloudFormation, of AWS or of the local cloud, and waits until the stack stands.

Also makes what CloudFormation cannot: the bucket its code comes from, and the keyring (a SecureString).
"""

import base64
import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from infra.archives import content_hash
from infra.package import Package

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
KEY_BYTES = 32
NOTHING_TO_DO = "No updates are to be performed"
Say = Callable[[str], None]


class DeploymentFailed(Exception):
    """The stack did not reach its state; the message lists the resources that refused, and why."""


@dataclass(frozen=True)
class Cloud:
    """A cloud to deploy to: a boto3 session, and the address of the local cloud or None for AWS."""

    session: boto3.Session
    endpoint: str | None = None
    poll_every_s: float = 5.0

    def client(self, service: str) -> BaseClient:
        """A client of one service."""
        return self.session.client(service, endpoint_url=self.endpoint)

    @property
    def account(self) -> str:
        """The twelve digits of the account."""
        return str(self.client("sts").get_caller_identity()["Account"])


@dataclass(frozen=True)
class Deployment:
    """A stack to be deployed: its name and the values of the template's parameters."""

    stack: str
    parameters: Mapping[str, str]

    @property
    def keyring(self) -> str:
        """The name of the parameter with the keys that seal conversations."""
        return f"/{self.stack}/keyring"


def deploy(cloud: Cloud, package: Package, deployment: Deployment, say: Say = print) -> dict[str, str]:
    """Deploy and return the stack's outputs. Raises DeploymentFailed."""
    ensure_keyring(cloud, deployment.keyring)
    bucket = ensure_artefact_bucket(cloud, deployment.stack)
    uploaded = upload(cloud, bucket, package.archives)
    say(f"{uploaded} of {len(package.archives)} archives were new")
    own = {"ArtefactBucket": bucket, "KeyringParameter": deployment.keyring}
    parameters = own | dict(deployment.parameters)
    address = place_template(cloud, bucket, package.template)
    return deploy_template(cloud, deployment.stack, address, parameters)


def ensure_keyring(cloud: Cloud, name: str) -> None:
    """Make the keyring with one key if there is none: {"<key id>": "<32 bytes, base64>"}."""
    ssm = cloud.client("ssm")
    try:
        ssm.get_parameter(Name=name)
    except ClientError as refusal:
        if refusal.response["Error"]["Code"] != "ParameterNotFound":
            raise
        key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        ring = json.dumps({secrets.token_hex(4): key})
        ssm.put_parameter(Name=name, Value=ring, Type="SecureString")


def ensure_artefact_bucket(cloud: Cloud, stack: str) -> str:
    """Make the private bucket for packaged code if there is none; return its name."""
    region = cloud.session.region_name
    bucket = f"{stack}-artefacts-{cloud.account}-{region}"
    s3 = cloud.client("s3")
    try:
        s3.head_bucket(Bucket=bucket)
    except ClientError as refusal:
        if refusal.response["Error"]["Code"] not in {"404", "NoSuchBucket"}:
            raise
        # us-east-1 is the one region that must not be named.
        place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=bucket, **place)
        closed = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
        s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=dict.fromkeys(closed, True))
    return bucket


def upload(cloud: Cloud, bucket: str, archives: Mapping[str, Path]) -> int:
    """Upload the archives that are not there yet (a key names its content); return how many."""
    s3 = cloud.client("s3")
    listed = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    there = {entry["Key"] for page in listed for entry in page.get("Contents", [])}
    missing = {key: path for key, path in archives.items() if key not in there}
    for key, path in missing.items():
        s3.upload_file(str(path), bucket, key)
    return len(missing)


def place_template(cloud: Cloud, bucket: str, template: Path) -> str:
    """Put the template into the bucket (it is too long to be sent along); return its address."""
    content = template.read_bytes()
    key = f"templates/{content_hash([(template.name, content)])}.json"
    s3 = cloud.client("s3")
    s3.put_object(Bucket=bucket, Key=key, Body=content)
    if cloud.endpoint:
        return f"{cloud.endpoint}/{bucket}/{key}"
    return f"https://{bucket}.s3.{cloud.session.region_name}.amazonaws.com/{key}"


def deploy_template(cloud: Cloud, stack: str, address: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """Create or update one stack and wait for it; return its outputs. Raises DeploymentFailed."""
    formation = cloud.client("cloudformation")
    request = {
        "StackName": stack,
        "TemplateURL": address,
        "Capabilities": CAPABILITIES,
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    }
    try:
        if not _updatable(formation, stack):
            formation.create_stack(**request)
        else:
            formation.update_stack(**request)
    except ClientError as refusal:
        if NOTHING_TO_DO not in str(refusal):
            raise DeploymentFailed(str(refusal)) from refusal
    return _wait(formation, stack, cloud.poll_every_s)


def _updatable(formation: BaseClient, stack: str) -> bool:
    """Whether the stack stands. What a failed creation left behind cannot be updated and goes first."""
    before = _describe(formation, stack)
    if before is None:
        return False
    if before["StackStatus"] == "ROLLBACK_COMPLETE":
        formation.delete_stack(StackName=stack)
        formation.get_waiter("stack_delete_complete").wait(StackName=stack)
        return False
    return True


def outputs_of(cloud: Cloud, stack: str) -> dict[str, str]:
    """What a stack says about itself; {} when there is no such stack."""
    described = _describe(cloud.client("cloudformation"), stack)
    return {} if described is None else _outputs(described)


def _describe(formation: BaseClient, stack: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = formation.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as refusal:
        if "does not exist" in str(refusal):
            return None
        raise
    return found


def _outputs(described: Mapping[str, Any]) -> dict[str, str]:
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}


def _wait(formation: BaseClient, stack: str, poll_every_s: float) -> dict[str, str]:
    while True:
        described = _describe(formation, stack) or {"StackStatus": "DELETE_COMPLETE"}
        status = described["StackStatus"]
        if status in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            return _outputs(described)
        if not status.endswith("_IN_PROGRESS"):
            why = "\n".join(_refusals(formation, stack)) or described.get("StackStatusReason", "")
            raise DeploymentFailed(f"The stack {stack} ended as {status}:\n{why}")
        time.sleep(poll_every_s)


def _refusals(formation: BaseClient, stack: str) -> Iterator[str]:
    for event in formation.describe_stack_events(StackName=stack)["StackEvents"]:
        if event["ResourceStatus"].endswith("_FAILED"):
            yield f"  {event['LogicalResourceId']}: {event.get('ResourceStatusReason', 'no reason given')}"
