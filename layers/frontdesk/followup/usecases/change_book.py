"""An administrator lays down the policy and the schemes of follow-up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from frontdesk.followup.model.book_written import read_book as read_written
from frontdesk.followup.model.plans import Book
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.laid_down import book_or_usual, faults_of
from frontdesk.kernel.errors import BadInput, Conflict
from frontdesk.kernel.ids import OrganisationId


def read_book(*, organisation_id: OrganisationId, ports: PlanningPorts) -> Book:
    """The book as it is now; the usual policy without a scheme, of version 0, where nothing was laid down."""
    return book_or_usual(organisation_id, ports.books.get(organisation_id))


def change_book(
    *, organisation_id: OrganisationId, said: Mapping[str, Any], version: int, ports: PlanningPorts
) -> Book:
    """The book as stored, in place of that version; 0 for the first one. Plans that are made stay as they are.

    Said again, because an answer was lost, it is as it was stored the first time. BadInput with every fault at its
    path, Conflict when somebody else changed it since.
    """
    there = ports.books.get(organisation_id)
    known = set(ports.departments(organisation_id))
    if there:  # what the clinic has given up since it was laid down stands in nobody's way
        known |= {*there.policy.modes, *(it for one in there.schemes for it in one.departments)}
    if faults := faults_of(said, departments=known):
        raise BadInput(faults)
    wanted = read_written(organisation_id, said, version=version)
    try:
        return ports.books.put(wanted, at=ports.clock())
    except Conflict:
        now = ports.books.get(organisation_id)
        if now is None or replace(now, version=version) != wanted:
            raise
        return now
