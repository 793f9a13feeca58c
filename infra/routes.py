"""Rules of the event bus, made from `events/routes.json`: {source: {fact: [function, ...]}}."""

from collections.abc import Mapping
from typing import Any

from infra.apps import Resource
from infra.lambdas import Lambda, attribute
from infra.target import PackagingFailed

MOST_TARGETS = 5
A_DAY_S = 86_400
RETRY = {"MaximumRetryAttempts": 60, "MaximumEventAgeInSeconds": A_DAY_S}
EVERY_RULE = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${EventBus}/*"
Routes = Mapping[str, Mapping[str, list[str]]]


def rules(routes: Routes, functions: list[Lambda]) -> dict[str, Resource]:
    """One rule per fact that somebody listens to, with the permissions to call and to set aside.

    Raises PackagingFailed when a listener does not exist or a fact has more than five.
    """
    known = {one.name: one for one in functions}
    made: dict[str, Resource] = {}
    calls: dict[str, list[str]] = {}
    for source, facts in routes.items():
        for fact, listeners in facts.items():
            if not listeners:
                continue
            rule_id = f"{source.rpartition('.')[2].capitalize()}{fact}Rule"
            made[rule_id] = _rule(source, fact, [_known(known, name, fact) for name in listeners])
            if len(listeners) > MOST_TARGETS:
                raise PackagingFailed(f"{fact} has {len(listeners)} listeners; a rule takes {MOST_TARGETS}")
            for name in listeners:
                calls.setdefault(name, []).append(rule_id)
    for name, rule_ids in calls.items():
        made |= _permissions(known[name], rule_ids)
    return made


def _known(known: Mapping[str, Lambda], name: str, fact: str) -> Lambda:
    if name not in known:
        raise PackagingFailed(f"events/routes.json sends {fact} to {name}, which no app has")
    return known[name]


def _rule(source: str, fact: str, listeners: list[Lambda]) -> Resource:
    return {
        "Type": "AWS::Events::Rule",
        "Properties": {
            "EventBusName": {"Ref": "EventBus"},
            "EventPattern": {"source": [source], "detail-type": [fact]},
            "Targets": [
                {
                    "Id": listener.name,
                    "Arn": attribute(listener.id),
                    "RetryPolicy": RETRY,
                    "DeadLetterConfig": {"Arn": attribute(f"{listener.stem}DeadLetters")},
                }
                for listener in listeners
            ],
        },
    }


def _permissions(listener: Lambda, rule_ids: list[str]) -> dict[str, Resource]:
    """Every rule of the bus may call the listener, and set aside in its queue what it could not deliver."""
    sources: list[Any] = [attribute(rule_id) for rule_id in rule_ids]
    queue = attribute(f"{listener.stem}DeadLetters")
    return {
        f"{listener.stem}BusPermission": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "FunctionName": {"Ref": listener.id},
                "Action": "lambda:InvokeFunction",
                "Principal": "events.amazonaws.com",
                "SourceArn": {"Fn::Sub": EVERY_RULE},
            },
        },
        f"{listener.stem}DeadLettersPolicy": {
            "Type": "AWS::SQS::QueuePolicy",
            "Properties": {
                "Queues": [{"Ref": f"{listener.stem}DeadLetters"}],
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "events.amazonaws.com"},
                            "Action": "sqs:SendMessage",
                            "Resource": queue,
                            "Condition": {"ArnEquals": {"aws:SourceArn": sources}},
                        },
                    ],
                },
            },
        },
    }
