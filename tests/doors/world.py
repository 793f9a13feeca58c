"""Two clinics that have the same of everything under other ids: what is the first's own is foreign to the second."""

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import boto3

from frontdesk.access.model import Role
from frontdesk.access.usecases.enrol_staff import enrol_staff
from frontdesk.access.wiring import access_ports
from frontdesk.booking.model import Wish
from frontdesk.booking.model.invitations import Want
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.booking.usecases.block_time import Stretch, block_time
from frontdesk.booking.usecases.book_time import Booking, confirm_booking
from frontdesk.booking.usecases.hold_time import hold_time
from frontdesk.booking.usecases.wait_for_time import Wait, wait_for_time
from frontdesk.booking.wiring import booking_ports
from frontdesk.catalogue.model import Login
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.documents.model import Document, DocumentId
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import (
    AppointmentId,
    DepartmentId,
    EntryId,
    FormId,
    InvitationId,
    LocationId,
    MessageId,
    OrganisationId,
    RequestId,
    ResourceId,
    StaffId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message, Recipient, RecipientKind
from frontdesk.messaging.model.calls import Call, CallId, Noted, Way
from frontdesk.messaging.storage import DynamoCalls, DynamoOutbox
from frontdesk.patients.model import ContactKind, ContactPoint
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk.patients.usecases.send_code import send_code
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.rules import CAUSE, member
from frontdesk.requests.model import EntryKind, RequestStatus
from frontdesk.requests.storage import DynamoRequests
from frontdesk.window.model.releases import Draft, DraftId, Publication, Release
from frontdesk.window.rules.canonical import canonical, release_id
from frontdesk.window.storage import StoredDrafts, StoredReleases
from tests.clinic import LINDENHOF, XINGLIN
from tests.conftest import client
from tests.documents.files import PDF
from tests.doors.following import keep_plans, keep_task, keep_words
from tests.doors.pushing import keep_outreach
from tests.doors.questioning import keep_questionnaire
from tests.doors.reminding import keep_reminders
from tests.doors.surveying import keep_results
from tests.doors.visiting import keep_encounters
from tests.frontdesk_web.console_desk import CHILDREN, PASSWORD, PRACTICE, catalogue, entry, request, subject
from tests.window.builders import a_small_definition, flow, in_german

NOW = datetime.now(UTC)
BERLIN = ZoneInfo("Europe/Berlin")
HOUSE = Actor(ActorKind.SYSTEM, "tests")
A_FORM = {
    "type": "prescription",
    "intro": in_german("Für wen?"),
    "fields": [],
    "consent": {"version": "2026-01", "text": in_german("Einverstanden.")},
}
ALL_DAY = {"opens": "00:00", "closes": "23:55", "time_types": ["consultation"]}


def in_every_language(words):
    return {it.value: words for it in Language}


TIMES = {
    "terms": {name: in_every_language("Bitte lesen.") for name in ("booking", "moving", "cancelling")},
    "time_types": [
        {"id": "consultation", "name": in_every_language("Sprechstunde"), "lasts": 15, "lead_minutes": 60}
    ],
    "resources": [{"id": "dr-weber", "kind": "performer", "name": "Anna Weber"}],
    "schedules": [
        {
            "id": "weber-mitte",
            "performer": "dr-weber",
            "location": "mitte",
            "valid_from": "2026-01-01",
            "week": [{"weekday": day, **ALL_DAY} for day in range(7)],
        }
    ],
}
A_LOGIN = Login(issuer="https://id.example", client_id="clinic", name=in_every_language("ID"))
IN_TWO_DAYS = NOW.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=2)
SLOT = f"dr-weber.{IN_TWO_DAYS + timedelta(hours=2):%Y-%m-%dT%H:%M}Z"
AT_THE_DESK = f"dr-weber@{IN_TWO_DAYS + timedelta(hours=3):%Y-%m-%dT%H:%MZ}"
"""Free times, as the buttons for them say: a patient's and the staff's."""
WANT = Want(
    location_id=LocationId("mitte"),
    time_type_id=TimeTypeId("consultation"),
    first_day=NOW.date(),
    last_day=NOW.date() + timedelta(days=30),
)
AN_EVENING = {"day": f"{IN_TWO_DAYS:%Y-%m-%d}", "from": "20:00", "until": "21:00"}
"""A stretch to be kept free, as its form says."""
INSIDE, OUTSIDE = frozenset({PRACTICE}), frozenset({CHILDREN})
NUMBERS = {
    (role, inside): f"{role.value.replace('_', '-')}-{int(inside)}"
    for role in Role
    for inside in (True, False)
}
"""The employee number of each role, with the department of the requests and without."""


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """What one organisation has, by the names that routes and forms give to ids."""

    organisation_id: str
    request_id: str
    subject_id: str
    entry_id: str
    document_id: str
    draft_id: str
    upload_id: str
    export_id: str
    appointment_id: str
    invitation_id: str
    publications: int
    download: str
    staff_id: str
    hold_id: str
    block_id: str
    call_id: str
    reminding_id: str
    call_key: str
    rule_id: str
    progress_id: str
    encounter_id: str
    plan_id: str
    task_id: str
    action_id: str
    feedback_id: str
    scheme_id: str

    @property
    def definition(self):
        said = a_small_definition()
        said["downloads"][self.download] = said["downloads"].pop("sheet")
        said["flows"]["shots"]["steps"]["menu"]["then"][0]["do"]["file"]["downloads"] = [self.download]
        there = ["mitte", "nord"]
        said["flows"]["prescription"] = flow(
            "Rezept", there, {"ask": {"then": [{"do": {"request": A_FORM}}]}}
        )
        return said

    @property
    def questionnaire_id(self):
        return f"q-{self.rule_id[:20]}"

    @property
    def survey_id(self):
        return f"s-{self.rule_id[:20]}"

    @property
    def push_id(self):
        return f"c{self.rule_id[1:]}"

    @property
    def package_id(self):
        return f"d{self.rule_id[1:]}"

    @property
    def reminder_id(self):
        return f"{self.subject_id}-{'5' * 16}"

    @property
    def release(self):
        return Release(id=release_id(canonical(self.definition)), definition=self.definition)


