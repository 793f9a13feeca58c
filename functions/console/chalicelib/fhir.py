"""What is booked, in FHIR's words: for programs of the staff, signed in as they are, and written into the trail."""

from typing import Any

from chalicelib.api import api
from chalicelib.appointments import ports
from chalicelib.desk_api import opened_by
from chalicelib.reach import Reach, reach_of, timetable_of
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.usecases.list_day import list_day
from frontdesk.booking.usecases.list_of_patient import list_of_patient
from frontdesk.booking.usecases.list_times import LOOKED_BACK
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import SubjectId, is_random_id
from frontdesk.kernel.language import Language
from frontdesk_web.api import HEADERS, STATUS, ApiDesk, Operation
from frontdesk_web.fhir.names import FHIR, FHIR_JSON, staff_base
from frontdesk_web.fhir.outcomes import outcome
from frontdesk_web.fhir.periods import SEARCHED, Period, searched
from frontdesk_web.fhir.reading import id_in
from frontdesk_web.fhir.resources import Json, appointment_of, bundle
from frontdesk_web.http import Response
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.problems import status_of

TAG = "FHIR R4"
DATES = {
    "type": "array",
    "items": {"type": "string", "pattern": SEARCHED},
    "default": [],
    "description": "`ge`, `gt`, `lt`, `le` or a day; today without it, a month at most.",
    "examples": [["ge2026-12-01", "lt2026-12-08"]],
}
TEXT = {"type": "string", "default": ""}


class FhirDesk(ApiDesk):
    """The API's manners, with OperationOutcomes."""

    def _said(self, error: FrontdeskError, language: Language) -> Response:
        status = STATUS.get(type(error), status_of(error).value)
        headers = HEADERS | {"Content-Type": FHIR_JSON}
        return Response(body=outcome(error, language), status_code=status, headers=headers)


desk = FhirDesk(__name__)


@api.operation(
    desk,
    "/console/api/fhir/Appointment",
    does=Operation(
        permission=Permission.APPOINTMENTS_READ,
        query={"date": DATES, "location": TEXT, "patient": TEXT},
        returns="Bundle",
        tag=TAG,
        manner=FHIR,
    ),
)
def search_appointments(who: SignedIn, asked: dict[str, Any]) -> Json:
    """What is booked at a location, or of a patient at any of yours, cancelled appointments too (ITI-118).

    It is written into the trail. Of a patient without a `date`: the last year and all to come.
    """
    reach = reach_of(who)
    found = _of_patient(reach, asked) if asked["patient"] else _of_days(reach, asked)
    return bundle(staff_base(), found, total=len(found))


@api.operation(
    desk,
    "/console/api/fhir/Appointment/{appointment_id}",
    does=Operation(permission=Permission.APPOINTMENTS_READ, returns="Appointment", tag=TAG, manner=FHIR),
)
def read_resource(who: SignedIn, appointment_id: str) -> Json:
    """One appointment, with the patient, the reason and what was said last. It is written into the trail."""
    opened = opened_by(reach_of(who), appointment_id)
    return appointment_of(_counter(reach_of(who)), opened.appointment, opened.subject)


def _of_days(reach: Reach, asked: dict[str, Any]) -> list[Json]:
    location = reach.location(id_in(asked["location"], "Location") or asked["location"])
    today = ports.clock().astimezone(location.zone).date().isoformat()
    period = searched(asked["date"] or [today], location.zone, ports.clock(), of="date")
    diary = list_day(
        organisation_id=reach.who.organisation_id,
        location_id=location.id,
        days=period.days([location.zone]),
        staff=reach.member,
        ports=ports,
    )
    there = [it for it in diary.appointments if it.subject_id and it.slot.starts_at in period]
    counter = _counter(reach)
    return [appointment_of(counter, it, diary.subjects.get(it.subject_id or SubjectId(""))) for it in there]


def _of_patient(reach: Reach, asked: dict[str, Any]) -> list[Json]:
    """Nothing of whom nobody knows here, whether or not there is such a patient."""
    named = id_in(asked["patient"], "Patient") or asked["patient"]
    if not is_random_id(named) or not reach.locations:
        return []
    period = _wanted(reach, asked)
    subject, found = list_of_patient(
        organisation_id=reach.who.organisation_id,
        subject_id=SubjectId(named),
        since=period.begins if period else ports.clock() - LOOKED_BACK,
        staff=reach.member,
        ports=ports,
    )
    there = [it for it in found if period is None or it.slot.starts_at in period]
    if asked["location"]:
        location = reach.location(id_in(asked["location"], "Location") or asked["location"])
        there = [it for it in there if it.slot.location_id == location.id]
    counter = _counter(reach)
    return [appointment_of(counter, it, subject) for it in there]


def _wanted(reach: Reach, asked: dict[str, Any]) -> Period | None:
    if not asked["date"]:
        return None
    return searched(asked["date"], reach.locations[0].zone, ports.clock(), of="date")


def _counter(reach: Reach) -> Counter:
    """The clinic as staff speak of it."""
    return Counter(
        catalogue=reach.catalogue,
        timetable=timetable_of(reach.who, ports),
        language=reach.who.session.language,
        now=ports.clock(),
    )
