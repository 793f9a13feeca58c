"""The console with a practice behind it: people who can sign in, and a request on the desk."""

import os
from datetime import UTC, datetime

import boto3
import pytest
from chalice.test import Client

from frontdesk.access.usecases.enrol_staff import enrol_staff
from frontdesk.access.wiring import access_ports
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.ids import StaffId
from frontdesk.patients.storage import DynamoSubjects
from frontdesk.requests.storage import DynamoRequests
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

from .loading import FUNCTIONS, load


@pytest.fixture(scope="module")
def console_app():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FUNCTIONS / "console")  # in Lambda, chalicelib lies beside app.py
        return load("console")


@pytest.fixture
def console(console_app, cloud, monkeypatch):
    store_catalogue(catalogue(), ports=catalogue_ports())
    DynamoSubjects().add(subject())
    DynamoRequests().add(request(now=datetime.now(UTC), version=None))
    cognito = boto3.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="staff")["UserPool"]["Id"]
    made = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="console", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )
    monkeypatch.setenv("USER_POOL_CLIENT_ID", made["UserPoolClient"]["ClientId"])
    monkeypatch.setenv("USER_POOL_ID", pool)
    for person in (staff(), colleague(), lead()):
        _enrolled(person)
    with Client(console_app) as client:
        yield client.http


@pytest.fixture
def enrol(console):
    """Enrols somebody in a role, who can sign in with the usual password."""

    def enrolled(number, role):
        _enrolled(staff(id=StaffId(number), role=role))

    return enrolled


def _enrolled(person):
    cognito, pool, name = boto3.client("cognito-idp"), os.environ["USER_POOL_ID"], f"{LINDENHOF}.{person.id}"
    cognito.admin_create_user(UserPoolId=pool, Username=name)
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=PASSWORD, Permanent=True)
    enrol_staff(person, ports=access_ports())
