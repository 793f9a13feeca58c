"""Ready-made invitations. Override only what the test is about."""

from datetime import date

from frontdesk.booking.model.invitations import Invitation, Want
from frontdesk.booking.usecases.claim_time import claim_time
from frontdesk.booking.usecases.wait_for_time import Wait
from frontdesk.kernel.ids import InvitationId
from frontdesk.kernel.language import Language

from .builders import (
    ANNA,
    BY_ANNA,
    CENTRE,
    CONSULTATION,
    MONDAY_NINE,
    NORTH,
    WEDNESDAY,
    a_booking,
    a_wish,
)

FRIDAY = date(2026, 11, 27)


def invitation_id(number=1):
    return InvitationId(f"{number:06x}" + "1" * 26)


def a_want(**changes):
    """A consultation of anybody's at the centre, until Friday of this week."""
    return Want(
        **{
            "location_id": CENTRE,
            "time_type_id": CONSULTATION,
            "first_day": MONDAY_NINE.date(),
            "last_day": FRIDAY,
            **changes,
        }
    )


def a_wait(want=None, **changes):
    return Wait(want=want or a_want(), booking=a_booking(**changes))


def an_invitation(**changes):
    """Anna waits. `want` may be some changes only."""
    want = changes.pop("want", {})
    return Invitation(
        **{
            "id": invitation_id(),
            "organisation_id": NORTH,
            "subject_id": ANNA,
            "want": want if isinstance(want, Want) else a_want(**want),
            "by": BY_ANNA,
            "made_at": MONDAY_NINE,
            "language": Language.SWEDISH,
            **changes,
        }
    )


def stored(diary, **changes):
    return diary.invitations.write(None, an_invitation(**changes))


def claims(diary, invitation, clock="10:00", day=WEDNESDAY, **wish):
    """Whose it is takes Wednesday at ten."""
    return claim_time(
        organisation_id=NORTH,
        invitation_id=invitation.id,
        wish=a_wish(clock, day, **wish),
        ports=diary.ports,
    )
