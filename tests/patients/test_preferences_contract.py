"""What is wanted at a contact point: kept for it and nobody else, whoever keeps it; and what people do about it."""

from datetime import timedelta

import pytest

from frontdesk.patients.model import Preferences, Suppression
from frontdesk.patients.storage import DynamoPreferences
from frontdesk.patients.usecases.preferences_of import preferences_of
from frontdesk.patients.usecases.set_preference import set_preference
from frontdesk.patients.usecases.suppress_contact import suppress_contact

from .builders import EMAIL, KEY, NOON, NORTH, PHONE, SOUTH, House
from .fakes import FakePreferences

NEXT_KEY = b"n" * 32
RECALLS = {"sms.recall"}


@pytest.fixture(params=[FakePreferences, DynamoPreferences])
def house(request):
    if request.param is DynamoPreferences:
        request.getfixturevalue("cloud")
    return House(preferences=request.param())


def of(house, contact=PHONE, organisation_id=NORTH):
    return preferences_of(organisation_id=organisation_id, contact=contact, ports=house.ports)


def says(house, *, wanted, what=()):
    set_preference(organisation_id=NORTH, contact=PHONE, wanted=wanted, of=what, ports=house.ports)


def suppressed(house, reason="bounced", until=None):
    suppress_contact(organisation_id=NORTH, contact=PHONE, reason=reason, until=until, ports=house.ports)


def test_who_said_nothing_wants_everything(house):
    assert of(house) == Preferences()


@pytest.mark.requirement("R5", "R9")
def test_what_is_not_wanted_at_a_number_is_wanted_everywhere_else(house):
    says(house, wanted=False, what=RECALLS)
    says(house, wanted=False, what=["sms.appointment"])
    assert of(house).unwanted == {"sms.recall", "sms.appointment"}
    assert (of(house, EMAIL), of(house, organisation_id=SOUTH)) == (Preferences(), Preferences())
    says(house, wanted=True, what=RECALLS)
    assert of(house).unwanted == {"sms.appointment"}


def test_start_takes_stop_back_and_not_what_was_chosen_before(house):
    says(house, wanted=False, what=RECALLS)
    says(house, wanted=False)
    assert of(house).is_stopped
    says(house, wanted=True)
    assert of(house) == Preferences(unwanted=frozenset(RECALLS))


def test_who_chooses_something_again_is_not_stopped_any_more(house):
    says(house, wanted=False)
    says(house, wanted=True, what=RECALLS)
    assert of(house) == Preferences()


def test_a_number_that_messages_come_back_from_is_so_until_it_writes(house):
    until = NOON + timedelta(days=180)
    suppressed(house, until=until)
    suppressed(house, until=until)
    assert of(house).suppressed == Suppression("bounced", until)
    suppressed(house, reason="complained")
    assert of(house).suppressed == Suppression("complained")
    says(house, wanted=True)
    assert of(house).suppressed is None


def test_what_was_said_under_the_old_key_holds_and_can_be_taken_back_under_the_new_one(house):
    says(house, wanted=False, what=RECALLS)
    says(house, wanted=False)
    house.ring = (KEY, NEXT_KEY)
    assert of(house) == Preferences(unwanted=frozenset(RECALLS), is_stopped=True)
    says(house, wanted=True, what=RECALLS)
    assert of(house) == Preferences()
