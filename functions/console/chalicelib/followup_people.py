"""Who staff are in follow-up, and to whom calls can be given."""

from collections.abc import Collection

from chalicelib.reach import catalogue_of
from frontdesk.access.model import Permission, SignedIn, Staff
from frontdesk.access.rules import why_not
from frontdesk.access.wiring import access_ports
from frontdesk.followup.model import Task
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Role
from frontdesk.followup.rules.rights import why_not_give
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import StaffId
from frontdesk_web.presenters.console import in_full

RIGHTS = (
    (Permission.FOLLOWUP_VERIFY, Right.VERIFY),
    (Permission.FOLLOWUP_LEAD, Right.LEAD),
    (Permission.FOLLOWUP_CALL, Right.CALL),
    (Permission.FOLLOWUP_EDIT, Right.EDIT),
)
DEPARTMENT, CENTRE = "department", "centre"

people = access_ports()


def member_as(staff: Staff) -> Member:
    """Somebody's rights in follow-up: who looks again does not do level 1 of the departments."""
    right = next((right for it, right in RIGHTS if why_not(staff, it) is None), None)
    return Member(
        id=staff.id,
        departments=staff.departments,
        rights=frozenset() if right is None else frozenset({right}),
    )


def whom_to_give(who: SignedIn, tasks: Collection[Task]) -> list[tuple[str, str]]:
    """Who may make one of the calls, as values and names: people by name, with what they are here and their number."""
    catalogue = catalogue_of(who)
    persons = [
        (it.id, in_full(it, catalogue, who.session.language))
        for it in people.staff.everybody(who.organisation_id)
        if it.active and any(why_not_give(task, role_of(it), member_as(it)) is None for task in tasks)
    ]
    return sorted(persons, key=lambda it: it[1])


def role_of(staff: Staff) -> Role:
    """In which hand a call is that is somebody's."""
    return Role.CENTRE if Right.VERIFY in member_as(staff).rights else Role.DEPARTMENT


def asked_to(who: SignedIn, said: str) -> tuple[Role, Member | None]:
    """To whom a form gives; BadInput at `to` where it says nobody who works here."""
    if said in {DEPARTMENT, CENTRE}:
        return Role(said), None
    found = people.staff.get_many(who.organisation_id, {StaffId(said)}).get(StaffId(said)) if said else None
    if found is None or not found.active:
        raise BadInput([FieldError("to", "choose_one")])
    return role_of(found), member_as(found)
