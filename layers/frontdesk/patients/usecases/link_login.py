"""Somebody who has logged in proves a contact point, too: what is theirs there opens with the log-in from now on."""

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.patients.model import LoggedIn
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.logins import is_same_person


def link_login(
    *, organisation_id: OrganisationId, contact_key: ContactKey, who: LoggedIn, ports: PatientsPorts
) -> int:
    """File under the log-in who is behind the contact and is the same person; how many. The contact was proved before.

    Neither is enough alone: a name and a birthday are no secret, and a telephone may be a family's.
    """
    filings = ports.contacts.filed(organisation_id, contact_key)
    found = ports.subjects.get_many(organisation_id, [it.subject_id for it in filings]) if filings else {}
    theirs = [it for it in filings if it.subject_id in found and is_same_person(found[it.subject_id], who)]
    return sum(ports.subjects.link(organisation_id, who.key, it) for it in theirs)
