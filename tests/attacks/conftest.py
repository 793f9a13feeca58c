"""The doors that are attacked, each with a clinic behind it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import seal, ticket
from tests.clinic import LINDENHOF, lindenhof, move_in, move_in_xinglin
from tests.clouds import step
from tests.conftest import client, tables
from tests.frontdesk_web.console_desk import PASSWORD, REQUEST, catalogue
from tests.functions.conftest import console, console_app, enrol
from tests.functions.loading import load, load_module

from .doors import Door

__all__ = ["console", "console_app", "enrol"]


@dataclass(frozen=True)
class Street:
    """The four doors of two clinics, and what people carry who may come in."""

    window: Door
    requests: Door
    console: Door
    booking: Door
    ports: Any

    def proof(self, until=timedelta(hours=1), organisation=LINDENHOF, request=REQUEST, purpose="request"):
        """What a browser carries after the second proof."""
        whose = {"organisation": organisation, "request": request}
        return seal(whose, purpose=purpose, until=datetime.now(UTC) + until, keyring=keyring())

    def page_of_the_request(self, rest="", organisation=LINDENHOF, request=REQUEST):
        return f"/requests/{organisation}/{self.ticket(organisation, request)}{rest}"

    def ticket(self, organisation=LINDENHOF, request=REQUEST):
        return ticket(OrganisationId(organisation), RequestId(request), keyring=keyring())

    def signs_in(self, number="1001"):
        """The cookie of somebody who has just signed in."""
        typed = {"clinic": LINDENHOF, "number": number, "password": PASSWORD}
        return self.console.posts("/console/login", typed).header("set-cookie").partition(";")[0]


@pytest.fixture
def street(console, console_app):
    """Both demo clinics have moved in, and Erik's request is on the desk of the first."""
    move_in()
    move_in_xinglin()
    step("both catalogues", _both_catalogues)
    catalogue_ports().shelf.memory.clear()  # the doors have not seen it yet
    requests = load_module("requests")
    return Street(
        Door(load("window")), Door(requests.app), Door(console_app), Door(load("booking")), requests.ports
    )


def _both_catalogues():
    demo = lindenhof()
    both = {it.id: it for it in (*demo.departments, *catalogue().departments)}
    store_catalogue(replace(demo, departments=tuple(both.values())), ports=catalogue_ports())


def everything_stored():
    """All that is in the tables and buckets, to be compared with what is there later."""
    rows = {
        it.Meta.table_name: client("dynamodb").scan(TableName=it.Meta.table_name)["Items"] for it in tables()
    }
    buckets = [it["Name"] for it in client("s3").list_buckets()["Buckets"]]
    files = {
        it: [kept["Key"] for kept in client("s3").list_objects_v2(Bucket=it).get("Contents", [])]
        for it in buckets
    }
    return rows, files
