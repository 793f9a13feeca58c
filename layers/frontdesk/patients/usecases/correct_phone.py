"""Staff learn that a patient has another number than they gave."""

from dataclasses import replace

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import ContactKind, ContactPoint, Subject
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_key, contact_keys


def correct_phone(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    subject_id: SubjectId,
    written: str,
    region: str,
    by: Actor,
    ports: PatientsPorts,
) -> Subject:
    """The subject under the number that was written, as dialled in the region. It is in the trail, without the number.

    From now on they are reached and found there, and no longer where a stranger answers: what they are filed under
    moves with it. BadInput at `phone` when it is none; Conflict when somebody else corrected it meanwhile.
    """
    phone = ports.normal_phone(written, region)
    if phone is None:
        raise BadInput([FieldError("phone", "invalid_phone" if written.strip() else "required")])
    subject = ports.subjects.get(organisation_id, subject_id)
    if phone == subject.phone:
        return subject
    ports.record(
        AuditEntry.look(
            organisation_id,
            "PhoneCorrected",
            by=by,
            at=ports.clock(),
            about=subject_id,
            subject_id=subject_id,
        )
    )
    keys = ports.keys()
    *_, newest = keys
    old = ContactPoint(ContactKind.SMS, subject.phone) if subject.phone else None
    ports.subjects.move(
        subject,
        phone=phone,
        file=contact_key(organisation_id, ContactPoint(ContactKind.SMS, phone), newest),
        unfile=contact_keys(organisation_id, old, keys) if old else (),
    )
    return replace(subject, phone=phone)
