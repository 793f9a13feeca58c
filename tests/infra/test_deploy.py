"""What the deployment does beside CloudFormation, and what it says when CloudFormation refuses."""

import base64
import json

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from infra import deploy
from infra.deploy import (
    Cloud,
    DeploymentFailed,
    deploy_template,
    ensure_artefact_bucket,
    ensure_keyring,
    place_template,
    upload,
)


@pytest.fixture
def cloud():
    with mock_aws():
        yield Cloud(boto3.Session("test", "test", region_name="eu-central-1"))


class Formation:
    """Stands where CloudFormation stands: each look at the stack shows the next status."""

    def __init__(self, *statuses):
        self.statuses = list(statuses)
        self.asked = []

    def describe_stacks(self, **_named):
        if self.statuses[0] is None:
            self.statuses.pop(0)
            raise ClientError({"Error": {"Code": "ValidationError", "Message": "does not exist"}}, "Describe")
        status = self.statuses.pop(0)
        return {"Stacks": [{"StackStatus": status, "Outputs": [{"OutputKey": "A", "OutputValue": "b"}]}]}

    def create_stack(self, **_request):
        self.asked.append("create")

    def update_stack(self, **request):
        self.asked.append("update")
        if request["Parameters"] == []:
            message = {"Code": "ValidationError", "Message": deploy.NOTHING_TO_DO}
            raise ClientError({"Error": message}, "UpdateStack")

    def describe_stack_events(self, **_named):
        refusal = {"LogicalResourceId": "WindowTable", "ResourceStatusReason": "name is taken"}
        return {"StackEvents": [refusal | {"ResourceStatus": "CREATE_FAILED"}]}


class CloudWith:
    poll_every_s = 0

    def __init__(self, formation):
        self.formation = formation

    def client(self, _service):
        return self.formation


def deployed(formation, parameters):
    return deploy_template(CloudWith(formation), "clinic", "https://template", parameters)


def test_the_keyring_is_made_once_and_never_changed(cloud):
    ensure_keyring(cloud, "/clinic/keyring")
    first = cloud.client("ssm").get_parameter(Name="/clinic/keyring", WithDecryption=True)["Parameter"]
    ensure_keyring(cloud, "/clinic/keyring")
    again = cloud.client("ssm").get_parameter(Name="/clinic/keyring", WithDecryption=True)["Parameter"]
    assert again["Value"] == first["Value"]
    assert first["Type"] == "SecureString"
    ((name, key),) = json.loads(first["Value"]).items()
    assert len(name) == 8
    assert len(base64.b64decode(key)) == 32


def test_nobody_else_can_read_the_code(cloud):
    bucket = ensure_artefact_bucket(cloud, "clinic")
    assert ensure_artefact_bucket(cloud, "clinic") == bucket
    block = cloud.client("s3").get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    assert all(block.values())


def test_what_is_there_already_is_not_uploaded_again(cloud, tmp_path):
    bucket = ensure_artefact_bucket(cloud, "clinic")
    archive = tmp_path / "app.zip"
    archive.write_bytes(b"code")
    assert upload(cloud, bucket, {"code/app-1.zip": archive}) == 1
    assert upload(cloud, bucket, {"code/app-1.zip": archive}) == 0


def test_a_template_is_named_after_its_content(cloud, tmp_path):
    bucket = ensure_artefact_bucket(cloud, "clinic")
    template = tmp_path / "template.json"
    template.write_text("{}")
    address = place_template(cloud, bucket, template)
    assert place_template(cloud, bucket, template) == address
    assert address.startswith(f"https://{bucket}.s3.eu-central-1.amazonaws.com/templates/")


def test_a_new_stack_is_created_and_its_outputs_are_returned():
    formation = Formation(None, "CREATE_IN_PROGRESS", "CREATE_COMPLETE")
    assert deployed(formation, {"A": "b"}) == {"A": "b"}
    assert formation.asked == ["create"]


def test_a_stack_without_changes_is_left_alone():
    formation = Formation("CREATE_COMPLETE", "UPDATE_COMPLETE")
    assert deployed(formation, {}) == {"A": "b"}


def test_a_stack_that_fails_says_which_resource_refused():
    formation = Formation("CREATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")
    with pytest.raises(DeploymentFailed, match="WindowTable: name is taken"):
        deployed(formation, {"A": "b"})
