"""One visit or stay: what is known of it, what was told when, the patient's others, and emphasis."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from http import HTTPStatus

from frontdesk.access.model import SignedIn
from frontdesk.audit.model import AuditEntry
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.plans import Plan, PlanState
from frontdesk.hospital.usecases.emphasise_patient import LEVELS, REASON_AT_MOST
from frontdesk.hospital.usecases.read_encounter import Opened
from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Words
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounter_words import (
    class_in_words,
    disposition_in_words,
    emphasis_tag,
    state_tag,
    told_in_words,
)
from frontdesk_web.presenters.console_encounters import NEW, VISITS, may_edit, tabs
from frontdesk_web.presenters.console_menu import FOLLOWUP_PLANS
from frontdesk_web.presenters.console_words import actor_in_words
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

FOR_NOW = timedelta(days=90)


def encounter_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    opened: Opened,
    *,
    told: Sequence[AuditEntry],
    names: Mapping[StaffId, str],
    plan: Plan | None,
    typed: Mapping[str, str],
    today: date,
    done: str,
    error: BadInput | None,
) -> Page:
    """`told` are the facts of the trail; `names` those of staff; `plan` the one that follows it up."""
    language, it, emphasis = who.session.language, opened.encounter, opened.emphasis
    location, department = catalogue.location(it.location_id), catalogue.department(it.department_id)
    _ = translations(language).gettext
    labels = {"level": _("Level"), "reason": _("Why"), "until": _("Until")}
    errors = error.errors if error else ()
    proposed = {
        "level": str(emphasis.level if emphasis else 1),
        "reason": emphasis.reason if emphasis else "",
        "until": (emphasis.until if emphasis else today + FOR_NOW).isoformat(),
    }
    return console_page(
        "console/encounter.html",
        who,
        catalogue,
        here=None,
        back=f"{VISITS}/{it.id}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problems=problems_of(errors, {name: Words(one, language) for name, one in labels.items()}, language),
        errors=by_field(errors),
        typed=dict(typed) or proposed,
        done={
            "told": _("Saved."),
            "emphasised": _("The patient is followed with emphasis."),
            "ended": _("The emphasis has ended."),
        }.get(done, ""),
        tabs=tabs(who, ""),
        it=it,
        subject=opened.subject,
        kind=class_in_words(it.kind, language),
        state=state_tag(it.state, language),
        went=disposition_in_words(it.disposition, language) if it.disposition else "",
        zone=location.zone,
        place=said(location.name, catalogue.organisation, language),
        department=said(department.name, catalogue.organisation, language),
        attending=names.get(it.attending, it.attending) if it.attending else "",
        history=[
            (
                one.at,
                told_in_words(one.action, language),
                actor_in_words(one.actor, {str(it): name for it, name in names.items()}, language),
            )
            for one in told
        ],
        others=[
            (one, class_in_words(one.kind, language), state_tag(one.state, language), f"{VISITS}/{one.id}")
            for one in opened.others
        ],
        emphasis=emphasis,
        emphasis_tag=emphasis and emphasis_tag(emphasis.level, language),
        levels=[(str(level), str(level)) for level in LEVELS],
        reason_at_most=REASON_AT_MOST,
        may_edit=may_edit(who),
        change_url=f"{NEW}?encounter={it.id}",
        follow_url=f"{FOLLOWUP_PLANS}/start/{it.id}",
        plan_url=f"{FOLLOWUP_PLANS}/{plan.id}" if plan else None,
        plan_called=_("Proposed follow-up plan")
        if plan and plan.state is PlanState.PROPOSED
        else _("Running follow-up plan"),
        emphasis_url=f"{VISITS}/{it.id}/emphasis",
    )
