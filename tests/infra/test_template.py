"""What the merged template promises, whatever functions there are."""

import json
import re

import pytest

from infra.doors import ACCESS_LOG_LINE
from infra.merge import merge
from infra.package import assemble
from infra.target import ARCHITECTURE, ROOT, RUNTIME, PackagingFailed, Place, Target

FUNCTION = "AWS::Serverless::Function"
KEY = {"Fn::GetAtt": ["ClinicKey", "Arn"]}
KNOW_NO_RESOURCES = {"xray", "logs"}
"""Services some of whose actions AWS grants on "*" only."""


def stem(function_id):
    return function_id.removesuffix("Function")


def statements(role):
    for policy in role["Policies"]:
        yield from policy["PolicyDocument"]["Statement"]


def listed(value):
    return value if isinstance(value, list) else [value]


def test_every_function_has_a_role_of_its_own(of_type):
    roles = [properties["Role"]["Fn::GetAtt"][0] for properties in of_type(FUNCTION).values()]
    assert len(set(roles)) == len(roles)
    assert set(roles) <= set(of_type("AWS::IAM::Role"))


def test_no_role_may_do_everything(of_type):
    for name, role in of_type("AWS::IAM::Role").items():
        for statement in statements(role) if "Policies" in role else ():
            for action in listed(statement["Action"]):
                assert "*" not in action, f"{name} may {action}"


def wide_open(resources):
    """Every (resource, action) by which a policy of any kind allows more than one thing."""
    for name, resource in resources.items():
        for statement in every_statement(resource):
            if statement["Effect"] == "Allow":
                yield from ((name, action) for action in listed(statement["Action"]) if "*" in action)


