"""Ready-made nouns of requests. Override only what the test is about."""

from datetime import UTC, date, datetime, timedelta

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import (
    DepartmentId,
    EntryId,
    LocationId,
    OrganisationId,
    ReleaseId,
    RequestId,
    StaffId,
    SubjectId,
)
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Consent, Subject
from frontdesk.requests.events import RequestAnswered
from frontdesk.requests.model import (
    Answer,
    Entry,
    EntryKind,
    Request,
    RequestStatus,
    RequestType,
    StaffMember,
)
from frontdesk.requests.usecases.submit_request import Submission

MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NORTH, SOUTH = OrganisationId("north-clinic"), OrganisationId("south-clinic")
RECEPTION, LAB = DepartmentId("reception"), DepartmentId("lab")
ANNA = SubjectId("a" * 32)
KATRIN = StaffMember(id=StaffId("1001"), departments=frozenset({RECEPTION}))
ERIK = StaffMember(id=StaffId("1002"), departments=frozenset({RECEPTION}))
LABORANT = StaffMember(id=StaffId("1003"), departments=frozenset({LAB}))
LEAD = StaffId("1009")
BORN = date(1985, 3, 27)


def request_id(number: int = 1) -> RequestId:
    return RequestId(f"{number:032x}")


def an_entry(kind=EntryKind.SUBMITTED, **changes):
    return Entry(
        **{
            "id": EntryId(f"entry-{kind}"),
            "at": MONDAY_NINE,
            "by": Actor(ActorKind.PATIENT, ANNA),
            "kind": kind,
            **changes,
        }
    )


def a_request(**changes):
    return Request(
        **{
            "id": request_id(),
            "organisation_id": NORTH,
            "type": RequestType.PRESCRIPTION,
            "subject_id": ANNA,
            "location_id": LocationId("centre"),
            "department_id": RECEPTION,
            "language": Language.SWEDISH,
            "release_id": ReleaseId("r1"),
            "submitted_at": MONDAY_NINE,
            "due_at": MONDAY_NINE + 2 * DAY,
            "gives_up_at": MONDAY_NINE + 7 * DAY,
            "answers": (Answer(question="Vilket läkemedel?", answer="Ramipril 5 mg"),),
            "files_welcome": 5,
            "thread": (an_entry(),),
            **changes,
        }
    )


def a_waiting_request(**changes):
    return a_request(**{"status": RequestStatus.WAITING, **changes})


def a_closed_request(**changes):
    closed = {"status": RequestStatus.ANSWERED, "closed_at": MONDAY_NINE + HOUR}
    return a_request(**{**closed, **changes})


def an_asked_request(**changes):
    thread = (an_entry(), an_entry(EntryKind.QUESTION, text="Vilken styrka?"))
    asked = {"status": RequestStatus.ASKED, "reply_by": MONDAY_NINE + 14 * DAY, "thread": thread}
    return a_request(**{**asked, **changes})


def a_subject(**changes):
    return Subject(
        **{
            "id": ANNA,
            "organisation_id": NORTH,
            "name": "Anna Andersson",
            "birth_date": BORN,
            "phone": "+46701740605",
            "email": None,
            "language": Language.SWEDISH,
            "consent": Consent(version="2026-11", given_at=MONDAY_NINE),
            **changes,
        }
    )


def a_submission(**changes):
    return Submission(
        **{
            "request_id": request_id(),
            "type": RequestType.PRESCRIPTION,
            "subject": a_subject(),
            "location_id": LocationId("centre"),
            "department_id": RECEPTION,
            "release_id": ReleaseId("r1"),
            "answers": (Answer(question="Vilket läkemedel?", answer="Ramipril 5 mg"),),
            "files_welcome": 5,
            **changes,
        }
    )


def an_answer_fact(**changes):
    return RequestAnswered(
        **{
            "organisation_id": NORTH,
            "occurred_at": MONDAY_NINE,
            "actor": Actor(ActorKind.STAFF, KATRIN.id),
            "request_id": request_id(),
            "subject_id": ANNA,
            "department_id": RECEPTION,
            **changes,
        }
    )
