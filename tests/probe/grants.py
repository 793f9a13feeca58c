"""What each function may do (functions/*/.chalice/policy*.json), and what the probe saw it do."""

import json
import re

from infra.target import ROOT

SERVICES = {"stepfunctions": "states"}
OPERATIONS = {"s3:ListObjectsV2": "s3:ListBucket", "s3:HeadObject": "s3:GetObject"}
DOOR = "api"


def granted():
    """`<app>/<function>` -> actions, of DynamoDB with the table: `dynamodb:GetItem(requests)`."""
    found = {}
    for path in sorted((ROOT / "functions").glob("*/.chalice/policy*.json")):
        app, function = path.parts[-3], path.stem.partition("-")[2] or _first_function(path.parts[-3])
        found[f"{app}/{function}"] = {
            action
            for it in json.loads(path.read_text())["Statement"]
            for one in _listed(it["Action"])
            for action in _with_tables(one, it["Resource"])
        }
    return found


def seen(calls):
    """The same of calls that were made; the provider's are none of AWS."""
    found = {}
    for it in calls:
        if it.service != "provider":
            found.setdefault(it.handler, set()).update(_actions(it))
    return found


def _actions(call):
    """IAM knows no transactions, only what is done in them."""
    for one in call.params.get("TransactItems", ()):
        [(kind, what)] = one.items()
        operation = "ConditionCheckItem" if kind == "ConditionCheck" else f"{kind}Item"
        yield f"dynamodb:{operation}({what['TableName'].removeprefix('frontdesk-')})"
    if "TransactItems" not in call.params:
        yield _action(call)


def _action(call):
    service = SERVICES.get(call.service, call.service)
    action = f"{service}:{call.operation}"
    table = call.name.partition("(")[2]
    return f"{OPERATIONS.get(action, action)}({table}" if table else OPERATIONS.get(action, action)


def _with_tables(action, resource):
    tables = re.findall(r"(\w+)Table\b", json.dumps(resource))
    if not action.startswith("dynamodb:"):
        return [action]
    return [f"{action}({it.lower()})" for it in tables]


def _listed(it):
    return [it] if isinstance(it, str) else it


def _first_function(app):
    """An app's policy.json is the door's; where there is none, that of its one function without a policy of its own."""
    return {"messaging": "deliver", "relay": "relay"}.get(app, DOOR)


UNSIGNED = {
    "cognito-idp:InitiateAuth": "a browser signs in without AWS credentials, and so does the console for it"
}
"""What needs no grant, and why."""
FURTHER = {
    "booking/listener": {
        "dynamodb:GetItem(patients)": "the age of who waits, where the type asks for one",
        "dynamodb:Query(catalogue)": "the zone of a freed time, where the container has not read it within a minute",
    },
    "console/api": {
        "dynamodb:Query(audit)": "leads see the trail of a patient",
        "dynamodb:Query(patients)": "who is behind the contact of a conversation",
        "dynamodb:GetItem(messaging)": "a conversation is read before it is written in",
        "dynamodb:PutItem(messaging)": "what staff write to a patient",
        "dynamodb:UpdateItem(messaging)": "a conversation waits no more",
        "dynamodb:Query(messaging)": "what was said in a conversation, and the list of all",
        "dynamodb:BatchGetItem(messaging)": "what was sent to somebody, by the keys that the index has",
    },
    "messaging/deliver": {
        "dynamodb:GetItem(messaging)": "a message that somebody else has claimed is told from none"
    },
    "reminders/replies": {
        "dynamodb:GetItem(booking)": "the appointments of the reminder that somebody answers",
        "dynamodb:PutItem(booking)": "one of them cancelled",
        "dynamodb:UpdateItem(booking)": "and its cells given back",
        "dynamodb:Query(catalogue)": "the telephone and the desk of a location",
        "dynamodb:GetItem(patients)": "where who replies is reached else",
        "dynamodb:Query(patients)": "who is behind the contact",
        "dynamodb:BatchGetItem(patients)": "what they are called: a family answers for each",
        "ssm:GetParameter": "the key under which a contact and a link are made",
        "dynamodb:GetItem(messaging)": "the reply",
        "dynamodb:PutItem(messaging)": "its answer",
        "dynamodb:UpdateItem(messaging)": "what it was taken to mean, and that nobody has to read it",
        "dynamodb:BatchGetItem(messaging)": "the reminders that were sent there",
        "dynamodb:Query(messaging)": "by the list of the contact",
        "dynamodb:PutItem(requests)": "a task for staff",
    },
    "reminders/tick": {
        "dynamodb:GetItem(access)": "a waiting message may be for staff",
        "dynamodb:GetItem(messaging)": "a message that somebody else has claimed is told from none",
        "dynamodb:GetItem(patients)": "a waiting message may be for a patient",
        "dynamodb:UpdateItem(messaging)": "waiting messages are claimed, sent and closed here",
    },
    "requests/listener": {"dynamodb:PutItem(requests)": "a lost execution is revived as its next attempt"},
    "requests/machine": {
        "dynamodb:GetItem(messaging)": "the conversation in which a message is answered",
        "dynamodb:UpdateItem(messaging)": "it waits no more then",
        "dynamodb:Query(catalogue)": "deadlines and channels, where the container has not read them within a minute",
        "states:SendTaskSuccess": "a wait that began after the decision wakes itself",
    },
    "requests/reconcile": {
        "dynamodb:GetItem(requests)": "a forgotten request is read",
        "dynamodb:PutItem(requests)": "and its next attempt written",
        "states:DescribeExecution": "whether it is forgotten at all",
        "states:StartExecution": "and its next execution begun",
        "states:SendTaskSuccess": "one that sleeps through a decision is woken",
    },
    "window/api": {"dynamodb:GetItem(requests)": "a form sent again is answered with what is there"},
    "window/listener": {
        "dynamodb:Query(catalogue)": "the clock of a location, where the container has not read it within a minute"
    },
}
"""What no script needs, and why it is granted."""


def differences(granted, seen, further):
    """Sentences: what a function did without a grant, what it is granted without use or reason, reasons for nothing."""
    found = []
    for name in sorted(granted.keys() | seen.keys() | further.keys()):
        may, did, reasons = granted.get(name, set()), seen.get(name, set()), set(further.get(name, ()))
        found += [f"{name} did {it} without a grant" for it in sorted(did - may - UNSIGNED.keys())]
        found += [f"{name} may {it}, and nobody knows why" for it in sorted(may - did - reasons)]
        found += [f"{name}: a reason for {it}, which needs none" for it in sorted(reasons - (may - did))]
    return found
