"""A patient is followed with emphasis, or no more; and who all these are. Requirement G-3."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from frontdesk.audit.model import AuditEntry
from frontdesk.hospital.model import Emphasis, StaffMember
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.usecases._looks import record_look
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.patients.model import Subject

LEVELS = (1, 2, 3)
REASON_AT_MOST = 200
AT_MOST_FOR = timedelta(days=2 * 366)


def emphasise_patient(emphasis: Emphasis, *, by: StaffId, ports: HospitalPorts) -> None:
    """It stands in place of what stood there. NotFound for a patient the clinic has not; BadInput with every error."""
    errors, today = [], ports.clock().date()
    if emphasis.level not in LEVELS:
        errors.append(FieldError("level", "choose_one"))
    if not emphasis.reason.strip():
        errors.append(FieldError("reason", "required"))
    elif len(emphasis.reason) > REASON_AT_MOST:
        errors.append(FieldError("reason", "too_long"))
    if not today <= emphasis.until <= today + AT_MOST_FOR:
        errors.append(FieldError("until", "invalid_date"))
    if errors:
        raise BadInput(errors)
    ports.subject(emphasis.organisation_id, emphasis.subject_id)
    _deed(
        emphasis.organisation_id,
        "PatientEmphasised",
        subject_id=emphasis.subject_id,
        about=f"{emphasis.level}",
        by=by,
        ports=ports,
    )
    ports.emphases.put(emphasis)


def end_emphasis(
    *, organisation_id: OrganisationId, subject_id: SubjectId, by: StaffId, ports: HospitalPorts
) -> None:
    """From now on the patient is followed like everybody. Twice is once."""
    _deed(organisation_id, "EmphasisEnded", subject_id=subject_id, about="0", by=by, ports=ports)
    ports.emphases.end(organisation_id, subject_id)


def list_emphasised(
    *, organisation_id: OrganisationId, staff: StaffMember, ports: HospitalPorts
) -> tuple[Sequence[Emphasis], Mapping[SubjectId, Subject]]:
    """Who is followed with emphasis today, the highest level first. The look is in the trail first."""
    record_look(organisation_id, "EmphasisedRead", staff=staff, about=organisation_id, ports=ports)
    today = ports.clock().date()
    found = [it for it in ports.emphases.everybody(organisation_id) if it.until >= today]
    ids = {it.subject_id for it in found}
    return found, ports.subjects(organisation_id, ids) if ids else {}


def _deed(  # noqa: PLR0913
    organisation_id: OrganisationId,
    action: str,
    *,
    subject_id: SubjectId,
    about: str,
    by: StaffId,
    ports: HospitalPorts,
) -> None:
    ports.record(
        AuditEntry.look(
            organisation_id,
            action,
            by=Actor(ActorKind.STAFF, by),
            at=ports.clock(),
            subject_id=subject_id,
            about=about,
        )
    )
