"""Somebody types the code that was sent to a contact point: it is theirs."""

from frontdesk.kernel.ids import ContactKey, FormId, OrganisationId
from frontdesk.patients.errors import CodeOver, WrongCode
from frontdesk.patients.model import Code
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import Keys, is_it
from frontdesk.patients.rules.contacts import contact_key as key_of


def check_code(
    *,
    organisation_id: OrganisationId,
    contact_key: ContactKey,
    typed: str,
    form_id: FormId,
    ports: PatientsPorts,
) -> None:
    """Return when it is the code. WrongCode with `tries_left`; CodeOver when there is nothing more to try.

    A try is used up before anything is compared, so that guesses made at once are counted one by one. A code opens
    once; only the form that it opened for may send it again, while it is good, because its answer was lost.
    """
    keys = ports.keys()
    tried = ports.codes.take_try(organisation_id, contact_key, form_id=form_id, now=ports.clock())
    if tried is None:
        raise CodeOver
    code, left = tried
    if not is_it(code, typed, keys):
        raise WrongCode(tries_left=left) if left else CodeOver
    if not ports.codes.open(code, form_id=form_id):
        raise CodeOver
    _gather(code, keys, ports=ports)


def _gather(code: Code, keys: Keys, *, ports: PatientsPorts) -> None:
    """File under the proved key who is filed under another key of the ring: one that is to leave, or has just come."""
    for key in keys:
        other = key_of(code.organisation_id, code.contact, key)
        if other != code.contact_key:
            found = ports.contacts.filed(code.organisation_id, other)
            ports.contacts.file(code.organisation_id, code.contact_key, found)
