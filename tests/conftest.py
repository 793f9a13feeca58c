"""AWS, held in memory by moto. The environment comes first: tables read their names when they are imported."""

import json
import os
from base64 import b64encode
from functools import cache
from importlib import import_module

import boto3
import pytest
from botocore import loaders, session
from hypothesis import settings
from moto import mock_aws

from tests import clouds
from tests.workers import pytest_xdist_make_scheduler

__all__ = ["pytest_xdist_make_scheduler"]

settings.load_profile("ci")  # the same examples in every run, however busy the machine is

AREAS = (
    "access",
    "audit",
    "booking",
    "catalogue",
    "followup",
    "hospital",
    "messaging",
    "patients",
    "reminders",
    "requests",
    "surveys",
    "window",
)
REGION = "eu-central-1"
MACHINE = f"arn:aws:states:{REGION}:123456789012:stateMachine:frontdesk-service-request"

os.environ.update(
    {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "POWERTOOLS_SERVICE_NAME": "frontdesk-tests",
        "RELEASES_BUCKET": "frontdesk-releases",
        "DOCUMENTS_BUCKET": "frontdesk-documents",
        "KEYRING_PARAMETER": "/frontdesk/keyring",
        "CHANNEL_SECRETS": "/frontdesk/channels",
        "EVENT_BUS": "frontdesk",
        "PUBLIC_URL": "https://clinic.example",
        "SERVICE_REQUEST_MACHINE": MACHINE,
        "FOLLOWUP_TASK_MACHINE": MACHINE.replace("service-request", "followup-task"),
        "CORRECTIVE_ACTION_MACHINE": MACHINE.replace("service-request", "corrective-action"),
    }
)
for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "SIMULATOR_URL", "STAND_IN_URL"):
    os.environ.pop(name, None)

# botocore reads its descriptions of AWS anew for every session, a third of a second each. They never change, so that
# all sessions of a test run may read the same ones: what a test sees is the same, and it is there at once.
session.create_loader = cache(loaders.create_loader)


@pytest.fixture(scope="session", autouse=True)
def compiled_words():
    """The catalogues of words are compiled once, as packaging does it."""
    from infra.locales import compile_locales

    compile_locales()


@pytest.fixture(scope="session")
def browser():
    """The one browser of a run: Playwright has a single loop in a process, so nobody else may start it."""
    from playwright.sync_api import expect, sync_playwright

    from local.browser import browser_path, launch_arguments
    from tests.journeys.people import WITHIN_S

    expect.set_options(timeout=WITHIN_S * 1000)
    with sync_playwright() as playwright:
        it = playwright.chromium.launch(executable_path=browser_path(), args=launch_arguments())
        yield it
        it.close()


@pytest.fixture(scope="session", autouse=True)
def guards():
    """Isolation and canaries, looked after in every test of the run."""
    from tests.guards.canaries import Canaries
    from tests.guards.scope import watched
    from tests.guards.tenants import Tenants

    both = Tenants(), Canaries()
    with watched(*both):
        yield both


@pytest.fixture(autouse=True)
def guarded(guards):
    """No function touched another organisation's things, and nothing that was typed was met where it must not be."""
    yield
    tenants, canaries = guards
    faults = [*tenants.faults, *canaries.faults]
    tenants.faults.clear()
    canaries.faults.clear()
    canaries.known.clear()
    assert faults == []


@pytest.fixture
def cloud():
    """An empty cloud with the product's tables, bucket, keys and bus in it."""
    with mock_aws():
        furnish()
        yield


def furnish():
    """Put into an empty cloud what the template would; forget what containers remember of another one."""
    from frontdesk.booking.wiring import booking_ports
    from frontdesk.catalogue import wiring
    from frontdesk.messaging.gateways.bridge_secret import telephony
    from frontdesk.messaging.wiring.settings import laid_down
    from frontdesk.patients.gateways import keyring as of_patients
    from frontdesk.reminders.wiring import remembered_plans
    from frontdesk.surveys.wiring import giving, inviting
    from frontdesk_web.keyring import keyring

    clouds.begin()
    clouds.step("furnished", _as_the_template_says)
    keyring.cache_clear()
    of_patients.keys.cache_clear()
    wiring.catalogue_ports().shelf.memory.clear()  # a new container remembers nothing
    booking_ports().timetables.memory.clear()
    telephony.clear()
    laid_down.clear()
    remembered_plans.memory.clear()
    giving.keys.memory.clear()
    giving.remembered_surveys.memory.clear()
    inviting.remembered.clear()


def _as_the_template_says():
    for table in tables():
        table.create_table(wait=False)
    place = {"LocationConstraint": REGION}
    for bucket in ("RELEASES_BUCKET", "DOCUMENTS_BUCKET"):
        client("s3").create_bucket(Bucket=os.environ[bucket], CreateBucketConfiguration=place)
    keys = json.dumps({"2026-11": b64encode(b"k" * 32).decode()})
    client("ssm").put_parameter(
        Name=os.environ["KEYRING_PARAMETER"], Value=keys, Type="SecureString", Overwrite=True
    )
    client("events").create_event_bus(Name=os.environ["EVENT_BUS"])


def staff_pool():
    """A user pool for staff: its id, and that of the client by which the console checks passwords."""
    cognito = client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="staff")["UserPool"]["Id"]
    made = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="console", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )
    return pool, made["UserPoolClient"]["ClientId"]


@cache
def client(service):
    """A client for the tests' own use; moto answers it in whichever cloud is up."""
    return boto3.client(service)


@cache
def tables():
    """Of each table of the product the model that knows most of its indexes."""
    from pynamodb.models import Model

    found = {}
    for area in AREAS:
        for it in vars(import_module(f"frontdesk.{area}.storage")).values():
            if isinstance(it, type) and issubclass(it, Model) and it is not Model:
                name = it.Meta.table_name
                found[name] = max(found.get(name, it), it, key=lambda model: len(model._indexes))
    return list(found.values())


def pytest_terminal_summary(terminalreporter):
    """What the matrices covered, whoever of the workers ran them."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "covered":
                terminalreporter.write_line(f"covered, {value}")
