"""Who is behind a contact point that was proved: a patient, or a family."""

from collections.abc import Sequence

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.patients.model import Subject
from frontdesk.patients.ports import PatientsPorts


def people_at(
    *, organisation_id: OrganisationId, contact_key: ContactKey, ports: PatientsPorts
) -> Sequence[Subject]:
    """Those of this organisation who gave it, the newest first, at most 100; who was erased is left out."""
    ids = [it.subject_id for it in ports.contacts.filed(organisation_id, contact_key)]
    found = ports.subjects.get_many(organisation_id, ids) if ids else {}
    return [found[it] for it in ids if it in found]
