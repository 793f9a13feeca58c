"""Where a code goes: asked at the moment of sending."""

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.patients.model import ContactPoint
from frontdesk.patients.ports import PatientsPorts


def find_contact(
    *, organisation_id: OrganisationId, contact_key: ContactKey, ports: PatientsPorts
) -> ContactPoint:
    """The contact point of a code that was sent within the last day; else NotFound."""
    return ports.codes.contact(organisation_id, contact_key)
