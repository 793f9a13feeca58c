"""Follow-up for today: whose calls are due, what is to be looked at again, and many given to others at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.errors import NotTheirTask, OutsideWindow, ReasonMissing
from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Population, Role
from frontdesk.followup.rules.rights import OVERSEE
from frontdesk.followup.rules.sampling import locked_on
from frontdesk.followup.usecases.list_tasks import Listed
from frontdesk.followup.usecases.reassign_many import Chosen
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.ids import StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Subject
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounter_words import emphasis_tag
from frontdesk_web.presenters.console_followup_words import population_in_words, role_in_words
from frontdesk_web.presenters.console_menu import FOLLOWUP
from frontdesk_web.presenters.console_task_words import due_tag, pile_in_words, state_tag
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

GIVE, REPLIES = f"{FOLLOWUP}/give", f"{FOLLOWUP}/replies"
REVIEWS = frozenset({Pile.LEVEL2, Pile.LEVEL3})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A task in the list. `since`: of one that is to be looked at again, since when it waits; `owner`: whose it is."""

    task: Task
    subject: Subject | None
    url: str
    population: str
    since: date | None
    tags: tuple[Tag, ...]
    owner: str


def piles_of(member: Member, catalogue: Catalogue) -> list[tuple[Pile, str]]:
    """The lists that are theirs, the one they look at first at the head: where the work is, which for a department is
    its list, for its people's own calls lie there too. Departments' last for those who see all."""
    departments = [(Pile.DEPARTMENT, it.id) for it in catalogue.departments]
    if Right.VERIFY in member.rights:
        return [(Pile.CENTRE, ""), (Pile.OWN, member.id), (Pile.LEVEL2, ""), *departments]
    if Right.LEAD in member.rights:
        return [(Pile.LEVEL3, ""), (Pile.LEVEL2, ""), (Pile.CENTRE, ""), *departments]
    return [*((Pile.DEPARTMENT, it) for it in sorted(member.departments)), (Pile.OWN, member.id)]


def tasks_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    listed: Listed,
    *,
    member: Member,
    pile: tuple[Pile, str],
    piles: Sequence[tuple[Pile, str]],
    asked: Mapping[str, str],
    today: date,
    calls_from: datetime | None,
    names: Mapping[StaffId, str],
) -> Page:
    """What is due today and what is overdue, with counts."""
    language = who.session.language
    kept = {it: asked[it] for it in ("overdue", "emphasis", "population") if asked.get(it)}
    here = {"pile": _name(pile)} | kept
    return console_page(
        "console/followup.html",
        who,
        catalogue,
        here=None,
        back=FOLLOWUP,
        listed=listed,
        today=today,
        zone=catalogue.locations[0].zone,
        calls_from=None if pile[0] in REVIEWS else calls_from,
        counts=[(population_in_words(it, language), listed.counts.get(it, 0)) for it in Population],
        is_review=pile[0] in REVIEWS,
        may_next=_may_next(member, pile[0]),
        lists=[(_name(it), pile_in_words(it, catalogue, language)) for it in piles],
        populations=[(it.value, population_in_words(it, language)) for it in Population],
        lines=[
            _line(it, listed.subjects, names, language, is_review=pile[0] in REVIEWS, today=today)
            for it in listed.tasks
        ],
        may_give=bool(member.rights & OVERSEE) and pile[0] not in REVIEWS,
        give_url=GIVE,
        replies_url=REPLIES,
        notice=_notice(asked, language),
        chosen=here,
        before_url=_page_url(here, listed.page - 1) if listed.page > 1 else None,
        next_url=_page_url(here, listed.page + 1) if listed.page < listed.pages else None,
    )


def give_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    chosen: Chosen,
    whom: Sequence[tuple[str, str]],
    *,
    typed: Mapping[str, str],
    left: Mapping[TaskId, FrontdeskError],
    error: FrontdeskError | None,
) -> Page:
    """Several tasks for somebody else at once. `left`: those that could not be given, and why."""
    language = who.session.language
    failed = next(iter(left.values()), error)
    return console_page(
        "console/followup_give.html",
        who,
        catalogue,
        here=None,
        back=FOLLOWUP,
        status=HTTPStatus.OK if failed is None else status_of(failed),
        failed=failed is not None,
        problem=refusal_in_words(error, language) if error else None,
        chosen=[
            (it, chosen.subjects.get(it.subject_id), state_tag(it, language), _why_left(it, left, language))
            for it in chosen.tasks
        ],
        whom=[*queues(language), *whom],
        typed=typed,
        errors=errors_of_steering(error),
        action=GIVE,
        list_url=FOLLOWUP,
    )


def queues(language: Language) -> list[tuple[str, str]]:
    """To whom a call can be given that is no person."""
    return [(it.value, role_in_words(it, language)) for it in Role]


def errors_of_steering(error: FrontdeskError | None) -> dict[str, str]:
    """What is wrong with how a call is steered, at the field that says it."""
    if isinstance(error, BadInput):
        return {it.pointer: it.code for it in error.errors}
    places = {ReasonMissing: "why", OutsideWindow: "due_on", NotTheirTask: "to"}
    return {place: error.code for kind, place in places.items() if error and isinstance(error, kind)}


def _why_left(it: Task, left: Mapping[TaskId, FrontdeskError], language: Language) -> str:
    return refusal_in_words(left[it.id], language) if it.id in left else ""


def _line(  # noqa: PLR0913
    it: Task,
    subjects: Mapping[SubjectId, Subject],
    names: Mapping[StaffId, str],
    language: Language,
    *,
    is_review: bool,
    today: date,
) -> Line:
    over = None if is_review else due_tag(it.due_on, today, language)
    tags = (emphasis_tag(it.vip, language) if it.vip else None, over, state_tag(it, language))
    return Line(
        task=it,
        subject=subjects.get(it.subject_id),
        url=f"{FOLLOWUP}/tasks/{it.id}",
        population=population_in_words(it.population, language),
        since=locked_on(it) if is_review else None,
        tags=tuple(one for one in tags if one),
        owner="" if is_review or it.owner is None else names.get(it.owner, it.owner),
    )


def _may_next(member: Member, pile: Pile) -> bool:
    """Whether there is a next one for them to take: leaders call nobody."""
    needed = {Pile.LEVEL2: Right.VERIFY, Pile.LEVEL3: Right.LEAD}
    if pile in needed:
        return needed[pile] in member.rights
    return Right.LEAD not in member.rights


def _name(it: tuple[Pile, str]) -> str:
    return f"{it[0].value}.{it[1]}"


def _page_url(here: Mapping[str, str], page: int) -> str:
    return f"{FOLLOWUP}?{urlencode({**here, 'page': str(page)})}"


def _notice(asked: Mapping[str, str], language: Language) -> str | None:
    words = translations(language)
    given = asked.get("given", "")
    if given.isdecimal():
        number = int(given[:4])
        return words.ngettext("%(num)s call was given on.", "%(num)s calls were given on.", number) % {
            "num": number
        }
    if asked.get("done", "") != "none":
        return None
    if asked.get("pile", "").partition(".")[0] in REVIEWS:
        return words.gettext("No case is left for you to look at.")
    return words.gettext("Nobody is left to call now; whoever was just tried in vain is called later.")
