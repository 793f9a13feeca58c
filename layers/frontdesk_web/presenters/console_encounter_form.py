"""The form for an encounter that staff tell of by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.hospital.model import Disposition, Encounter, EncounterClass, EncounterState
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language, Words, understood
from frontdesk.patients.model import Subject
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounter_words import class_in_words, disposition_in_words
from frontdesk_web.presenters.console_encounters import NEW, tabs
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field, date_parts, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


def encounter_form_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    *,
    typed: Mapping[str, str],
    subject: Subject | None,
    locations: Sequence[Location],
    error: FrontdeskError | None,
) -> Page:
    """For a visit that is new, or for one that is known, whose patient is `subject`."""
    language, organisation = who.session.language, catalogue.organisation
    errors = error.errors if isinstance(error, BadInput) else ()
    return console_page(
        "console/encounter_form.html",
        who,
        catalogue,
        here=None,
        back=NEW,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(errors, _labels(language), language),
        errors=by_field(errors),
        typed=typed,
        tabs=tabs(who, "" if typed.get("encounter") else NEW),
        subject=subject,
        encounter=typed.get("encounter", ""),
        classes=[(it.value, class_in_words(it, language)) for it in EncounterClass],
        dispositions=[(it.value, disposition_in_words(it, language)) for it in Disposition],
        yes_or_no=[("yes", _yes(language)), ("no", _no(language))],
        locations=[(it.id, said(it.name, organisation, language)) for it in locations],
        departments=[
            (
                said(place.name, organisation, language),
                [
                    (it.id, said(it.name, organisation, language))
                    for it in catalogue.departments
                    if it.location_id == place.id
                ],
            )
            for place in locations
        ],
        date_parts=date_parts(language),
        languages=organisation.languages,
        speaks=understood(typed.get("language", "")) or organisation.languages[0],
        action=NEW,
    )


def as_typed(it: Encounter, zone: ZoneInfo) -> dict[str, str]:
    """An encounter as somebody would have typed it."""
    emergent = {True: "yes", False: "no", None: ""}[it.is_emergent]
    return {
        "visit_number": it.visit_number,
        "class": it.kind.value,
        "location": it.location_id,
        "department": it.department_id,
        "ward": it.ward,
        "attending": it.attending or "",
        "admitted": _clock(it.began_at, zone),
        "discharged": _clock(it.ended_at, zone),
        "settled": _clock(it.settled_at, zone),
        "disposition": it.disposition.value if it.disposition else "",
        "diagnoses": " ".join(one.code for one in it.diagnoses),
        "procedures": " ".join(it.procedures),
        "emergent": emergent,
        "emergency_visits": "" if it.emergency_visits is None else str(it.emergency_visits),
        "summary": it.summary,
    } | ({"cancelled": "yes"} if it.state is EncounterState.CANCELLED else {})


def _clock(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%dT%H:%M}" if at else ""


def _yes(language: Language) -> str:
    return translations(language).gettext("Yes")


def _no(language: Language) -> str:
    return translations(language).gettext("No")


def _labels(language: Language) -> dict[str, Words | None]:
    _ = translations(language).gettext
    labels = {
        "name": _("First and last name"),
        "birth_date": _("Date of birth"),
        "phone": _("Phone"),
        "email": _("E-mail address"),
        "visit_number": _("Visit number"),
        "class": _("Kind of visit"),
        "location": _("Location"),
        "department": _("Department"),
        "ward": _("Ward"),
        "attending": _("Number of the attending"),
        "admitted": _("Came"),
        "discharged": _("Left"),
        "disposition": _("Went"),
        "settled": _("Bill settled"),
        "diagnoses": _("Diagnoses"),
        "procedures": _("Procedures"),
        "emergent": _("Came as an emergency"),
        "emergency_visits": _("Emergency visits in the six months before"),
        "summary": _("Summary"),
    }
    return {name: Words(label, language) for name, label in labels.items()}
