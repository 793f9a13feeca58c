"""The console with a practice behind it: people who can sign in, and a request on the desk."""

import os
from datetime import UTC, datetime

import pytest
from chalice.test import Client

from frontdesk.access.usecases.enrol_staff import enrol_staff
from frontdesk.access.wiring import access_ports
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.ids import StaffId
from frontdesk.patients.storage import DynamoSubjects
from frontdesk.requests.storage import DynamoRequests
from tests.clouds import step
from tests.conftest import client, staff_pool
from tests.frontdesk_web.console_desk import (
    LINDENHOF,
    PASSWORD,
    catalogue,
    colleague,
    lead,
    request,
    staff,
    subject,
)

from . import calendar_desk
from .loading import FUNCTIONS, load


@pytest.fixture(scope="module")
def console_app():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FUNCTIONS / "console")  # in Lambda, chalicelib lies beside app.py
        return load("console")


@pytest.fixture
def console(console_app, cloud, monkeypatch):
    pool, made = step("practice", _practice)
    catalogue_ports().shelf.memory.clear()
    monkeypatch.setenv("USER_POOL_CLIENT_ID", made)
    monkeypatch.setenv("USER_POOL_ID", pool)
    with Client(console_app) as caller:
        yield caller.http


def _practice():
    """Its departments, one request, and three people who can sign in; the pool's id and its client's."""
    store_catalogue(catalogue(), ports=catalogue_ports())
    DynamoSubjects().add(subject())
    DynamoRequests().add(request(now=datetime.now(UTC), version=None))
    pool, made = staff_pool()
    for person in (staff(), colleague(), lead()):
        _enrolled(person, pool)
    return pool, made


@pytest.fixture
def calendar(console):
    """The console with times, and Erik's appointment tomorrow at nine."""
    calendar_desk.furnish()
    return console


@pytest.fixture
def enrol(console):
    """Enrols somebody in a role, who can sign in with the usual password."""

    def enrolled(number, role, **changes):
        _enrolled(staff(id=StaffId(number), role=role, **changes), os.environ["USER_POOL_ID"])

    return enrolled


def _enrolled(person, pool):
    cognito, name = client("cognito-idp"), f"{LINDENHOF}.{person.id}"
    cognito.admin_create_user(UserPoolId=pool, Username=name)
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=PASSWORD, Permanent=True)
    enrol_staff(person, ports=access_ports())
