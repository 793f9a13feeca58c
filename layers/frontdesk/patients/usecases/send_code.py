"""Somebody wants to show that a telephone or an e-mail address is theirs: a code is sent there."""

from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.kernel.ids import ContactKey, FormId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.patients.errors import NoCodesNow
from frontdesk.patients.model import Code, CodeMessage, ContactPoint
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import VALID_FOR, contact_key, digest, digits_of, reference_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCode:
    """What the page needs to go on: for whom the code is, without saying who that is, and until when it is good."""

    contact_key: ContactKey
    until: datetime


def send_code(
    *,
    organisation_id: OrganisationId,
    contact: ContactPoint,
    form_id: FormId,
    language: Language,
    ports: PatientsPorts,
) -> SentCode:
    """Send a new code of six digits, good for ten minutes and five tries; the one before is good no more.

    Nobody is looked up, so that known and unknown contacts are answered alike, in words and in time. The same form
    again is the same code and the same message, as long as it is good; whoever asks for another one uses a new form.
    TooManyCodes: three in ten minutes, ten in a day, whoever asked. NoCodesNow: as many as a clinic sends to all.
    """
    *_, key = ports.keys()
    now = ports.clock()
    # Before the code is stored: one that was refused here must not be there for the form that is sent again.
    if not ports.codes.take_turn(organisation_id, contact.kind, now=now):
        raise NoCodesNow
    asked = Code(
        organisation_id=organisation_id,
        contact_key=contact_key(organisation_id, contact, key),
        contact=contact,
        form_id=form_id,
        sent_at=now,
        until=now + VALID_FOR,
        digest="",
    )
    made = digest(organisation_id, asked.contact_key, digits_of(asked, key), key)
    code = ports.codes.issue(replace(asked, digest=made))
    ports.send(
        CodeMessage(
            organisation_id=organisation_id,
            contact_key=code.contact_key,
            reference=reference_of(code, key),
            digits=digits_of(code, key),
            language=language,
            sent_at=code.sent_at,
        )
    )
    return SentCode(contact_key=code.contact_key, until=code.until)
