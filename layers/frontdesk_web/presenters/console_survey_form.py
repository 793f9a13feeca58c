"""How a survey is given out, as a form: its title, from how many on it is shown, where, and who is invited to it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from frontdesk.catalogue.model import Catalogue, Department
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.language import Language, Text
from frontdesk.surveys.model import Grade, Spot, SpotId, Survey
from frontdesk.surveys.model.invitations import Inviting, Trigger
from frontdesk_web.http import carried_number
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.survey_items import words_of

Typed = Mapping[str, str]
TITLE_AT_MOST, WARD_AT_MOST, WARDS_AT_MOST = 120, 40, 20
SMALLEST, MOST_SMALLEST = 5, 50
HOURS_AT_MOST, DAYS_AT_MOST, ALL = 72, 60, 100
HOURS, DAYS = "hours", "days"
USUAL: Typed = {"smallest": "5", "after": "1", "unit": DAYS, "at": "10:00", "percent": "100"}
_APART = re.compile(r"[\n,;\uff0c\uff1b\u3001]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the form says, whatever is asked in it."""

    title: Text
    smallest: int
    spots: tuple[Spot, ...]
    inviting: Inviting | None


def read_given(
    typed: Typed, catalogue: Catalogue, *, grade: Grade | None, title: Text, language: Language
) -> tuple[Given, list[FieldError]]:
    """The form and what is wrong with it. `title` is the one before: its other languages stay."""
    written, faults = " ".join(typed.get("title", "").split()), []
    if len(written) > TITLE_AT_MOST:
        faults.append(FieldError("title", "too_long"))
    smallest = carried_number(typed.get("smallest", "").strip() or USUAL["smallest"]) or 0
    if not SMALLEST <= smallest <= MOST_SMALLEST:
        faults.append(FieldError("smallest", "surveys.smallest"))
    spots, wrong = _spots(typed, catalogue)
    inviting, more = _inviting(typed)
    if inviting and grade is Grade.OPEN:
        more.append(FieldError("triggers", "surveys.invited_by_visit"))
    given = Given(
        title={**title, language: written} if written else title,
        smallest=smallest,
        spots=spots,
        inviting=inviting,
    )
    return given, [*faults, *wrong, *more]


def given_or_faults(typed: Typed, catalogue: Catalogue, survey: Survey, language: Language) -> Given:
    """The form of a survey that there is; BadInput at its fields."""
    given, faults = read_given(typed, catalogue, grade=survey.grade, title=survey.title, language=language)
    if faults:
        raise BadInput(faults)
    return given


def typed_of(survey: Survey, language: Language) -> dict[str, str]:
    """What the form shows of a survey as it is."""
    typed = {**USUAL, "title": words_of(survey.title, language).text, "smallest": str(survey.smallest)}
    wards: dict[str, list[str]] = {}
    for it in survey.spots:
        typed[f"spot.{it.department_id}"] = "1"
        wards.setdefault(str(it.department_id), []).extend([it.ward] if it.ward else [])
    typed |= {f"wards.{department}": ", ".join(names) for department, names in wards.items()}
    if invites := survey.inviting:
        typed |= {f"trigger.{one.value}": "1" for one in invites.triggers}
        typed |= {"percent": str(invites.percent), "unit": DAYS if invites.days else HOURS}
        typed["after"] = str(invites.days or invites.hours)
        typed["at"] = invites.at.isoformat("minutes") if invites.at else ""
    return typed


def invites_in_words(survey: Survey, language: Language) -> str:
    """Who is sent an invitation, and when; empty where nobody is."""
    _, it = translations(language).gettext, survey.inviting
    if it is None:
        return ""
    told = [trigger_in_words(one, language) for one in Trigger if one in it.triggers]
    if it.days and it.at:
        when = _("after %(days)s days at %(time)s") % {"days": it.days, "time": it.at.isoformat("minutes")}
    else:
        when = _("after %(hours)s hours") % {"hours": it.hours}
    share = _("%(percent)s of 100 visits") % {"percent": it.percent}
    return " · ".join((", ".join(told), when, share))


def trigger_in_words(trigger: Trigger, language: Language) -> str:
    """What sends an invitation."""
    _ = translations(language).gettext
    return {
        Trigger.VISIT_SETTLED: _("When a visit is settled"),
        Trigger.DISCHARGED: _("When somebody is discharged"),
    }[trigger]


def form_parts(catalogue: Catalogue, language: Language) -> dict[str, object]:
    """What the form offers."""
    _ = translations(language).gettext
    return {
        "departments": [
            (it.id, said(it.name, catalogue.organisation, language)) for it in catalogue.departments
        ],
        "triggers": [(it.value, trigger_in_words(it, language)) for it in Trigger],
        "units": [(HOURS, _("hours")), (DAYS, _("days"))],
    }


def _spots(typed: Typed, catalogue: Catalogue) -> tuple[tuple[Spot, ...], list[FieldError]]:
    """Of every department that was ticked itself, and each of its wards: all of them have a code of their own."""
    spots: list[Spot] = []
    faults: list[FieldError] = []
    for it in catalogue.departments:
        if f"spot.{it.id}" not in typed:
            continue
        wards = _wards(typed.get(f"wards.{it.id}", ""))
        if len(wards) > WARDS_AT_MOST or any(len(ward) > WARD_AT_MOST for ward in wards):
            faults.append(FieldError(f"wards.{it.id}", "surveys.wards"))
        spots += [_spot(it, ward) for ward in ("", *wards)]
    if not spots:
        faults.append(FieldError("spots", "required"))
    return tuple(spots), faults


def _wards(written: str) -> Sequence[str]:
    names = [" ".join(it.split()) for it in _APART.split(written)]
    return list(dict.fromkeys(filter(None, names)))


def _spot(department: Department, ward: str) -> Spot:
    drawn = f"-{hashlib.sha256(ward.encode()).hexdigest()[:8]}" if ward else ""
    return Spot(
        id=SpotId(f"{department.id}{drawn}"),
        location_id=department.location_id,
        department_id=department.id,
        ward=ward,
        name={language: f"{name} · {ward}" if ward else name for language, name in department.name.items()},
    )


def _inviting(typed: Typed) -> tuple[Inviting | None, list[FieldError]]:
    """None where nothing is ticked that sends an invitation; then nothing else of it is asked either."""
    triggers = frozenset(it for it in Trigger if f"trigger.{it.value}" in typed)
    if not triggers:
        return None, []
    faults, in_days = [], typed.get("unit", DAYS) == DAYS
    after = carried_number(typed.get("after", "").strip())
    if after is None or not int(in_days) <= after <= (DAYS_AT_MOST if in_days else HOURS_AT_MOST):
        faults.append(FieldError("after", "surveys.after"))
    percent = carried_number(typed.get("percent", "").strip()) or 0
    if not 1 <= percent <= ALL:
        faults.append(FieldError("percent", "surveys.percent"))
    at = _clock(typed.get("at", "")) if in_days else None
    if in_days and at is None:
        faults.append(FieldError("at", "surveys.at"))
    return (
        Inviting(
            triggers=triggers,
            hours=0 if in_days else after or 0,
            days=(after or 0) if in_days else 0,
            at=at,
            percent=percent,
        ),
        faults,
    )


def _clock(written: str) -> time | None:
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", written.strip())
    return time(int(found[1]), int(found[2])) if found else None
