"""Somebody who has logged in proves a contact point, too: what is theirs there opens with the log-in from now on."""

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import new_event_id
from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.patients.model import LoggedIn
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.logins import is_same_person


def link_login(
    *, organisation_id: OrganisationId, contact_key: ContactKey, who: LoggedIn, ports: PatientsPorts
) -> int:
    """File under the log-in who is behind the contact and is the same person; how many. The contact was proved before.

    Neither is enough alone: a name and a birthday are no secret, and a telephone may be a family's. It is in the trail
    of each before it is done.
    """
    filings = ports.contacts.filed(organisation_id, contact_key)
    found = ports.subjects.get_many(organisation_id, [it.subject_id for it in filings]) if filings else {}
    theirs = [it for it in filings if it.subject_id in found and is_same_person(found[it.subject_id], who)]
    for it in theirs:
        ports.record(_entry(organisation_id, contact_key, it.subject_id, who, ports=ports))
    return sum(ports.subjects.link(organisation_id, who.key, it) for it in theirs)


def _entry(
    organisation_id: OrganisationId,
    contact_key: ContactKey,
    subject_id: SubjectId,
    who: LoggedIn,
    *,
    ports: PatientsPorts,
) -> AuditEntry:
    return AuditEntry(
        id=new_event_id(),
        organisation_id=organisation_id,
        at=ports.clock(),
        actor=Actor(ActorKind.PATIENT, contact_key),
        action="LoginLinked",
        subject_id=subject_id,
        department_id=None,
        about=who.key,
    )
