"""Isolation: whatever a function asks AWS for carries the organisation it acts for, and no other.

The organisation is the one in the address or in the event; at a door without one, the first that is met: the session's.
"""

import json
import re

from .scope import Watch

FOR_ALL = {
    "tick": "one outbox holds what is due of every clinic",
    "receipts": "an event of the account's own bus names no clinic: its message does",
    "drain": "it helps the tick",
    "reconcile": "the round asks every clinic's requests, tasks and corrective actions",
    "night": "one o'clock comes to locations of every clinic",
    "relay": "a batch of a stream holds records of many clinics",
    "POST /console/login": "signing in at one clinic ends the session at another",
}
"""Who acts for more than one organisation, and why. Their calls carry one each all the same."""
NOBODYS = {
    "ssm.GetParameter": "the keys of all seals",
    "cognito-idp.ChangePassword": "whose it is, says a token that the old password was given for",
    "stepfunctions.SendTaskSuccess": "a token that Step Functions drew; it was parked under the organisation's key",
}
"""Calls that name no organisation, and why."""
DIRECTORY = "#organisations"
EARLY = "#receipts"
"""What came by the account's own bus before its message was known, and so whose it is."""
FOLDERS = ("library", "quarantine", "clean", "exports")


class Tenants(Watch):
    """Whose things are touched."""

    def begins(self, scope):
        said = scope.asked.get("organisation_id") or _of_the_event(scope.asked)
        if said:
            scope.organisations.add(said)

    def calls(self, scope, service, operation, params):
        name = f"{service}.{operation}"
        if name in NOBODYS:
            return
        found = set(organisations(service, operation, params))
        if None in found or not found:
            self.faults.append(f"{scope.name}: {name} carries no organisation: {_keys_only(params)}")
        found -= {None, DIRECTORY, EARLY}
        scope.organisations |= found
        if len(scope.organisations) > 1 and scope.name not in FOR_ALL:
            self.faults.append(f"{scope.name}: {name} crosses from one organisation to another")
            scope.organisations = found


def organisations(service, operation, params):
    """The organisation of each key, name and body; None for one without."""
    match service:
        case "dynamodb":
            yield from map(_first_part, _partition_keys(operation, params))
        case "ssm":
            yield _of_the_parameter(params["Name"])
        case "s3":
            yield _of_the_object(params.get("Key", params.get("Prefix", "")))
        case "stepfunctions":
            yield from _of_the_execution(operation, params)
        case "events":
            for it in params["Entries"]:
                yield json.loads(it["Detail"])["metadata"].get("organisation_id")
        case "cognito-idp":
            said = params.get("AuthParameters") or params.get("ChallengeResponses") or {}
            yield (said.get("USERNAME") or params["Username"]).partition(".")[0] or None


def _of_the_parameter(name):
    """Below a folder of its own each clinic has another."""
    found = re.search(r"/(?:surveys|channels|login|calls)/([^/]+)", name)
    return found and found[1]


def _partition_keys(operation, params):
    """The partition key of whatever a call reads or writes."""
    match operation:
        case "Query":
            yield _asked_for(params)
        case "Scan":
            yield ""
        case "BatchGetItem":
            for wanted in params["RequestItems"].values():
                yield from (it["pk"]["S"] for it in wanted["Keys"])
        case "BatchWriteItem":
            for wanted in params["RequestItems"].values():
                yield from (_pk(next(iter(it.values()))) for it in wanted)
        case "TransactWriteItems" | "TransactGetItems":
            yield from (_pk(next(iter(it.values()))) for it in params["TransactItems"])
        case "DescribeTable":
            return
        case _:
            yield _pk(params)


def _pk(one):
    return (one.get("Key") or one["Item"])["pk"]["S"]


def _asked_for(params):
    """The value that the first name of the key condition must equal."""
    value = re.search(r"=\s*(:\w+)", params["KeyConditionExpression"])[1]
    return params["ExpressionAttributeValues"][value]["S"]


def _first_part(key):
    return key if key in (DIRECTORY, EARLY) else key.partition("#")[0] or None


def _of_the_object(key):
    parts = key.split("/")
    return (parts[1] if parts[0] in FOLDERS and len(parts) > 1 else parts[0]) or None


def _of_the_execution(operation, params):
    if operation == "StartExecution":
        yield json.loads(params["input"]).get("organisation_id")
        yield _named(params["name"])
    else:
        yield _named(params["executionArn"].rpartition(":")[2])


def _named(execution):
    """`<organisation>-<request>-<attempt>`."""
    found = re.fullmatch(r"(.+)-[0-9a-f]{32}-[0-9]+", execution)
    return found and found[1]


def _of_the_event(event):
    detail = event.get("detail")
    return (
        detail["metadata"].get("organisation_id")
        if isinstance(detail, dict) and "metadata" in detail
        else None
    )


def _keys_only(params):
    return {name: params[name] for name in ("TableName", "Key", "name", "Bucket") if name in params}
