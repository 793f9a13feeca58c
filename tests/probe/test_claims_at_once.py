"""People claim, leave, book and move at the same time: an invitation is used once, and a time has one owner."""

import pytest

from frontdesk.booking.errors import InvitationOver, InvitationUsed, NotOffered, Taken
from frontdesk.booking.storage import InvitationRecord
from tests.width import seeded, wide

from .booking_scene import faults, scene
from .claiming_scene import Waiting, invitation_faults
from .explorer import every_order, some_orders

LEFT = (InvitationOver, InvitationUsed)
NOT_EARLIER = (InvitationUsed, NotOffered)
"""Who read the invitation before it was used meets the appointment that it became: 8:45 is no earlier than that."""
PAIRS = [
    (("dora claims 9:45", "dora claims 10:15"), InvitationUsed),
    (("dora claims 9:45", "emil claims 9:45"), Taken),
    (("dora claims 9:45", "emil books 9:45"), Taken),
    (("dora claims 9:45", "dora clicks twice to claim 9:45"), None),
    (("dora claims 9:45", "dora leaves the list"), LEFT),
    (("anna claims 8:30", "anna moves to 9:45"), None),
    (("anna claims 8:30", "anna claims 8:45"), NOT_EARLIER),
    (("anna claims 8:30", "katrin moves anna to 10:00"), None),
    (("anna claims 8:30", "anna cancels"), None),
]
"""Who acts at once, and how the one who is second is refused; None where both may be heard."""
ORDERS = 4


@pytest.fixture(scope="module")
def waiting():
    with scene() as morning:
        yield Waiting(morning)


def orders(waiting, names):
    """Every order where all is proved, else some of the dice."""
    actors = lambda: waiting.actors(names)  # noqa: E731
    if wide(0, 1):
        return every_order(waiting.restore, actors)
    return some_orders(waiting.restore, actors, seeded(), ORDERS)


def wrong(told):
    return [f"{told.order}: {it}" for it in (*faults(told), *invitation_faults(told))]


@pytest.mark.requirement("C12")
@pytest.mark.parametrize(("names", "loses"), PAIRS, ids=[" and ".join(names) for names, _ in PAIRS])
def test_an_invitation_is_used_once_whoever_is_heard_first(waiting, names, loses):
    for told in orders(waiting, names):
        assert wrong(told) == []
        refused = [it for it in told.answers.values() if isinstance(it, Exception)]
        if loses:
            [no] = refused
            assert isinstance(no, loses), told.order


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("dora claims 9:45", "dora leaves the list"), "left the list and has a time"),
        (("anna claims 8:30", "anna claims 8:45"), "more than one time with one invitation"),
    ],
)
def test_an_invitation_that_is_used_whatever_has_become_of_it_is_found(waiting, monkeypatch, names, found):
    """The planted fault: it is written whatever version is there, by who claims and who withdraws."""
    numbered = InvitationRecord._handle_version_attribute

    def careless(self, **where):
        numbered(self, **where)

    monkeypatch.setattr(InvitationRecord, "_handle_version_attribute", careless)
    tried = every_order(waiting.restore, lambda: waiting.actors(names))
    assert any(found in it for told in tried for it in wrong(told))
