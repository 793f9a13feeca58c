"""What lies on a receptionist's desk."""

from collections.abc import Collection

from frontdesk.kernel.ids import DepartmentId, OrganisationId
from frontdesk.requests.model import InboxPage, View
from frontdesk.requests.ports import RequestsPorts


def list_inbox(
    *,
    organisation_id: OrganisationId,
    departments: Collection[DepartmentId],
    view: View,
    after: str | None,
    ports: RequestsPorts,
) -> InboxPage:
    """One page of a pile over the departments, most urgent first; the closed pile latest first.

    A page ends where the first of the departments' pages ends, so that following `after` shows each row once.
    """
    pages = [ports.requests.inbox(organisation_id, it, view, after=after) for it in sorted(departments)]
    latest_first = view is View.CLOSED
    ends = [page.after for page in pages if page.after is not None]
    end = (max(ends) if latest_first else min(ends)) if ends else None
    rows = sorted((it for page in pages for it in page.placed), key=lambda it: it[0], reverse=latest_first)
    if end is not None:
        rows = [it for it in rows if (it[0] >= end if latest_first else it[0] <= end)]
    return InboxPage(placed=tuple(rows), after=end)
