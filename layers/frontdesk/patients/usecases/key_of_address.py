"""What stands for an address from which somebody wrote."""

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.patients.model import ContactKind, ContactPoint
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_key


def key_of_address(
    *, organisation_id: OrganisationId, kind: ContactKind, address: str, ports: PatientsPorts
) -> ContactKey:
    """`address` is E.164, or an e-mail address as it was written."""
    *_, newest = ports.keys()
    return contact_key(organisation_id, ContactPoint(kind, address.strip().lower()), newest)
