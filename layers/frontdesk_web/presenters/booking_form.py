"""What a patient says to book a time: the form that the kind of time asks for, and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from frontdesk.booking.errors import (
    OnlyKnown,
    OnlyNew,
    ReasonMissing,
    TextTooLong,
    WrongAge,
    WrongCoverage,
    WrongDays,
)
from frontdesk.booking.model import Slot
from frontdesk.booking.model.timetable import Coverage, Known, Reason, TimeType
from frontdesk.booking.rules.limits import REASON_AT_MOST, Person, why_not_reason, why_not_they
from frontdesk.booking.usecases.book_time import Booking
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.patients.model import Consent, Subject
from frontdesk.patients.rules.persons import subject_key
from frontdesk.window.model import FieldType, Form, FormField, Option
from frontdesk.window.rules.form import Filled, read_form
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.forms import BIRTH_DATE, NOWHERE

CONSENT_VERSION = "booking-1"
REASON, KNOWN, COVERAGE, REMINDED = "reason", "known", "coverage", "reminded"
TYPED = (
    "name",
    "birth_day",
    "birth_month",
    "birth_year",
    "phone",
    "email",
    f"f-{REASON}",
    f"f-{KNOWN}",
    f"f-{COVERAGE}",
    REMINDED,
    "consent",
)
BELONGS = {
    WrongAge.code: BIRTH_DATE,
    OnlyNew.code: f"f-{KNOWN}",
    OnlyKnown.code: f"f-{KNOWN}",
    WrongCoverage.code: f"f-{COVERAGE}",
    ReasonMissing.code: f"f-{REASON}",
    TextTooLong.code: f"f-{REASON}",
    WrongDays.code: "f-last",
}
"""The field that a refusal is about; the others are about the time."""


@dataclass(frozen=True, slots=True)
class _Asks:
    """Writes the questions in a language."""

    language: Language

    def words(self, text: str) -> Words:
        return Words(text, self.language)

    def field(self, of: str, kind: FieldType, label: str, **more: object) -> FormField:
        given = {"hint": None, "required": True, "most": REASON_AT_MOST, **more}
        return FormField(id=of, type=kind, label=self.words(label), **given)  # type: ignore[arg-type]

    def option(self, value: str, label: str) -> Option:
        return Option(value=value, label=self.words(label))


def form_of(time_type: TimeType, language: Language) -> Form:
    """The form for a kind of time: only what it asks for besides the person (1177: besöksorsak, om det begärs)."""
    _, asks = translations(language).gettext, _Asks(language)
    fields = []
    if time_type.known is not Known.EVERYBODY:
        options: tuple[Option, ...] = (
            asks.option(Known.NEW, _("This is my first visit")),
            asks.option(Known.KNOWN, _("I have been here before")),
        )
        label = _("Have you been here before?")
        fields.append(asks.field(KNOWN, FieldType.CHOICE, label, options=options))
    if time_type.coverages != frozenset(Coverage):
        options = tuple(asks.option(it, coverage_in_words(it, language)) for it in Coverage)
        fields.append(asks.field(COVERAGE, FieldType.CHOICE, _("How are you insured?"), options=options))
    if time_type.reason is not Reason.NONE:
        hint = asks.words(_("At most %(count)s characters.") % {"count": REASON_AT_MOST})
        needed = time_type.reason is Reason.REQUIRED
        label = _("Why are you coming?")
        fields.append(asks.field(REASON, FieldType.LONG_TEXT, label, hint=hint, required=needed))
    return Form(
        type="booking",
        intro=asks.words(_("Who is coming?")),
        fields=tuple(fields),
        consent=asks.words(
            _("I agree that the clinic uses these details for my appointment and writes to me about it.")
        ),
        consent_version=CONSENT_VERSION,
    )


def typed_in(told: Mapping[str, str]) -> dict[str, str]:
    """What was typed into the form, of all that came with it."""
    return {name: told[name] for name in TYPED if told.get(name)}


def read_booking(counter: Counter, slot: Slot, typed: Mapping[str, str]) -> Booking:
    """What the form asks for: BadInput with every error, or the Refusal that booking would meet."""
    time_type = counter.timetable.time_type(slot.time_type_id)
    organisation = counter.catalogue.organisation
    filled = read_form(
        form_of(time_type, counter.language),
        typed,
        today=counter.now.astimezone(counter.catalogue.location(slot.location_id).zone).date(),
        language=counter.language,
        normal_phone=lambda written: normal_number(written, organisation.phone_region),
    )
    booking = booking_of(counter, filled, typed)
    born = booking.subject.birth_date
    person = Person(birth_date=born, is_known=booking.is_known, coverage=booking.coverage)
    if refusal := why_not_they(time_type, person, on=slot.on) or why_not_reason(time_type, booking.reason):
        raise refusal
    return booking


def errors_of(no: FrontdeskError) -> list[FieldError]:
    """Where a form says what is wrong with it."""
    if not isinstance(no, BadInput):
        return [FieldError(BELONGS.get(no.code, NOWHERE), no.code)]
    unsaid = FieldError(f"f-{REASON}", "required")
    return [FieldError(it.pointer, ReasonMissing.code) if it == unsaid else it for it in no.errors]


def booking_of(counter: Counter, filled: Filled, typed: Mapping[str, str]) -> Booking:
    here = counter.organisation_id
    subject_id = subject_key(
        here,
        name=filled.name,
        birth_date=filled.birth_date,
        contact=filled.phone or filled.email or "",
    )
    subject = Subject(
        id=subject_id,
        organisation_id=here,
        name=filled.name,
        birth_date=filled.birth_date,
        phone=filled.phone,
        email=filled.email,
        language=counter.language,
        consent=Consent(version=CONSENT_VERSION, given_at=counter.now),
    )
    known, coverage = typed.get(f"f-{KNOWN}"), typed.get(f"f-{COVERAGE}")
    return Booking(
        subject=subject,
        by=Actor(ActorKind.PATIENT, subject_id),
        reason=typed.get(f"f-{REASON}", ""),
        reminded=REMINDED in typed,
        is_known=None if known is None else known == Known.KNOWN,
        coverage=Coverage(coverage) if coverage else None,
    )


def normal_number(written: str, region: str) -> str | None:
    # Imported where a number is read: the library's data takes longer to load than a page to render.
    from frontdesk.patients.gateways.phone_numbers import normal_phone  # noqa: PLC0415

    return normal_phone(written, region=region)


def coverage_in_words(coverage: Coverage, language: Language) -> str:
    """Who pays, as patients say it."""
    _ = translations(language).gettext
    return {
        Coverage.STATUTORY: _("Statutory health insurance"),
        Coverage.PRIVATE: _("Private health insurance"),
        Coverage.SELF_PAY: _("I pay myself"),
    }[coverage]
