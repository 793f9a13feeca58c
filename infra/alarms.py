"""Alarms: one for everything that can go wrong without anybody in front of it noticing.

One alarm per metric: the local cloud knows no metric arithmetic, and AWS charges by the metric anyway.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from infra.apps import Resource
from infra.lambdas import FUNCTION, attribute

FIVE_MINUTES_S = 300
A_MINUTE_MS = 60_000


@dataclass(frozen=True)
class Watch:
    """One metric, and from when on it is too much: within five minutes more than `above`."""

    name: str
    namespace: str
    metric: str
    dimensions: Mapping[str, Any]
    sentence: str
    statistic: str = "Sum"
    above: int = 0


def alarms(resources: Mapping[str, Resource]) -> dict[str, Resource]:
    """Alarms for every function, queue of dead letters, API, machine and reader of a stream."""
    return {
        f"{watch.name}Alarm": _alarm(watch)
        for logical_id, resource in resources.items()
        for watch in _watches(logical_id, resource)
    }


def _watches(logical_id: str, resource: Resource) -> Iterator[Watch]:
    reference = {"Ref": logical_id}
    match resource["Type"]:
        case kind if kind == FUNCTION:
            name, function = logical_id.removesuffix("Function"), {"FunctionName": reference}
            yield Watch(f"{name}Errors", "AWS/Lambda", "Errors", function, f"{name} fails")
            yield Watch(f"{name}Throttles", "AWS/Lambda", "Throttles", function, f"{name} is throttled")
        case "AWS::SQS::Queue":
            queue = {"QueueName": attribute(logical_id, "QueueName")}
            sentence = f"{logical_id}: something was set aside after every retry"
            metric = "ApproximateNumberOfMessagesVisible"
            yield Watch(logical_id, "AWS/SQS", metric, queue, sentence, "Maximum")
        case "AWS::Serverless::Api":
            api = {"ApiName": resource["Properties"]["DefinitionBody"]["info"]["title"]}
            yield Watch(logical_id, "AWS/ApiGateway", "5XXError", api, f"{logical_id} answers 5xx")
        case "AWS::StepFunctions::StateMachine":
            machine = {"StateMachineArn": reference}
            for metric in ("ExecutionsFailed", "ExecutionsTimedOut"):
                sentence = f"{logical_id}: executions ended without an end"
                yield Watch(f"{logical_id}{metric}", "AWS/States", metric, machine, sentence)
        case "AWS::Lambda::EventSourceMapping":
            # Measured per reader, not per stream: several mappings of one function share the alarm.
            reader = resource["Properties"]["FunctionName"]
            name = reader["Ref"].removesuffix("Function")
            sentence = f"{name}: records of a stream wait for more than a minute"
            late = Watch(f"{name}Late", "AWS/Lambda", "IteratorAge", {"FunctionName": reader}, sentence)
            yield replace(late, statistic="Maximum", above=A_MINUTE_MS)
        case _:
            return


def _alarm(watch: Watch) -> Resource:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmDescription": watch.sentence,
            "AlarmActions": [{"Ref": "Alarms"}],
            "Namespace": watch.namespace,
            "MetricName": watch.metric,
            "Dimensions": [{"Name": name, "Value": value} for name, value in watch.dimensions.items()],
            "Statistic": watch.statistic,
            "Period": FIVE_MINUTES_S,
            "EvaluationPeriods": 1,
            "Threshold": watch.above,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
        },
    }
