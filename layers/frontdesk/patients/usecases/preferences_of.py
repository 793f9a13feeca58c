"""What is wanted at a contact point: asked before anything is sent there, and shown on the page where it is changed."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.patients.model import ContactPoint, Preferences
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_keys


def preferences_of(
    *, organisation_id: OrganisationId, contact: ContactPoint, ports: PatientsPorts
) -> Preferences:
    """Everything, where nobody said otherwise."""
    return ports.preferences.of(organisation_id, contact_keys(organisation_id, contact, ports.keys()))
