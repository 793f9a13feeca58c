"""What each function may do (functions/*/.chalice/policy*.json), and what the probe saw it do."""

import json
import re

from infra.target import ROOT

SERVICES = {"stepfunctions": "states"}
OPERATIONS = {
    "lambda:Invoke": "lambda:InvokeFunction",
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
}
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
    return {"relay": "relay"}.get(app, DOOR)


UNSIGNED = {
    "cognito-idp:InitiateAuth": "a browser signs in without AWS credentials, and so does the console for it"
}
"""What needs no grant, and why."""
FURTHER = {
    "booking/api": {
        "dynamodb:GetItem(reminders)": "and whether they are to be confirmed",
    },
    "booking/listener": {
        "dynamodb:GetItem(patients)": "the age of who waits, where the type asks for one",
        "dynamodb:Query(catalogue)": "the zone of a freed time, where the container has not read it within a minute",
    },
    "console/api": {
        "dynamodb:Query(responses)": "what surveys have come to, and rows of closed ones",
        "connect:StartOutboundVoiceContact": "a clinic may have Amazon Connect dial",
        "dynamodb:BatchGetItem(messaging)": "the calls of today, by their keys in the index",
        "dynamodb:BatchGetItem(reminders)": "a page of reminders",
        "dynamodb:DeleteItem(messaging)": "administrators take a clinic's own words back",
        "dynamodb:DeleteItem(surveys)": "administrators throw away a questionnaire that was never published",
        "dynamodb:GetItem(surveys)": "they read one",
        "dynamodb:GetItem(reminders)": "administrators read how patients are reminded",
        "dynamodb:PutItem(reminders)": "and lay it down",
        "dynamodb:PutItem(surveys)": "write and publish one",
        "dynamodb:Query(audit)": "leads see the trail of a patient",
        "dynamodb:Query(patients)": "who gave a number or an address",
        "dynamodb:UpdateItem(patients)": "a number that a call proved wrong is corrected",
        "dynamodb:DeleteItem(patients)": "and they are filed under the old one no more",
        "dynamodb:Query(reminders)": "the lists, and what a patient has",
        "dynamodb:Query(surveys)": "and see which there are",
        "dynamodb:UpdateItem(messaging)": "reminders that a new plan adds are made at once",
        "cognito-idp:AdminCreateUser": "administrators take in staff",
        "cognito-idp:AdminSetUserPassword": "and hand out a first password again",
        "dynamodb:DeleteItem(hospital)": "an emphasis is ended",
        "dynamodb:Query(access)": "administrators look at who works here",
        "ssm:PutParameter": "administrators set up a provider, with its secrets; a survey is opened, and has a key",
        "ssm:DeleteParameter": "a survey is closed, and its key has gone",
    },
    "hospital/imports": {
        "dynamodb:GetItem(hospital)": "a part of a table, and what is known of its visits",
        "dynamodb:PutItem(hospital)": "a visit is told",
        "dynamodb:PutItem(patients)": "its patient is registered",
        "dynamodb:Query(catalogue)": "the clock of its location",
        "dynamodb:UpdateItem(hospital)": "a part of a table is done",
        "ssm:GetParameter": "the key under which a patient is filed",
    },
    "followup/listener": {
        "dynamodb:Query(catalogue)": "the clock of a location, where the container has not read it within a minute",
    },
    "followup/machine": {
        "dynamodb:GetItem(access)": "who is told that a task is late still works here",
        "dynamodb:GetItem(messaging)": "whether a call was on when the time of a task ran out",
        "dynamodb:UpdateItem(messaging)": "leads are told once",
        "states:SendTaskSuccess": "a wait that began after its task moved wakes itself",
    },
    "followup/moves": {
        "dynamodb:GetItem(requests)": "what a patient wrote of the house",
        "dynamodb:GetItem(access)": "who raised an action that waits for them",
        "dynamodb:Query(access)": "who leads the department that must act",
        "dynamodb:PutItem(messaging)": "they are told",
        "dynamodb:PutItem(responses)": "their answers count in surveys that are not anonymous",
        "dynamodb:Query(catalogue)": "the clock of the location",
    },
    "followup/reconcile": {
        "states:SendTaskSuccess": "one that sleeps is woken",
        "dynamodb:BatchGetItem(patients)": "where a patient is reached whose machine slept",
        "dynamodb:GetItem(access)": "who is told that a task is late, and still works here",
        "dynamodb:PutItem(messaging)": "they are told, and the patient is sent a form",
        "dynamodb:Query(access)": "who leads the department",
    },
    "followup/night": {
        "dynamodb:Query(surveys)": "the newest revision of what a step asks, when the night makes it a task",
        "dynamodb:BatchGetItem(patients)": "whose birthday it is, of those who agreed to be greeted",
        "dynamodb:BatchGetItem(reminders)": "pushes that stand still, by their keys in the index",
        "dynamodb:GetItem(reminders)": "a push that stands still, and its people",
        "dynamodb:PutItem(messaging)": "a greeting goes into the outbox",
        "dynamodb:PutItem(reminders)": "and who is greeted is kept",
        "dynamodb:Query(messaging)": "by what a clinic's messages go",
        "dynamodb:Query(patients)": "who agreed to be greeted",
        "ssm:GetParameter": "what stands for a contact point, where it is asked whether messages are wanted there",
    },
    "followup/push": {
        "dynamodb:BatchGetItem(patients)": "whom a message goes to, whether they agreed, and want messages there",
        "dynamodb:GetItem(reminders)": "a push, its people, and who is on a package already",
        "dynamodb:PutItem(messaging)": "a message goes into the outbox",
        "dynamodb:PutItem(reminders)": "who is on a package, and how far a push is",
        "dynamodb:Query(catalogue)": "the clock of the location",
        "dynamodb:Query(hospital)": "the lists of a push's days, and whether a patient has come back, or died",
        "dynamodb:Query(messaging)": "by what a clinic's messages go",
        "dynamodb:Query(patients)": "who is behind the contact that an answer came from",
        "ssm:GetParameter": "what stands for a contact point",
    },
    "messaging/api": {
        "dynamodb:BatchGetItem(patients)": "what those are called who are behind a number that writes",
        "dynamodb:Query(patients)": "who is behind a number that writes",
        "dynamodb:UpdateItem(patients)": "STOP, START, and where messages came back from",
        "dynamodb:Query(catalogue)": "whether there is the clinic that somebody asks for",
        "dynamodb:UpdateItem(messaging)": "what became of it",
        "sns:ConfirmSubscription": "a topic of the clinic's is subscribed to",
        "ssm:GetParameter": "what the clinic's channel is trusted by",
    },
    "messaging/connect": {
        "dynamodb:GetItem(messaging)": "the call that a contact is",
        "dynamodb:PutItem(messaging)": "and what its event says",
        "ssm:GetParameter": "the clinic's own instance",
    },
    "messaging/deliver": {
        "connect:StartOutboundVoiceContact": "a clinic calls by voice_connect",
        "dynamodb:GetItem(messaging)": "a message that somebody else has claimed is told from none",
        "dynamodb:PutItem(messaging)": "a letter is listed",
        "ses:SendEmail": "a clinic writes by email_ses",
        "sms-voice:SendTextMessage": "a clinic writes by sms_aws",
        "sns:Publish": "a clinic writes by sms_sns, to telephones alone",
    },
    "messaging/receipts": {
        "dynamodb:UpdateItem(patients)": "where a message came back from is told nothing more",
        "ssm:GetParameter": "the key under which that is kept",
        "dynamodb:GetItem(messaging)": "the message that a receipt is of",
        "dynamodb:PutItem(messaging)": "a receipt that came before its message was known",
        "dynamodb:Query(messaging)": "which message the provider's id is of",
        "dynamodb:UpdateItem(messaging)": "what became of it",
    },
    "reminders/count": {
        "dynamodb:Query(catalogue)": "the zone of a location, where the container has not read it within a minute",
    },
    "reminders/drain": {
        "dynamodb:GetItem(followup)": "whether a form still waits for its patient, where a tick had help",
        "dynamodb:GetItem(hospital)": "the visit that an invitation to a survey is about",
        "dynamodb:GetItem(responses)": "and who was invited, where it is taken back",
        "dynamodb:GetItem(surveys)": "the survey, and whether it takes answers",
        "dynamodb:Query(hospital)": "whether who was invited, or is on a package, has died or come back",
        "dynamodb:UpdateItem(responses)": "an invitation that is not sent is not counted",
        "dynamodb:GetItem(reminders)": "whether somebody still is on the package that a message is of",
        "dynamodb:GetItem(access)": "a waiting message may be for staff",
        "dynamodb:GetItem(messaging)": "a message that somebody else has claimed is told from none",
        "dynamodb:Query(catalogue)": "the clinic's name, where the container has not read it within a minute",
        "ssm:GetParameter": "the keys of links, where the container has not read them",
    },
    "reminders/listener": {
        "dynamodb:Query(catalogue)": "the clock of a location, where the container has not read it within a minute",
    },
    "reminders/night": {
        "dynamodb:BatchGetItem(messaging)": "which reminders and confirmations there are",
        "dynamodb:BatchGetItem(patients)": "where those are reached who have appointments",
        "dynamodb:GetItem(booking)": "a change of which nobody was told is read again",
        "dynamodb:GetItem(reminders)": "the plans of a clinic",
        "dynamodb:PutItem(messaging)": "what nobody was told is told",
        "dynamodb:Query(booking)": "all that is booked",
        "dynamodb:Query(catalogue)": "every clinic and its locations",
        "dynamodb:UpdateItem(messaging)": "a missing reminder is made",
        "ssm:GetParameter": "what stands for a contact point is made with the clinic's keys",
    },
    "reminders/recalls": {
        "dynamodb:GetItem(patients)": "whether who is in a table is on record",
        "dynamodb:PutItem(reminders)": "a line of a table is a recall",
        "dynamodb:PutItem(patients)": "who is in a table that comes in is registered",
        "dynamodb:Query(catalogue)": "the zone of a location, where the container has not read it within a minute",
        "dynamodb:UpdateItem(reminders)": "a part of a table is done",
        "ssm:GetParameter": "the key under which somebody in a table is filed",
    },
    "reminders/replies": {
        "dynamodb:BatchGetItem(messaging)": "the reminders that were sent there",
        "dynamodb:BatchGetItem(patients)": "what they are called: a family answers for each",
        "dynamodb:GetItem(booking)": "the appointments of the reminder that somebody answers",
        "dynamodb:GetItem(messaging)": "the reply",
        "dynamodb:GetItem(patients)": "where who replies is reached else",
        "dynamodb:PutItem(booking)": "one of them cancelled",
        "dynamodb:PutItem(messaging)": "its answer",
        "dynamodb:PutItem(requests)": "a task for staff",
        "dynamodb:Query(catalogue)": "the telephone and the desk of a location",
        "dynamodb:Query(messaging)": "by the list of the contact",
        "dynamodb:Query(patients)": "who is behind the contact",
        "dynamodb:UpdateItem(booking)": "and its cells given back",
        "dynamodb:UpdateItem(messaging)": "what it was taken to mean, and that nobody has to read it",
        "ssm:GetParameter": "the key under which a contact and a link are made",
    },
    "reminders/tick": {
        "dynamodb:PutItem(messaging)": "a recall that is due is told",
        "dynamodb:Query(booking)": "unless the patient has booked meanwhile",
        "dynamodb:GetItem(hospital)": "the visit that an invitation to a survey is about",
        "dynamodb:GetItem(responses)": "and who was invited, where it is taken back",
        "dynamodb:GetItem(surveys)": "the survey, and whether it takes answers",
        "dynamodb:Query(hospital)": "whether who was invited, or is on a package, has died or come back",
        "dynamodb:UpdateItem(responses)": "an invitation that is not sent is not counted",
        "dynamodb:UpdateItem(patients)": "STOP, START, and where messages came back from",
        "connect:StartOutboundVoiceContact": "a clinic calls by voice_connect",
        "dynamodb:DeleteItem(messaging)": "an early receipt found its message",
        "dynamodb:GetItem(access)": "a waiting message may be for staff",
        "dynamodb:GetItem(messaging)": "a message that somebody else has claimed is told from none",
        "dynamodb:Query(patients)": "whether a patient is new, where new ones are told more",
        "dynamodb:UpdateItem(reminders)": "one that a fault stops is put off",
        "ses:SendEmail": "a clinic writes by email_ses",
        "sms-voice:SendTextMessage": "a clinic writes by sms_aws",
        "sns:Publish": "a clinic writes by sms_sns, to telephones alone",
    },
    "requests/listener": {
        "dynamodb:PutItem(requests)": "a lost execution is revived as its next attempt",
    },
    "requests/machine": {
        "dynamodb:GetItem(messaging)": "the conversation in which a message is answered",
        "dynamodb:Query(catalogue)": "deadlines and channels, where the container has not read them within a minute",
        "dynamodb:UpdateItem(messaging)": "it waits no more then",
        "states:SendTaskSuccess": "a wait that began after the decision wakes itself",
    },
    "requests/reconcile": {
        "dynamodb:GetItem(requests)": "a forgotten request is read",
        "dynamodb:PutItem(requests)": "and its next attempt written",
        "states:DescribeExecution": "whether it is forgotten at all",
        "states:SendTaskSuccess": "one that sleeps through a decision is woken",
        "states:StartExecution": "and its next execution begun",
    },
    "surveys/api": {
        "dynamodb:GetItem(responses)": "whether a form was sent before, where an hour is full",
        "dynamodb:UpdateItem(responses)": "how many answered in an hour where anybody may",
        "dynamodb:PutItem(responses)": "a response, and the mark that its code was used",
    },
    "surveys/count": {
        "dynamodb:DeleteItem(responses)": "one that was counted waits no more",
        "dynamodb:GetItem(surveys)": "the questions, to count by",
        "dynamodb:PutItem(responses)": "counted ones, and the tally they are part of",
        "dynamodb:Query(catalogue)": "every clinic",
        "dynamodb:Query(responses)": "what waits, and the tally as it is",
        "dynamodb:Query(surveys)": "what each clinic has given out",
    },
    "surveys/listener": {
        "dynamodb:BatchGetItem(patients)": "what is wanted where somebody is reached",
        "dynamodb:GetItem(hospital)": "the visit that was settled or has ended",
        "dynamodb:GetItem(messaging)": "whether the message waits already",
        "dynamodb:GetItem(patients)": "where they are reached, and their language",
        "dynamodb:GetItem(responses)": "after which visit they were invited before",
        "dynamodb:PutItem(responses)": "that they are invited now",
        "dynamodb:Query(catalogue)": "the clock of a location, where the container has not read it within a minute",
        "dynamodb:Query(hospital)": "whether they have died",
        "dynamodb:Query(messaging)": "in which order the clinic tries kinds of contact",
        "dynamodb:UpdateItem(messaging)": "the message that waits for its hour",
        "dynamodb:UpdateItem(responses)": "and how many were invited",
        "ssm:GetParameter": "the key under which a contact point is found",
    },
    "surveys/night": {
        "ssm:DeleteParameter": "the key of a survey that was closed, where whoever closed it died before",
        "dynamodb:DeleteItem(responses)": "one that was counted waits no more",
        "dynamodb:GetItem(surveys)": "the questions, to count by",
        "dynamodb:PutItem(responses)": "counted ones, their tallies, and results of months that are over",
        "dynamodb:Query(catalogue)": "every clinic",
        "dynamodb:Query(responses)": "tallies of months that are over",
        "dynamodb:Query(surveys)": "what each clinic has given out",
    },
    "window/api": {
        "dynamodb:GetItem(surveys)": "the survey that a conversation leads to",
        "dynamodb:GetItem(requests)": "a form sent again is answered with what is there",
    },
    "window/listener": {
        "dynamodb:Query(catalogue)": "the clock of a location, where the container has not read it within a minute",
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
