"""Staff look at the calls of the day."""

from datetime import datetime, timedelta

from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.messaging.model.calls import Call
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.calls import lapsed
from frontdesk.messaging.usecases._calls import record_look

AT_MOST = 100


def list_calls(
    *,
    organisation_id: OrganisationId,
    since: datetime,
    staff_id: StaffId,
    sees_all: bool,
    ports: CallsPorts,
) -> list[Call]:
    """Theirs, or everybody's, since an instant of today or yesterday, the newest first: a hundred at most."""
    record_look(organisation_id, "CallsListed", staff_id, ports=ports)
    now = ports.clock()
    days = [now.date(), (now - timedelta(days=1)).date()]
    found = [
        it
        for day in days
        if day >= since.date()
        for it in ports.calls.of_day(organisation_id, day, most=AT_MOST)
    ]
    theirs = [it for it in found if it.asked_at >= since and (sees_all or it.caller == staff_id)]
    return [lapsed(it, now) for it in theirs][:AT_MOST]
