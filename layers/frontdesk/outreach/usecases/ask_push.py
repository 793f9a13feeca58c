"""Somebody wants to send a message to a group of patients: the group is gathered before anything is sent."""

from datetime import date

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.usecases.extract_patients import DAYS_AT_MOST
from frontdesk.hospital.model import Population
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import OrganisationId
from frontdesk.outreach.events import PushAsked
from frontdesk.outreach.model import Content, PackageId, Picked, Push, PushState
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.texts import faults_of_push


def ask_push(  # noqa: PLR0913
    content: Content,
    picked: Picked,
    *,
    organisation_id: OrganisationId,
    push_id: PackageId,
    staff: StaffMember,
    ports: OutreachPorts,
) -> Push:
    """Store what is to be sent and to whom; nobody is told anything yet. The same form again is the same push.

    NotFound for a location out of reach; BadInput for more than 31 days, and with every fault of the texts.
    """
    staff.require_reach(picked.location_id)
    clinic = ports.catalogue(organisation_id).organisation
    faults = faults_of_push(content, languages=clinic.languages, clinic=clinic.name)
    if not is_of_days(picked.population, picked.first, picked.last):
        faults.append(FieldError("last", "not_between"))
    if faults:
        raise BadInput(faults)
    now = ports.clock()
    push = Push(
        id=push_id,
        organisation_id=organisation_id,
        content=content,
        picked=picked,
        state=PushState.GATHERING,
        asked_by=staff.id,
        asked_at=now,
    )
    fact = PushAsked(
        organisation_id=organisation_id,
        occurred_at=now,
        actor=Actor(ActorKind.STAFF, staff.id),
        push_id=push_id,
    )
    ports.pushes.add(push, fact)
    return ports.pushes.get(organisation_id, push_id)


def is_of_days(population: Population, first: date, last: date) -> bool:
    """Whether there are as many days as follow-up picks patients out of; who is in now is of no day."""
    return population is Population.INPATIENT or 1 <= (last - first).days + 1 <= DAYS_AT_MOST
