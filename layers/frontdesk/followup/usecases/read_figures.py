"""What a month of follow-up came to."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from frontdesk.followup.model.figures import ALL, Content, Counts, Month, Tally
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.figures import FigurePorts
from frontdesk.followup.rules.content import content, is_over
from frontdesk.followup.rules.counting import summed
from frontdesk.followup.rules.rights import why_not_see_persons
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId

MONTHS = 12


def read_figures(
    *,
    organisation_id: OrganisationId,
    month: date,
    department_id: DepartmentId = ALL,
    member: Member,
    ports: FigurePorts,
) -> Month:
    """The month of a department, or of all; of a department with its persons, for the centre and for leaders alone."""
    first, today = month.replace(day=1), local_day(organisation_id, ports)
    tallies = ports.figures.of_month(organisation_id, first)
    departments = {it.department_id: whole(it) for it in tallies if it.department_id != ALL}
    own = [it for it in tallies if it.department_id == department_id]
    is_all = department_id == ALL
    persons: Sequence[Tally] = ()
    if not is_all and why_not_see_persons(member) is None:
        persons = ports.figures.of_persons(organisation_id, first, department_id)
    return Month(
        month=first,
        department_id=department_id,
        today=today,
        all=summed(whole(it) for it in own),
        populations={name: it for one in own for name, it in one.counts.items() if name},
        departments=departments if is_all else {},
        persons={StaffId(it.person): whole(it) for it in persons},
        content=_content(departments, department_id) if is_over(first, today) else None,
    )


def read_months(
    *, organisation_id: OrganisationId, month: date, department_id: DepartmentId = ALL, ports: FigurePorts
) -> dict[date, Counts]:
    """The twelve months up to that one, as far as there are any."""
    months = [month.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    found = ports.figures.of_months(organisation_id, months, department_id)
    return {it.month: whole(it) for it in found}


def local_day(organisation_id: OrganisationId, ports: FigurePorts) -> date:
    """Which day it is at the clinic."""
    return ports.clock().astimezone(ports.zone(organisation_id, None)).date()


def whole(tally: Tally) -> Counts:
    """All populations together."""
    return summed(tally.counts.values())


def _content(
    departments: Mapping[DepartmentId, Counts], department_id: DepartmentId
) -> Mapping[DepartmentId, Content]:
    """Reckoned of all, whatever of it is asked for: what is hidden of one hangs on the others."""
    found = content(departments)
    if department_id == ALL:
        return found
    return {it: one for it, one in found.items() if it == department_id}
