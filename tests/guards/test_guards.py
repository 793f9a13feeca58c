"""The guards of the whole run see what they are there for: planted faults, each of them found."""

import base64
import hashlib
import json
import logging
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from frontdesk.catalogue.storage import CatalogueRecord
from frontdesk_web.http import App
from frontdesk_web.render import SeeOther
from frontdesk_web.tasks import Tasks
from tests.conftest import MACHINE, client
from tests.functions.patient import post

NAME, NUMBER = "Änne Canary-17", "06221 555 0171"


@pytest.fixture
def tenants(guards):
    return guards[0]


@pytest.fixture
def canaries(guards):
    return guards[1]


def door(does):
    """A door of a clinic that does this with what was typed."""
    app = App("frontdesk-planted")

    @app.route("/window/{organisation_id}", methods=["POST"])
    def send(organisation_id):
        return does(app.form()) or {}

    return app


def asked(does, **typed):
    with Client(door(does)) as browser:
        post(browser.http, "/window/lindenhof", typed)


def taken(faults):
    """What was found; nothing of it is left for the end of the test."""
    found = list(faults)
    faults.clear()
    return found


# isolation


def reads(key):
    return lambda _typed: client("dynamodb").get_item(
        TableName=CatalogueRecord.Meta.table_name, Key={"pk": {"S": key}, "sk": {"S": "organisation"}}
    )


@pytest.mark.parametrize(
    "key",
    ["xinglin", "xinglin#REQUEST#1", "", "#1", "REQUEST#1"],
    ids=["other", "others", "none", "no one", "bare"],
)
def test_a_key_of_another_organisation_or_of_none_is_found(cloud, tenants, key):
    asked(reads(key or "#"))
    assert taken(tenants.faults)


def test_a_key_of_the_caller_is_no_fault(cloud, tenants):
    asked(reads("lindenhof#REQUEST#1"))
    assert tenants.faults == []


OTHERS = {
    "a query": lambda _: client("dynamodb").query(
        TableName=CatalogueRecord.Meta.table_name,
        KeyConditionExpression="pk = :it",
        ExpressionAttributeValues={":it": {"S": "xinglin"}},
    ),
    "a scan": lambda _: client("dynamodb").scan(TableName=CatalogueRecord.Meta.table_name),
    "a transaction": lambda _: client("dynamodb").transact_write_items(
        TransactItems=[
            {
                "Put": {
                    "TableName": CatalogueRecord.Meta.table_name,
                    "Item": {"pk": {"S": it}, "sk": {"S": "-"}},
                }
            }
            for it in ("lindenhof", "xinglin")
        ]
    ),
    "an object": lambda _: client("s3").put_object(
        Bucket="frontdesk-documents", Key="clean/xinglin/1", Body=b""
    ),
    "an execution": lambda _: client("stepfunctions").start_execution(
        stateMachineArn=MACHINE,
        name="xinglin-" + "1" * 32 + "-1",
        input=json.dumps({"organisation_id": "lindenhof"}),
    ),
    "a fact": lambda _: client("events").put_events(
        Entries=[
            {
                "Source": "a",
                "DetailType": "b",
                "Detail": json.dumps({"metadata": {"organisation_id": "xinglin"}}),
            }
        ]
    ),
}


@pytest.mark.parametrize("what", OTHERS)
def test_whatever_belongs_to_another_organisation_is_found(cloud, tenants, what):
    asked(OTHERS[what])
    assert taken(tenants.faults)


def test_a_listener_keeps_to_the_organisation_of_its_fact(cloud, tenants):
    app = Tasks("frontdesk-planted")

    @app.lambda_function(name="listener")
    def listener(_event, _context):
        reads("xinglin")({})

    listener({"detail": {"metadata": {"organisation_id": "lindenhof"}}}, None)
    assert taken(tenants.faults)


# canaries


def logged(words):
    logging.getLogger("planted").warning("sent", extra={"by": words})


LEAKS = {
    "a log": lambda typed: logged(typed["name"]),
    "a message of a log": lambda typed: logging.getLogger("planted").warning("%s is here", typed["name"]),
    "digits in a log": lambda typed: logged("+49" + typed["phone"].replace(" ", "")[1:]),
    "an address": lambda typed: SeeOther(url="/received?" + urlencode({"name": typed["name"]})),
    "the name of an execution": lambda typed: client("stepfunctions").start_execution(
        stateMachineArn=MACHINE,
        name="lindenhof-" + "1" * 32 + "-1",
        input=json.dumps({"organisation_id": "lindenhof"} | typed),
    ),
    "a fact": lambda typed: client("events").put_events(
        Entries=[
            {
                "Source": "a",
                "DetailType": "b",
                "Detail": json.dumps({"metadata": {"organisation_id": "lindenhof"}} | typed),
            }
        ]
    ),
    "the name of a file": lambda typed: client("s3").put_object(
        Bucket="frontdesk-documents", Key=f"clean/lindenhof/{typed['name']}", Body=b""
    ),
}


@pytest.mark.parametrize("where", LEAKS)
def test_a_canary_is_found(cloud, canaries, where):
    asked(LEAKS[where], name=NAME, phone=NUMBER)
    found = taken(canaries.faults)
    assert found
    assert NAME not in str(found)


@pytest.mark.parametrize("encoding", ["hash", "base64", "escaped"])
def test_a_canary_in_other_clothes_is_found(cloud, canaries, encoding):
    clothes = {
        "hash": lambda it: hashlib.sha256(it.encode()).hexdigest(),
        "base64": lambda it: base64.urlsafe_b64encode(f'{{"name":"{it}"}}'.encode()).decode(),
        "escaped": json.dumps,
    }
    asked(lambda typed: logged(clothes[encoding](typed["name"])), name=NAME)
    assert taken(canaries.faults)


def test_what_was_typed_may_stand_on_the_persons_own_page(cloud, canaries):
    asked(lambda typed: {"name": typed["name"]}, name=NAME)
    assert canaries.faults == []


def test_what_a_function_answers_stands_in_the_history_of_an_execution(cloud, canaries):
    app = Tasks("frontdesk-planted")

    @app.lambda_function(name="machine")
    def machine(event, _context):
        return {"phase": event["text"]}

    asked(lambda _typed: None, name=NAME)
    machine({"organisation_id": "lindenhof", "text": NAME}, None)
    assert taken(canaries.faults)
