"""The practice these tests are about: two locations, four languages, and whole nouns to show."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from frontdesk.catalogue.model import Catalogue, Department, Location, Organisation, Page, Span
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import (
    DepartmentId,
    EntryId,
    LocationId,
    OrganisationId,
    ReleaseId,
    RequestId,
    SubjectId,
)
from frontdesk.kernel.language import Language, Words
from frontdesk.requests.model import Answer, Entry, EntryKind, Request, RequestStatus, RequestType
from frontdesk.window.model import (
    Answered,
    FieldType,
    Form,
    FormField,
    Option,
    Question,
    QuestionKind,
    Session,
    Standing,
    Turn,
    View,
)

TUESDAY_15_30 = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
TOKEN = "k1.sealed"  # a sealed session, no secret
TICKET = "T" * 43
LINDENHOF = OrganisationId("lindenhof")
MITTE = LocationId("mitte")
NORD = LocationId("nord")
MORNING, AFTERNOON = Span(time(8), time(12, 30)), Span(time(14), time(18))


def german(text: str) -> Words:
    return Words(text, Language.GERMAN)


def location(location_id: LocationId = MITTE, name: str = "Mitte") -> Location:
    long, short = (MORNING, AFTERNOON), (MORNING,)
    return Location(
        id=location_id,
        name={Language.GERMAN: name},
        address=("Lindenhofstraße 12", "69117 Heidelberg"),
        phone="+49 6221 5550 123",
        zone=ZoneInfo("Europe/Berlin"),
        hours={0: long, 1: long, 2: short, 3: long, 4: short},
        desk=DepartmentId("hausarzt"),
    )


def catalogue(*, locations: int = 2) -> Catalogue:
    words = "# Wer wir sind\nDr. Anna Lindner\n69117 Heidelberg\n\nWir löschen nach zehn Jahren."
    return Catalogue(
        organisation=Organisation(
            id=LINDENHOF,
            name="Praxis am Lindenhof",
            languages=tuple(Language),
            brand_colour="#0f6b6b",
            phone_region="DE",
            emergency={
                Language.GERMAN: "Bei Lebensgefahr wählen Sie 112.",
                Language.SWEDISH: "Vid livsfara: ring nödnumret.",
            },
            emergency_phone="112",
            pages={page: {Language.GERMAN: words} for page in Page},
        ),
        locations=(location(), location(NORD, "Nord"))[:locations],
        departments=(Department(id=DepartmentId("hausarzt"), location_id=MITTE, name={}),),
    )


def standing(view: View, language: Language = Language.GERMAN, *, step: int = 0, of: int = 0) -> Standing:
    """A conversation in Mitte that has come as far as the menu."""
    return Standing(
        session=Session(
            organisation_id=LINDENHOF,
            release_id=ReleaseId("r"),
            language=language,
            began_at=TUESDAY_15_30,
            path=(
                Answered("location", "mitte", TUESDAY_15_30),
                Answered("menu", "prescription", TUESDAY_15_30),
            ),
        ),
        turns=(
            Turn(question=german("Um welchen Standort geht es?"), answer=german("Mitte")),
            Turn(question=german("Was können wir für Sie tun?"), answer=german("Rezept")),
        ),
        view=view,
        step=step,
        of=of,
    )


def menu(text: str | None = "Was können wir für Sie tun?") -> Question:
    return Question(
        place="menu",
        kind=QuestionKind.MENU,
        text=german(text) if text else None,
        options=(
            Option(value="prescription", label=german("Rezept"), icon="pill"),
            Option(value="unheard-of", label=german("Neues"), icon="../../no-such-picture"),
            Option(value="flu", label=german("Grippeimpfung"), icon="syringe", topic=True),
        ),
    )


def choice() -> Question:
    return Question(
        place="prescription/known",
        kind=QuestionKind.CHOICE,
        text=german("Nehmen Sie das Medikament schon?"),
        options=(Option(value="yes", label=german("Ja"), hint=german("Regelmäßig")),),
    )


def form() -> Form:
    return Form(
        type="prescription",
        intro=german("Für wen ist das Rezept?"),
        fields=(
            FormField(
                id="drug",
                type=FieldType.TEXT,
                label=german("Name des Medikaments"),
                hint=german("Wie auf der Packung"),
                required=True,
                most=200,
            ),
            FormField(
                id="way",
                type=FieldType.CHOICE,
                label=german("Wie möchten Sie es erhalten?"),
                hint=None,
                required=True,
                most=20,
                options=(
                    Option(value="card", label=german("Auf die Karte")),
                    Option(value="desk", label=german("Am Empfang")),
                ),
            ),
            FormField(
                id="note",
                type=FieldType.LONG_TEXT,
                label=german("Noch etwas?"),
                hint=None,
                required=False,
                most=2000,
            ),
        ),
        consent=german("Ich bin einverstanden."),
        consent_version="2026-01",
    )


def entry(kind: EntryKind, text: str = "", *, by: ActorKind = ActorKind.STAFF, hour: int = 10) -> Entry:
    at = datetime(2026, 11, 24, hour, tzinfo=UTC)
    return Entry(id=EntryId(f"{kind}-{hour}"), at=at, by=Actor(by, "x"), kind=kind, text=text)


def request(*more: Entry, status: RequestStatus = RequestStatus.WAITING) -> Request:
    return Request(
        id=RequestId("8f3ac2d1" + "0" * 24),
        organisation_id=LINDENHOF,
        type=RequestType.PRESCRIPTION,
        subject_id=SubjectId("s"),
        location_id=MITTE,
        department_id=DepartmentId("hausarzt"),
        language=Language.GERMAN,
        release_id=ReleaseId("r"),
        submitted_at=datetime(2026, 11, 24, 8, tzinfo=UTC),
        due_at=datetime(2026, 11, 26, 8, tzinfo=UTC),
        gives_up_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
        answers=(Answer(question="Name des Medikaments", answer="Ramipril 5 mg"),),
        thread=(entry(EntryKind.SUBMITTED, by=ActorKind.PATIENT, hour=8), *more),
        status=status,
    )
