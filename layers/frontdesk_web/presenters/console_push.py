"""The push centre: packages and pushes with what became of them, a push to be written, and one on its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from frontdesk.access.model import Permission, SignedIn, Staff
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.hospital.model import Population
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language, Words
from frontdesk.outreach.model import Counts, Package, Push, PushState, Topic
from frontdesk.outreach.rules.pushing import may_be_confirmed, may_be_stopped
from frontdesk.outreach.rules.texts import OF_EVERYBODY, length_of, sample_of
from frontdesk_web.i18n import OWN_NAME, translations
from frontdesk_web.presenters.clinic import said as in_words
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounter_words import population_in_words
from frontdesk_web.presenters.console_menu import PUSH
from frontdesk_web.presenters.console_packages import NEW, PACKAGES
from frontdesk_web.presenters.console_plans import of_error
from frontdesk_web.presenters.console_push_form import Typed, departments_of, message_labels
from frontdesk_web.presenters.console_push_words import (
    ORDERS,
    kind_in_words,
    kinds_in_words,
    left_out_in_words,
    length_in_words,
    package_tag,
    push_tag,
    sort_in_words,
    topic_in_words,
)
from frontdesk_web.render import Page

WRITE = f"{PUSH}/{NEW}"
A_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What the centre shows: packages with their counts, the latest pushes, and who works here."""

    packages: Sequence[tuple[Package, Counts]]
    pushes: Sequence[Push]
    staff: Mapping[StaffId, Staff]


def centre_page(who: SignedIn, catalogue: Catalogue, shelf: Shelf, *, done: str = "") -> Page:
    """Packages by name, and pushes, the latest first."""
    language = who.session.language
    _ = translations(language).gettext
    by_name = sorted(shelf.packages, key=lambda it: (it[0].draft.name.casefold(), it[0].id))
    return console_page(
        "console/push_centre.html",
        who,
        catalogue,
        here=None,
        back=PUSH,
        packages=[
            {
                "name": it.draft.name,
                "sort": sort_in_words(it.draft.topic, it.draft.occasion, language),
                "state": package_tag(it, language),
                "counts": counts,
                "url": f"{PACKAGES}/{it.id}",
            }
            for it, counts in by_name
        ],
        pushes=[_line(it, shelf.staff, catalogue, language) for it in shelf.pushes],
        may_send=why_not(who.staff, Permission.OUTREACH_SEND) is None,
        new_package=f"{PACKAGES}/{NEW}",
        new_push=WRITE,
        done=_("It is stopped. Nothing more of it is sent to anybody.") if done == "stopped" else None,
    )


def write_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    *,
    location: Location,
    locations: Sequence[Location],
    now: datetime,
    form_id: str,
    typed: Typed,
    error: FrontdeskError | None = None,
) -> Page:
    """A push to be written, and the group it is for."""
    language, today = who.session.language, now.astimezone(location.zone).date()
    _ = translations(language).gettext
    labels: dict[str, Words | None] = {
        "name": Words(_("What it is called here"), language),
        "last": Words(_("Last day"), language),
        **message_labels(0, catalogue, language),
    }
    usual = {
        "location": location.id,
        "first": (today - A_WEEK).isoformat(),
        "last": today.isoformat(),
        "list": "discharged",
    }
    return console_page(
        "console/push_write.html",
        who,
        catalogue,
        here=None,
        back=WRITE,
        **of_error(error, labels, language),
        typed={**usual, **typed},
        form_id=form_id,
        places=[(it.id, in_words(it.name, catalogue.organisation, language).text) for it in locations],
        lists=[(it.value, population_in_words(it, language)) for it in _populations()],
        departments=[(name, words.text) for name, words in departments_of(catalogue, language)],
        topics=[(it.value, topic_in_words(it, language)) for it in Topic],
        orders=[(" ".join(it), kinds_in_words(it, language)) for it in ORDERS],
        tongues=[(it, OWN_NAME[it]) for it in catalogue.organisation.languages],
        variables=["{" + it + "}" for it in OF_EVERYBODY],
        action=WRITE,
        centre_url=PUSH,
    )


def push_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    push: Push,
    counts: Counts,
    staff: Mapping[StaffId, Staff],
    *,
    now: datetime,
    error: FrontdeskError | None = None,
) -> Page:
    """A push: how many it reaches and who is left out before it is confirmed; how far it is, after."""
    language, url = who.session.language, f"{PUSH}/{push.id}"
    return console_page(
        "console/push.html",
        who,
        catalogue,
        here=None,
        back=url,
        **of_error(error, {}, language),
        push=push,
        line=_line(push, staff, catalogue, language),
        counts=counts,
        is_moving=push.state in {PushState.GATHERING, PushState.SENDING},
        topic=topic_in_words(push.content.topic, language),
        way=kinds_in_words(push.content.kinds, language),
        group=_group(push, catalogue, language),
        zone=catalogue.location(push.picked.location_id).zone,
        reached=[(kind_in_words(it, language), count) for it, count in push.tally.by_kind.items()]
        if push.tally
        else [],
        left_out=[(left_out_in_words(it, language), count) for it, count in push.tally.left_out.items()]
        if push.tally
        else [],
        texts=_texts(push, catalogue, language),
        may_confirm=may_be_confirmed(push, now) and push.parts > 0,
        may_stop=may_be_stopped(push),
        url=url,
        centre_url=PUSH,
    )


def _line(
    it: Push, staff: Mapping[StaffId, Staff], catalogue: Catalogue, language: Language
) -> dict[str, Any]:
    def called(by: StaffId | None) -> str:
        return "" if by is None else staff[by].name if by in staff else by

    return {
        "name": it.content.name,
        "state": push_tag(it.state, language),
        "asked_by": called(it.asked_by),
        "asked_at": it.asked_at,
        "confirmed_by": called(it.confirmed_by),
        "confirmed_at": it.confirmed_at,
        "stopped_by": called(it.stopped_by),
        "reached": it.tally.reached if it.tally else None,
        "parts": it.parts,
        "done": it.done,
        "zone": catalogue.location(it.picked.location_id).zone,
        "url": f"{PUSH}/{it.id}",
    }


def _group(it: Push, catalogue: Catalogue, language: Language) -> dict[str, Any]:
    picked, organisation = it.picked, catalogue.organisation
    department = picked.department_id and catalogue.department(picked.department_id)
    return {
        "list": population_in_words(picked.population, language),
        "place": in_words(catalogue.location(picked.location_id).name, organisation, language),
        "first": None if picked.population is Population.INPATIENT else picked.first,
        "last": picked.last,
        "department": in_words(department.name, organisation, language) if department else None,
        "diagnosis": picked.diagnosis,
    }


def _texts(it: Push, catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    """What it says in each language, with somebody who is nobody."""
    clinic, texts = catalogue.organisation.name, it.content.items[0].texts
    return [
        {
            "tongue": tongue,
            "called": OWN_NAME[tongue],
            "text": sample_of(text, tongue, clinic),
            "length": length_in_words(length_of(text, tongue, clinic), language),
        }
        for tongue, text in texts.items()
    ]


def _populations() -> tuple[Population, ...]:
    return (Population.DISCHARGED, Population.OUTPATIENT, Population.INPATIENT)
