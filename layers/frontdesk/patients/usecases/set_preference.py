"""Somebody says what they want to be sent at a contact point, and what not: on a page, or by STOP and START."""

from collections.abc import Collection

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.patients.model import ContactPoint, Offer
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_keys


def set_preference(
    *,
    organisation_id: OrganisationId,
    contact: ContactPoint,
    wanted: bool,
    of: Collection[str] = (),
    ports: PatientsPorts,
) -> None:
    """From now on each of these, `<kind>.<purpose>`, is wanted, or not. Of nothing named: all is stopped, or not.

    Who wants one thing again is not stopped any more. What was not wanted before a STOP is not wanted after a START.
    What the people there agreed to be sent is withdrawn by a STOP, and no START gives it back.
    """
    keys, preferences = contact_keys(organisation_id, contact, ports.keys()), ports.preferences
    preferences.want(organisation_id, keys, of, wanted=wanted)
    if wanted:
        preferences.start(organisation_id, keys)
    elif not of:
        preferences.stop(organisation_id, keys, at=ports.clock())
        for key in keys:
            _withdraw(organisation_id, key, ports)


def _withdraw(organisation_id: OrganisationId, key: ContactKey, ports: PatientsPorts) -> None:
    for filing in ports.contacts.filed(organisation_id, key):
        for offer in Offer:
            ports.agreements.withdraw(organisation_id, filing.subject_id, offer, at=ports.clock())
