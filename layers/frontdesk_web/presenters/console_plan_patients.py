"""Patients picked out in the console for a follow-up plan."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.followup.model.plans import Population
from frontdesk.followup.usecases.extract_patients import Extracted, Query
from frontdesk.hospital.model import Encounter
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Words
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_followup_words import population_in_words
from frontdesk_web.presenters.console_menu import FOLLOWUP_PLANS
from frontdesk_web.presenters.console_plans import EXTRACT, START, of_error, tabs_of
from frontdesk_web.presenters.console_push import WRITE
from frontdesk_web.presenters.console_reminders import places_of
from frontdesk_web.render import Page


def extract_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    query: Query,
    found: Extracted | None,
    *,
    locations: Sequence[Location],
    location: Location,
    error: FrontdeskError | None = None,
) -> Page:
    """Patients by days, department and diagnosis: who has a plan, and who may get one."""
    language = who.session.language
    _ = translations(language).gettext
    labels = {"last": Words(_("Last day"), language)}
    departments = [
        (it.id, said(it.name, catalogue.organisation, language))
        for it in catalogue.departments
        if it.location_id == location.id
    ]
    return console_page(
        "console/plan_patients.html",
        who,
        catalogue,
        here=None,
        back=EXTRACT,
        **of_error(error, labels, language),
        tabs=tabs_of(EXTRACT, language),
        choices=[places_of(location, locations, catalogue, language)],
        query=query,
        populations=[(it.value, population_in_words(it, language)) for it in Population],
        departments=departments,
        found=[_patient(it, found, location) for it in found.encounters] if found else None,
        more=found.more if found else False,
        push_url=_push(query) if found and why_not(who.staff, Permission.OUTREACH_SEND) is None else None,
        action=EXTRACT,
    )


def _push(query: Query) -> str:
    """Where the same group is written to."""
    asked = {
        "location": query.location_id,
        "list": query.population.value,
        "first": query.first.isoformat(),
        "last": query.last.isoformat(),
        "department": query.department_id or "",
        "diagnosis": query.diagnosis,
    }
    return f"{WRITE}?{urlencode(asked)}"


def _patient(it: Encounter, found: Extracted, location: Location) -> dict[str, Any]:
    plan = found.plans.get(it.id)
    return {
        "subject": found.subjects.get(it.subject_id),
        "on": (it.ended_at or it.began_at).astimezone(location.zone).date(),
        "diagnoses": [one.code for one in it.diagnoses],
        "has_plan": plan is not None,
        "url": f"{FOLLOWUP_PLANS}/{plan.id}" if plan else f"{START}/{it.id}",
    }