def _ids(letter):
    names = (
        "request_id",
        "subject_id",
        "entry_id",
        "document_id",
        "draft_id",
        "upload_id",
        "export_id",
        "hold_id",
        "appointment_id",
        "invitation_id",
        "block_id",
        "call_id",
        "reminding_id",
        "call_key",
        "rule_id",
        "progress_id",
        "encounter_id",
        "plan_id",
        "task_id",
    )
    return {name: f"{number:02x}{letter}{letter}" * 8 for number, name in enumerate(names)}


OURS = Clinic(
    organisation_id=LINDENHOF,
    publications=2,
    download="sheet",
    staff_id="only-here",
    scheme_id="ours",
    action_id="a5" * 16,
    feedback_id="a6" * 16,
    **_ids("a"),
)
THEIRS = Clinic(
    organisation_id=XINGLIN,
    publications=4,
    download="paper",
    staff_id="not-here1",
    scheme_id="theirs",
    action_id="b5" * 16,
    feedback_id="b6" * 16,
    **_ids("b"),
)


CODE_FORM = "4" * 32
CODES = {}
"""The one-time code that is good at each organisation, as it was told at the subject's telephone."""


def furnish_both():
    """Put both clinics into the cloud that is up."""
    for it in (OURS, THEIRS):
        whole = catalogue()
        here = replace(whole.organisation, id=it.organisation_id, login=A_LOGIN)
        moved = replace(whole, organisation=here)
        store_catalogue(moved, ports=catalogue_ports())
        _keep_releases(it)
        _keep_request(it)
        _keep_times(it)
        _keep_reminder(it)
        _keep_code(it)
        _keep_call(it)
        keep_reminders(it)
        keep_encounters(it)
        keep_questionnaire(it)
        keep_plans(it)
        keep_task(it)
        keep_outreach(it)
        keep_words(it)
        keep_results(it)


def hire(staff):
    """Put somebody on the list of staff, with the account that the login asks about."""
    cognito, pool, name = boto3.client("cognito-idp"), os.environ["USER_POOL_ID"], login_of(staff)
    cognito.admin_create_user(UserPoolId=pool, Username=name)
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=PASSWORD, Permanent=True)
    enrol_staff(staff, ports=access_ports())


def login_of(staff):
    return f"{staff.organisation_id}.{staff.id}"


def _keep_releases(it):
    releases, stored = StoredReleases(), canonical(it.definition)
    for number in range(1, it.publications + 1):
        releases.publish(
            Publication(
                organisation_id=it.organisation_id,
                number=number,
                release_id=it.release.id,
                note="-",
                by=HOUSE,
                at=NOW,
            ),
            stored,
        )
    sheet = it.definition["downloads"][it.download]["files"]["de"]["sha256"]
    _put(f"library/{it.organisation_id}/{sheet}", PDF)
    _put(f"quarantine/{it.organisation_id}/console/{it.upload_id}/leaflet.pdf", PDF)
    _put(f"quarantine/{it.organisation_id}/console/{it.export_id}/release.json", stored)
    changed = it.definition
    changed["flows"]["appointment"]["label"]["de"] = "Termine"
    StoredDrafts().save(
        Draft(
            id=DraftId(it.draft_id),
            organisation_id=it.organisation_id,
            title="Winter",
            definition=changed,
            follows=it.publications,
            by=HOUSE,
            changed_at=NOW,
            version=1,
        )
    )


