"""The practice as its staff know it: two departments, three people, and requests on the desk."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from frontdesk.access.model import Role, SignedIn, Staff, StaffSession
from frontdesk.audit.model import AuditEntry
from frontdesk.catalogue.model import Department
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import DepartmentId, EntryId, EventId, RequestId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Consent, Subject
from frontdesk.requests.model import Answer, Entry, EntryKind, InboxPage, InboxRow, RequestStatus, RequestType
from tests.frontdesk_web import lindenhof
from tests.frontdesk_web.lindenhof import LINDENHOF, MITTE, NORD

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
PRACTICE, CHILDREN = DepartmentId("hausarzt"), DepartmentId("kinder")
PASSWORD = "Morgen-Stund-7"  # of invented people
ERIK = SubjectId("e" * 32)
REQUEST = RequestId("8f3ac2d1" + "0" * 24)
ENTRY = EntryId("9" * 32)


def catalogue():
    departments = (
        Department(id=PRACTICE, location_id=MITTE, name={Language.GERMAN: "Hausarztpraxis"}),
        Department(id=CHILDREN, location_id=NORD, name={Language.GERMAN: "Kinderpraxis"}),
    )
    return replace(lindenhof.catalogue(), departments=departments)


def staff(**changes):
    return Staff(
        **{
            "id": StaffId("1001"),
            "organisation_id": LINDENHOF,
            "name": "Katrin Sommer",
            "role": Role.CLINICIAN,
            "departments": frozenset({PRACTICE}),
            "language": Language.GERMAN,
            **changes,
        }
    )


def colleague(**changes):
    return staff(**{"id": StaffId("1002"), "name": "Ali Demir", "role": Role.RECEPTION, **changes})


def lead(**changes):
    return staff(**{"id": StaffId("2001"), "name": "Jens Brandt", "role": Role.LEAD, **changes})


def signed_in(person=None, language=Language.GERMAN):
    person = person or staff()
    session = StaffSession(
        organisation_id=LINDENHOF,
        staff_id=person.id,
        csrf="form-token",
        language=language,
        expires_at=NOW + timedelta(hours=1),
    )
    return SignedIn(staff=person, session=session)


def subject(**changes):
    return Subject(
        **{
            "id": ERIK,
            "organisation_id": LINDENHOF,
            "name": "Erik Lindqvist",
            "birth_date": date(1985, 3, 27),
            "phone": "+4962215550199",
            "email": "erik.lindqvist@example.org",
            "language": Language.SWEDISH,
            "consent": Consent(version="2026-01", given_at=NOW),
            **changes,
        }
    )


def entry(kind, text="", *, by=None, at=NOW - timedelta(hours=2)):
    who = by or Actor(ActorKind.STAFF, "1002")
    return Entry(id=EntryId(f"{kind}-{at:%d%H%M}"), at=at, by=who, kind=kind, text=text)


def request(*more, now=NOW, **changes):
    """Sent yesterday by Erik, due tomorrow."""
    patient, sent = Actor(ActorKind.PATIENT, ERIK), now - timedelta(days=1)
    return replace(
        lindenhof.request(),
        **{
            "id": REQUEST,
            "subject_id": ERIK,
            "department_id": PRACTICE,
            "language": Language.SWEDISH,
            "submitted_at": sent,
            "due_at": sent + timedelta(days=2),
            "gives_up_at": sent + timedelta(days=7),
            "answers": (
                Answer(question="Läkemedlets namn", answer="Ramipril 5 mg"),
                Answer(question="Hur vill du få det?", answer="På kortet"),
            ),
            "thread": (entry(EntryKind.SUBMITTED, by=patient, at=sent), *more),
            "version": 1,
            **changes,
        },
    )


def row(number, *, due_in, escalated=False, status=RequestStatus.WAITING, type_=RequestType.PRESCRIPTION):
    return InboxRow(
        id=RequestId(f"{number:032x}"),
        type=type_,
        status=status,
        subject_id=ERIK,
        location_id=MITTE,
        department_id=PRACTICE,
        submitted_at=NOW + due_in - timedelta(days=2),
        due_at=NOW + due_in,
        escalated=escalated,
    )


def pile(*rows, after=None):
    return InboxPage(placed=tuple((row.due_at.isoformat(), row) for row in rows), after=after)


def deed(action="RequestRead", *, by="1002", at=NOW - timedelta(minutes=5)):
    return AuditEntry(
        id=EventId("x"),
        organisation_id=LINDENHOF,
        at=at,
        actor=Actor(ActorKind.STAFF, by),
        action=action,
        subject_id=ERIK,
        department_id=PRACTICE,
        about=REQUEST,
    )
