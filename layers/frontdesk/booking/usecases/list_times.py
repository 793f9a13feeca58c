"""My times: somebody looks at all appointments of the people at a contact point that was proved. 1177: mina tider."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.model.invitations import InvitationStatus
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases._offers import timetable_of
from frontdesk.booking.usecases.show_appointment import Shown, shown
from frontdesk.booking.usecases.show_invitation import ShownInvitation, shown_invitation
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import new_event_id
from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.patients.model import Subject

LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """An appointment as it is shown, and whose it is: a contact point may be a family's."""

    subject: Subject
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """`ahead` has not ended yet, the next first; `past` are those of the last year, the latest first.

    `waiting`: what they wait for and are invited to, as long as something can be taken with it.
    """

    ahead: Sequence[Time]
    past: Sequence[Time]
    waiting: Sequence["WaitedFor"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitedFor:
    """An open invitation as it is shown, and whose it is."""

    subject: Subject
    shown: ShownInvitation


def list_times(*, organisation_id: OrganisationId, contact_key: ContactKey, ports: BookingPorts) -> Times:
    """What `show_appointment` shows of each; who is looking was proved before. NotFound where there are no times.

    Each of the people has it in their trail before anything of theirs is read; where it cannot be written, nothing is.
    """
    now = ports.clock()
    if not timetable_of(organisation_id, ports=ports).shown:
        return Times(ahead=(), past=())
    people = ports.people(organisation_id, contact_key)
    for subject in people:
        ports.record(_entry(subject, contact_key, ports=ports))
    found = [it for subject in people for it in _of(subject, ports=ports)]
    found.sort(key=lambda it: (it.shown.appointment.slot.starts_at, it.shown.appointment.id))
    return Times(
        ahead=[it for it in found if it.shown.appointment.slot.ends_at > now],
        past=[it for it in reversed(found) if it.shown.appointment.slot.ends_at <= now],
        waiting=[it for subject in people for it in _waited_for(subject, ports=ports)],
    )


def _of(subject: Subject, *, ports: BookingPorts) -> Iterator[Time]:
    since = ports.clock() - LOOKED_BACK
    for appointment in ports.appointments.of_subject(subject.organisation_id, subject.id, since=since):
        try:
            yield Time(subject=subject, shown=shown(appointment, ports=ports))
        except NotFound:  # not theirs to see, or of a type or at a place that the clinic has no more
            continue


def _waited_for(subject: Subject, *, ports: BookingPorts) -> Iterator[WaitedFor]:
    for invitation in ports.invitations.of_subject(subject.organisation_id, subject.id):
        if invitation.status is not InvitationStatus.OPEN:
            continue
        try:
            it = WaitedFor(subject=subject, shown=shown_invitation(invitation, ports=ports))
        except NotFound:  # for what the clinic has no more
            continue
        if it.shown.not_open is None:
            yield it


def _entry(subject: Subject, contact_key: ContactKey, *, ports: BookingPorts) -> AuditEntry:
    return AuditEntry(
        id=new_event_id(),
        organisation_id=subject.organisation_id,
        at=ports.clock(),
        actor=Actor(ActorKind.PATIENT, contact_key),
        action="TimesShown",
        subject_id=subject.id,
        department_id=None,
        about=contact_key,
    )
