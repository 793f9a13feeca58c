"""The Lambda functions of a packaged app under names of their own, each with role, log and dead letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.apps import App, Resource
from infra.target import ARCHITECTURE, RUNTIME

FUNCTION = "AWS::Serverless::Function"
DOOR_HANDLER = "app.app"
FORTNIGHT_S = 1_209_600

TRACING = {
    "Effect": "Allow",
    "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    "Resource": "*",  # tracing knows no resources
}

OWN_KEY = {"Fn::GetAtt": ["ClinicKey", "Arn"]}
UNLOCKING = {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": OWN_KEY}
"""Tables, queues and variables are locked with the clinic's key; AWS opens them in the name of the role."""


@dataclass(frozen=True)
class Lambda:
    """One function of an app: `app` and `function` name it; `function` is empty for the app's door (HTTP)."""

    app: str
    function: str
    properties: Mapping[str, Any]
    statements: tuple[Mapping[str, Any], ...]

    @property
    def name(self) -> str:
        """`requests-listener`; a door is called after its app alone."""
        return f"{self.app}-{self.function}" if self.function else self.app

    @property
    def stem(self) -> str:
        """What the logical ids of its resources begin with: `RequestsListener`, `RequestsDoor`."""
        return f"{_pascal(self.app)}{_pascal(self.function or 'door')}"

    @property
    def id(self) -> str:
        """The logical id of the function itself."""
        return f"{self.stem}Function"

    @property
    def has_dead_letters(self) -> bool:
        """Whether it is called by somebody who does not wait: everything but a door."""
        return bool(self.function)


def lambdas_of(app: App) -> list[Lambda]:
    """The functions Chalice found in an app, with the statements of their policy files."""
    found = []
    for resource in app.resources.values():
        if resource["Type"] != FUNCTION:
            continue
        properties = resource["Properties"]
        handler = properties["Handler"]
        role = app.resources[properties["Role"]["Fn::GetAtt"][0]]
        statements = role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        function = "" if handler == DOOR_HANDLER else handler.removeprefix("app.")
        found.append(Lambda(app.name, function, properties, tuple(statements)))
    return sorted(found, key=lambda one: one.name)


def lambda_resources(one: Lambda, code: Resource, others: Mapping[str, Resource]) -> dict[str, Resource]:
    """A function with everything that belongs to it; `others` are looked through for streams it reads."""
    made = {
        f"{one.stem}Log": _log_group(one),
        f"{one.stem}Role": _role(one, others),
        one.id: _function(one, code),
    }
    if one.has_dead_letters:
        made[f"{one.stem}DeadLetters"] = _queue(one)
    return made


def attribute(logical_id: str, name: str = "Arn") -> dict[str, list[str]]:
    """`Fn::GetAtt`."""
    return {"Fn::GetAtt": [logical_id, name]}


def stack_name(suffix: str) -> dict[str, str]:
    """A physical name that begins with the stack's."""
    return {"Fn::Sub": "${AWS::StackName}-" + suffix}


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.replace("-", "_").split("_"))


def _function(one: Lambda, code: Resource) -> Resource:
    properties: dict[str, Any] = {
        "FunctionName": stack_name(one.name),
        "Runtime": RUNTIME,
        "Architectures": [ARCHITECTURE],
        "Handler": one.properties["Handler"],
        "CodeUri": code,
        "MemorySize": one.properties["MemorySize"],
        "Timeout": one.properties["Timeout"],
        "Role": attribute(f"{one.stem}Role"),
        "LoggingConfig": {"LogGroup": {"Ref": f"{one.stem}Log"}, "LogFormat": "Text"},
    }
    if one.has_dead_letters:
        properties["DeadLetterQueue"] = {"Type": "SQS", "TargetArn": attribute(f"{one.stem}DeadLetters")}
    return {"Type": FUNCTION, "Properties": properties}


def _role(one: Lambda, others: Mapping[str, Resource]) -> Resource:
    own: list[Mapping[str, Any]] = [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": attribute(f"{one.stem}Log"),
        },
        TRACING,
        UNLOCKING,
    ]
    if one.has_dead_letters:
        queue = attribute(f"{one.stem}DeadLetters")
        own.append({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue})
    streams = _streams(one, others)
    if streams:
        reading = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
        own.append({"Effect": "Allow", "Action": [*reading, "dynamodb:ListStreams"], "Resource": streams})
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    },
                ],
            },
            "Policies": [
                {
                    "PolicyName": "OwnWork",
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": [*one.statements, *own]},
                },
            ],
        },
    }


def _streams(one: Lambda, others: Mapping[str, Resource]) -> list[Any]:
    """The streams that are mapped to a function; its role must be allowed to read them."""
    return [
        resource["Properties"]["EventSourceArn"]
        for resource in others.values()
        if resource["Type"] == "AWS::Lambda::EventSourceMapping"
        and resource["Properties"]["FunctionName"] == {"Ref": one.id}
    ]


def _log_group(one: Lambda) -> Resource:
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {
            "LogGroupName": {"Fn::Sub": "/aws/lambda/${AWS::StackName}-" + one.name},
            "RetentionInDays": {"Ref": "LogRetentionDays"},
            "KmsKeyId": OWN_KEY,
        },
    }


def _queue(one: Lambda) -> Resource:
    return {
        "Type": "AWS::SQS::Queue",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {
            "QueueName": stack_name(f"{one.name}-dead-letters"),
            "MessageRetentionPeriod": FORTNIGHT_S,
            "KmsMasterKeyId": OWN_KEY,
        },
    }
