"""A message came back, or somebody complained of it: nothing more goes to that contact point."""

from datetime import datetime

from frontdesk.kernel.ids import OrganisationId
from frontdesk.patients.model import ContactPoint, Suppression
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_keys


def suppress_contact(
    *,
    organisation_id: OrganisationId,
    contact: ContactPoint,
    reason: str,
    until: datetime | None = None,
    ports: PatientsPorts,
) -> None:
    """For good, or until then; the same again is the same. `reason` is told to staff, in messaging's words."""
    keys = contact_keys(organisation_id, contact, ports.keys())
    ports.preferences.suppress(organisation_id, keys, Suppression(reason, until))
