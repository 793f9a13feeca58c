"""The town that is disturbed: rehearsed once for all tests of a module."""

import pytest

from .booking_acts import BOOKINGS
from .followup_acts import FOLLOWUPS
from .form_acts import FORMS
from .matrix import Town
from .reminder_acts import REMINDERS
from .scripts import SCRIPTS
from .street import clinics


@pytest.fixture(scope="module")
def town():
    with pytest.MonkeyPatch.context() as patch, clinics(patch) as world:
        yield Town(world, SCRIPTS | BOOKINGS | REMINDERS | FOLLOWUPS | FORMS)


@pytest.fixture
def covered(record_property):
    """Says in the summary of the run how much of what there is was tried."""

    def say(what, chosen, every):
        record_property("covered", f"{what}: {len(chosen)} of {len(every)}")

    return say
