"""What a clinic lays down about its messages is kept whole, for it alone, and never overwritten unseen."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Purpose, Wording
from frontdesk.messaging.model.settings import Caps, Quiet, Settings, Template
from frontdesk.messaging.model.settings_written import write_settings
from frontdesk.messaging.storage import DynamoLaid
from frontdesk.messaging.usecases.change_settings import change_settings
from frontdesk.messaging.usecases.read_settings import read_settings
from frontdesk.messaging.usecases.set_up_channel import set_up_channel, show_channel

from .builders import NORTH, SOUTH
from .laid import FakeLaid, Office

EVERYTHING = Settings(
    channels={Kind.SMS: "simulator"},
    of_channels={"pigeon": {"sender": "Norra"}},
    order={Purpose.RECALL: (Kind.EMAIL, Kind.SMS)},
    quiet=Quiet(time(21), time(8), everywhere=True),
    caps=Caps(recipient=5, organisation=500, country=50),
    countries=frozenset({"DE", "SE"}),
    prices={"SE": Decimal("0.0450")},
    currency="SEK",
)
REMINDER = Template(
    name="appointment_reminder",
    language=Language.CHINESE,
    wordings={None: Wording("预约", "{clinic}: {times} {link}"), Kind.SMS: Wording("", "{link}")},
)
SAID = {name: it for name, it in write_settings(EVERYTHING).items() if name != "of_channels"}


@pytest.fixture(params=[FakeLaid, DynamoLaid])
def laid(request):
    if request.param is DynamoLaid:
        request.getfixturevalue("cloud")
    return request.param()


def test_it_is_kept_whole_and_for_one_clinic(laid):
    assert laid.get(NORTH).settings == Settings()
    laid.put_settings(NORTH, EVERYTHING)
    laid.put_template(NORTH, REMINDER)
    there = laid.get(NORTH)
    assert there.settings == replace(EVERYTHING, version=1)
    assert there.templates == {(REMINDER.name, Language.CHINESE): replace(REMINDER, version=1)}
    assert laid.get(SOUTH).templates == {}


def test_of_two_who_change_it_the_later_one_is_told_so(laid):
    seen = laid.put_settings(NORTH, EVERYTHING)
    laid.put_settings(NORTH, seen)
    written = laid.put_template(NORTH, REMINDER)
    laid.put_template(NORTH, written)
    for late in (
        lambda: laid.put_settings(NORTH, seen),
        lambda: laid.put_settings(NORTH, EVERYTHING),
        lambda: laid.put_template(NORTH, written),
        lambda: laid.put_template(NORTH, REMINDER),
        lambda: laid.drop_template(NORTH, written),
    ):
        with pytest.raises(Conflict):
            late()
    laid.drop_template(NORTH, replace(written, version=2))
    assert laid.get(NORTH).templates == {}


@pytest.mark.requirement("R8", "R9", "R5")
def test_an_administrator_lays_down_how_messages_are_sent():
    office = Office()
    change_settings(organisation_id=NORTH, said=SAID, version=0, ports=office.ports)
    found = read_settings(organisation_id=NORTH, ports=office.ports)
    assert found == replace(EVERYTHING, of_channels={}, version=1)
    with pytest.raises(Conflict):
        change_settings(organisation_id=NORTH, said={}, version=0, ports=office.ports)


@pytest.mark.parametrize(
    ("said", "at", "code"),
    [
        ({"quiet": {"begins": "8", "ends": "21:00"}}, "quiet.begins", "schema_pattern"),
        ({"quiet": {"begins": "08:00", "ends": "08:00"}}, "quiet.ends", "quiet_all_day"),
        ({"quiet": {"begins": "08:00"}}, "quiet.ends", "required"),
        ({"channels": {"sms": "gossip"}}, "channels.sms", "unknown_channel"),
        ({"order": {"recall": ["sms", "sms"]}}, "order.recall", "schema_uniqueItems"),
        ({"order": {"recall": []}}, "order.recall", "schema_minItems"),
        ({"order": {"staff": ["sms"]}}, "order", "schema_additionalProperties"),
        ({"caps": {"recipient": -1}}, "caps.recipient", "schema_minimum"),
        ({"countries": ["Sweden"]}, "countries.0", "schema_pattern"),
        ({"prices": {"SE": "cheap"}}, "prices.SE", "schema_pattern"),
        ({"of_channels": {"pigeon": {"token": "x"}}}, "", "schema_additionalProperties"),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_stored(said, at, code):
    office = Office()
    with pytest.raises(BadInput) as no:
        change_settings(organisation_id=NORTH, said=said, version=0, ports=office.ports)
    assert [(it.pointer, it.code) for it in no.value.errors] == [(at, code)]
    assert office.laid.stored == {}


def set_up(office, said, version=0, channel="pigeon"):
    return set_up_channel(
        organisation_id=NORTH, channel=channel, said=said, version=version, ports=office.ports
    )


def test_a_providers_secret_is_written_and_never_stored_or_shown_with_the_rest():
    office = Office()
    set_up(office, {"sender": "Norra", "token": "hush"})
    assert office.secrets.kept == {(NORTH, "pigeon"): {"token": "hush"}}
    assert "hush" not in str(office.laid.stored)
    shown = show_channel(organisation_id=NORTH, channel="pigeon", ports=office.ports)
    assert (shown.plain, shown.secrets, shown.version) == ({"sender": "Norra"}, {"token"}, 1)
    set_up(office, {"sender": "Norr"}, version=1)
    assert office.secrets.kept == {(NORTH, "pigeon"): {"token": "hush"}}
    change_settings(organisation_id=NORTH, said=SAID, version=2, ports=office.ports)
    assert office.laid.get(NORTH).settings.of_channels == {"pigeon": {"sender": "Norr"}}


def test_a_provider_that_lacks_something_is_not_set_up():
    office = Office()
    for said, at in (({"sender": "Norra"}, "token"), ({"token": "hush"}, "sender")):
        with pytest.raises(BadInput) as no:
            set_up(office, said)
        assert [(it.pointer, it.code) for it in no.value.errors] == [(at, "required")]
    with pytest.raises(NotFound):
        set_up(office, {}, channel="gossip")
    with pytest.raises(Conflict):
        set_up(office, {"sender": "Norra", "token": "hush"}, version=3)
    assert office.secrets.kept == {}
