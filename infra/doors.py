"""The door of an app: its REST API, as Chalice describes it, with logs and limits of ours.

An access log holds the route (`/requests/{request_id}`), never the path or the query string: an address can
be a key to somebody's request, and a query string holds a sealed conversation.
"""

import json
from typing import Any

from infra.apps import STAGE, App, Resource
from infra.lambdas import OWN_KEY, attribute

REQUESTS_PER_SECOND = 200
BURST = 400
EVERY_ROUTE = "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{api}}}/*"
ACCESS_LOG_LINE = {
    "request_id": "$context.requestId",
    "method": "$context.httpMethod",
    "route": "$context.resourcePath",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
    "error": "$context.error.responseType",
}


def door(app: App) -> dict[str, Resource]:
    """The API of an app with its log group and the permission to call the function; {} without routes."""
    if "RestAPI" not in app.resources:
        return {}
    stem = app.name.capitalize()
    described = json.dumps(app.resources["RestAPI"]["Properties"]["DefinitionBody"])
    body = json.loads(described.replace("${APIHandler.Arn}", f"${{{stem}DoorFunction.Arn}}"))
    # Only text leaves a function; without this list the answer no longer depends on the Accept header.
    body.pop("x-amazon-apigateway-binary-media-types", None)
    body["info"]["title"] = {"Fn::Sub": "${AWS::StackName}-" + app.name}
    return {
        f"{stem}Api": _api(stem, body),
        f"{stem}ApiLog": _log_group(app),
        f"{stem}DoorPermission": _permission(stem),
    }


def _api(stem: str, body: dict[str, Any]) -> Resource:
    return {
        "Type": "AWS::Serverless::Api",
        "DependsOn": "ApiGatewayAccount",
        "Properties": {
            "StageName": STAGE,
            "EndpointConfiguration": {"Type": "REGIONAL"},
            "DefinitionBody": body,
            "TracingEnabled": True,
            "AccessLogSetting": {
                "DestinationArn": attribute(f"{stem}ApiLog"),
                "Format": json.dumps(ACCESS_LOG_LINE, separators=(",", ":")),
            },
            "MethodSettings": [
                {
                    "ResourcePath": "/*",
                    "HttpMethod": "*",
                    "DataTraceEnabled": False,
                    "LoggingLevel": "OFF",
                    "MetricsEnabled": False,
                    "ThrottlingRateLimit": REQUESTS_PER_SECOND,
                    "ThrottlingBurstLimit": BURST,
                },
            ],
        },
    }


def _log_group(app: App) -> Resource:
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {
            "LogGroupName": {"Fn::Sub": "/aws/apigateway/${AWS::StackName}-" + app.name},
            "RetentionInDays": {"Ref": "LogRetentionDays"},
            "KmsKeyId": OWN_KEY,
        },
    }


def _permission(stem: str) -> Resource:
    return {
        "Type": "AWS::Lambda::Permission",
        "Properties": {
            "FunctionName": {"Ref": f"{stem}DoorFunction"},
            "Action": "lambda:InvokeFunction",
            "Principal": "apigateway.amazonaws.com",
            "SourceArn": {"Fn::Sub": EVERY_ROUTE.format(api=f"{stem}Api")},
        },
    }