def _keep_request(it):
    patient = Actor(ActorKind.PATIENT, it.subject_id)
    kept = Document(
        id=DocumentId(it.entry_id), name="Befund.pdf", media_type="application/pdf", size=len(PDF), sha256="-"
    )
    question = entry(EntryKind.QUESTION, "Welche Stärke?", at=NOW - timedelta(hours=2))
    found = replace(entry(EntryKind.ATTACHMENT, by=patient), id=EntryId(it.entry_id), document=kept)
    whose = subject(id=SubjectId(it.subject_id), organisation_id=it.organisation_id)
    register_subject(whose, ports=patients_ports())
    DynamoRequests().add(
        request(
            question,
            found,
            now=NOW,
            id=RequestId(it.request_id),
            organisation_id=it.organisation_id,
            subject_id=SubjectId(it.subject_id),
            status=RequestStatus.ASKED,
            reply_by=NOW + timedelta(days=14),
            release_id=it.release.id,
            files_welcome=5,
            version=None,
        )
    )
    _put(f"quarantine/{it.organisation_id}/{it.request_id}/{it.document_id}/Befund.pdf", PDF)


def _keep_times(it):
    """A timetable of whole days, a time that is held, one that is the subject's, and one that is kept free."""
    ports, organisation_id = booking_ports(), OrganisationId(it.organisation_id)
    ports.timetables.put(organisation_id, read_timetable(TIMES))
    for hours, appointment_id in ((0, it.hold_id), (1, it.appointment_id)):
        wish = Wish(
            location_id=LocationId("mitte"),
            time_type_id=TimeTypeId("consultation"),
            performer_id=ResourceId("dr-weber"),
            starts_at=IN_TWO_DAYS + timedelta(hours=hours),
        )
        hold_time(
            organisation_id=organisation_id,
            appointment_id=AppointmentId(appointment_id),
            wish=wish,
            language=Language.GERMAN,
            ports=ports,
        )
    begins = IN_TWO_DAYS + timedelta(hours=5)
    block_time(
        organisation_id=organisation_id,
        block_id=AppointmentId(it.block_id),
        stretch=Stretch(
            location_id=LocationId("mitte"),
            resource_id=ResourceId("dr-weber"),
            starts_at=begins,
            ends_at=begins + timedelta(hours=1),
        ),
        ports=ports,
    )
    whose = subject(id=SubjectId(it.subject_id), organisation_id=organisation_id)
    confirm_booking(
        organisation_id=organisation_id,
        appointment_id=AppointmentId(it.appointment_id),
        booking=Booking(subject=whose, by=Actor(ActorKind.PATIENT, it.subject_id)),
        ports=ports,
    )
    wait_for_time(
        organisation_id=organisation_id,
        invitation_id=InvitationId(it.invitation_id),
        wait=Wait(want=WANT, booking=Booking(subject=whose, by=Actor(ActorKind.PATIENT, it.subject_id))),
        ports=ports,
    )


def _keep_reminder(it):
    """Of the subject's own time."""
    booked = booking_ports().appointments.get(OrganisationId(it.organisation_id), it.appointment_id)
    reminder = Message(
        id=MessageId(it.reminding_id),
        organisation_id=booked.organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, it.subject_id),
        template="appointment_reminder",
        language=Language.GERMAN,
        queued_at=NOW,
        cause=CAUSE,
    )
    DynamoOutbox().join(reminder, member(booked.id, booked.slot.starts_at))


def _keep_code(it):
    """Good for an hour: the whole matrix takes longer than ten minutes."""
    ports = patients_ports(lambda code: CODES.update({it.organisation_id: code}))
    send_code(
        organisation_id=OrganisationId(it.organisation_id),
        contact=ContactPoint(ContactKind.SMS, subject().phone),
        form_id=FormId(CODE_FORM),
        language=Language.GERMAN,
        ports=replace(ports, clock=lambda: NOW + timedelta(minutes=50)),
    )


def _keep_call(it):
    """The reception's, dialled by hand a moment ago and noted, so that they may ask for another."""
    DynamoCalls().add(
        Call(
            id=CallId(it.call_id),
            organisation_id=OrganisationId(it.organisation_id),
            caller=number_of(Role.RECEPTION, inside=True),
            recipient=Recipient(RecipientKind.SUBJECT, it.subject_id),
            asked_at=NOW,
            way=Way.HAND,
            noted=Noted.NOT_REACHED,
            noted_at=NOW,
        )
    )


def _put(key, content):
    client("s3").put_object(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=key, Body=content)


def departments(*, inside):
    """The departments of somebody whose desk the request lies on, or does not."""
    return frozenset(map(DepartmentId, INSIDE if inside else OUTSIDE))


def number_of(role, *, inside):
    return StaffId(NUMBERS[role, inside])