def every_statement(node):
    """The statements of every policy document, at any depth."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if key == "Statement":
            yield from value
        elif isinstance(value, dict | list):
            yield from every_statement(value)


def test_only_the_account_may_do_everything_and_only_with_its_key(resources):
    assert list(wide_open(resources)) == [("ClinicKey", "kms:*")]
    (statement,) = [it for it in every_statement(resources["ClinicKey"]) if it["Action"] == "kms:*"]
    assert json.dumps(statement["Principal"]).endswith(':root"}}')


def test_a_policy_that_allows_a_whole_service_is_seen():
    statement = {"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:*"], "Resource": "*"}
    queue = {"Type": "AWS::SQS::QueuePolicy", "Properties": {"PolicyDocument": {"Statement": [statement]}}}
    assert list(wide_open({"Open": queue})) == [("Open", "sqs:*")]


TO_TELEPHONES = ["sns:Publish"]
"""A telephone is no resource; whoever may publish to all of them may not publish to a topic."""


def _denies_topics(role):
    denied = [it for it in statements(role) if it["Effect"] == "Deny" and it["Action"] == TO_TELEPHONES]
    return [it["Resource"] for it in denied] == [{"Fn::Sub": "arn:${AWS::Partition}:sns:*:*:*"}]


def test_no_role_reaches_every_resource_of_a_service_that_has_resources(of_type):
    for name, role in of_type("AWS::IAM::Role").items():
        for statement in statements(role) if "Policies" in role else ():
            if "*" in listed(statement["Resource"]):
                if statement["Action"] == TO_TELEPHONES and _denies_topics(role):
                    continue
                services = {action.split(":")[0] for action in listed(statement["Action"])}
                assert services <= KNOW_NO_RESOURCES, f"{name} may {statement['Action']} on everything"


def test_every_function_logs_to_a_group_that_forgets(of_type):
    groups = of_type("AWS::Logs::LogGroup")
    for name, function in of_type(FUNCTION).items():
        group = groups[function["LoggingConfig"]["LogGroup"]["Ref"]]
        assert group["RetentionInDays"] == {"Ref": "LogRetentionDays"}, name


def test_every_function_that_fails_is_heard(of_type):
    alarms = of_type("AWS::CloudWatch::Alarm")
    for name in of_type(FUNCTION):
        assert {f"{stem(name)}ErrorsAlarm", f"{stem(name)}ThrottlesAlarm"} <= set(alarms)
    assert all(alarm["AlarmActions"] == [{"Ref": "Alarms"}] for alarm in alarms.values())


def test_whatever_is_called_without_waiting_has_dead_letters_and_somebody_hears_of_them(of_type):
    queues, alarms = of_type("AWS::SQS::Queue"), of_type("AWS::CloudWatch::Alarm")
    for name, function in of_type(FUNCTION).items():
        if name.endswith("DoorFunction"):
            continue
        queue = function["DeadLetterQueue"]["TargetArn"]["Fn::GetAtt"][0]
        assert queue in queues
        assert f"{queue}Alarm" in alarms


def test_every_function_runs_on_the_one_platform(of_type):
    for function in of_type(FUNCTION).values():
        assert (function["Runtime"], function["Architectures"]) == (RUNTIME, [ARCHITECTURE])


def test_every_table_is_encrypted_recoverable_protected_and_lets_records_expire(of_type, resources):
    for name, table in of_type("AWS::DynamoDB::Table").items():
        assert table["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": KEY}, (
            name
        )
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}, name
        assert table["DeletionProtectionEnabled"] == {"Fn::If": ["Protected", True, False]}, name
        assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}, name
        assert resources[name]["DeletionPolicy"] == "RetainExceptOnCreate", name
        assert resources[name]["UpdateReplacePolicy"] == "Retain", name


def test_the_key_turns_every_year_and_outlives_the_stack(of_type, resources):
    for name, key in of_type("AWS::KMS::Key").items():
        assert key["EnableKeyRotation"] is True
        assert resources[name]["DeletionPolicy"] == "RetainExceptOnCreate"


def test_who_touches_what_is_locked_may_use_the_key(of_type):
    for function in of_type(FUNCTION).values():
        role = of_type("AWS::IAM::Role")[function["Role"]["Fn::GetAtt"][0]]
        (unlocking,) = [it for it in statements(role) if it["Resource"] == KEY]
        assert unlocking["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"]


def test_queues_topics_and_logs_are_locked_with_the_key(of_type):
    for kind, setting in {
        "AWS::SQS::Queue": "KmsMasterKeyId",
        "AWS::SNS::Topic": "KmsMasterKeyId",
        "AWS::Logs::LogGroup": "KmsKeyId",
    }.items():
        assert [name for name, it in of_type(kind).items() if it.get(setting) != KEY] == []


def test_no_bucket_is_open(of_type):
    for bucket in of_type("AWS::S3::Bucket").values():
        assert all(bucket["PublicAccessBlockConfiguration"].values())
        assert "BucketEncryption" in bucket


def test_every_variable_the_code_reads_is_set(template):
    given = set(template["Globals"]["Function"]["Environment"]["Variables"]) | {"AWS_REGION"}
    reading = re.compile(r"environ(?:\.get\(|\[)[\"']([A-Z][A-Z0-9_]+)[\"']")
    code = [*(ROOT / "layers").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]
    read = {name for path in code for name in reading.findall(path.read_text())}
    assert read
    assert read <= given


def test_a_machine_gets_exactly_the_values_its_definition_asks_for(of_type):
    for name, machine in of_type("AWS::StepFunctions::StateMachine").items():
        asked = set(re.findall(r"\$\{(\w+)\}", json.dumps(machine["Definition"])))
        assert asked == set(machine["DefinitionSubstitutions"]), name
        assert machine["LoggingConfiguration"]["IncludeExecutionData"] is False, name


def test_every_process_in_the_repository_is_deployed(of_type):
    definitions = [machine["Definition"] for machine in of_type("AWS::StepFunctions::StateMachine").values()]
    for path in (ROOT / "statemachines").glob("*.asl.json"):
        assert json.loads(path.read_text()) in definitions, path.name


def test_every_stream_of_facts_reaches_the_relay(of_type):
    streaming = {name for name, it in of_type("AWS::DynamoDB::Table").items() if "StreamSpecification" in it}
    mappings = of_type("AWS::Lambda::EventSourceMapping").values()
    assert {it["EventSourceArn"]["Fn::GetAtt"][0] for it in mappings} == streaming
    for mapping in mappings:
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert "OnFailure" in mapping["DestinationConfig"]


def test_no_log_holds_an_address_or_a_query_string(of_type):
    for api in of_type("AWS::Serverless::Api").values():
        assert json.loads(api["AccessLogSetting"]["Format"]) == ACCESS_LOG_LINE
        assert api["MethodSettings"][0]["DataTraceEnabled"] is False
    logged = " ".join(ACCESS_LOG_LINE.values())
    for telling in ("$context.path", "query", "sourceIp", "$context.identity"):
        assert telling not in logged


def test_nobody_can_open_an_account_at_the_clinic_but_the_clinic(of_type):
    for pool in of_type("AWS::Cognito::UserPool").values():
        assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
        assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
    for client in of_type("AWS::Cognito::UserPoolClient").values():
        assert client["PreventUserExistenceErrors"] == "ENABLED"


@pytest.fixture
def clinic_without_functions(small_clinic):
    (small_clinic / "events").mkdir()
    (small_clinic / "events/routes.json").write_text("{}")
    for folder in ("infra", "statemachines"):
        (small_clinic / folder).symlink_to(ROOT / folder)
    return small_clinic


def test_the_desk_and_aws_get_the_same_template_but_for_the_names_of_archives(clinic_without_functions):
    layer = clinic_without_functions / "layer.zip"
    written = []
    for place, content in ((Place.LOCAL, b"a pointer"), (Place.AWS, b"code")):
        layer.write_bytes(content)
        made = assemble(Target(place, clinic_without_functions), {"frontdesk": layer}, [])
        written.append(re.sub(r"-[0-9a-f]{20}\.zip", ".zip", made.template.read_text()))
    assert written[0] == written[1]


def test_the_build_stops_before_cloudformation_would(clinic_without_functions, monkeypatch):
    monkeypatch.setattr("infra.merge.MOST_RESOURCES", 5)
    with pytest.raises(PackagingFailed, match="CloudFormation takes 500"):
        merge(clinic_without_functions, [], {}, {})
