"""The clinic's reminder rules in the console: read, tried out, and laid down."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from chalicelib.reach import Reach, asked_day, catalogue_of, permit, reach_of
from chalicelib.refusing import shown_again
from chalicelib.reminders import CHANGE, READ, ports
from frontdesk.access.model import SignedIn
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotFound
from frontdesk.kernel.ids import SubjectId, random_id
from frontdesk.patients.model import Consent, Subject
from frontdesk.patients.rules.persons import written_date
from frontdesk.reminders.model.recalls import Service
from frontdesk.reminders.model.rulebook import Rule, Rulebook, Trigger
from frontdesk.reminders.model.rulebook_written import write_rules
from frontdesk.reminders.usecases.change_rules import Trial, change_rules, read_rulebook, try_rules
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_reminders import RULES
from frontdesk_web.presenters.console_rule_form import NEW_RULE, rule_typed, with_rule
from frontdesk_web.presenters.console_rules import rule_page, rules_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

NOBODY = SubjectId("0" * 32)
SOME_AGE = 40
"""Years; for a trial in which nobody's age was given."""

desk = Desk(__name__)


@desk.route("/console/reminders/rules")
@signed_in(desk)
def rules(who: SignedIn) -> Page:
    permit(who, READ)
    book = read_rulebook(organisation_id=who.organisation_id, ports=ports)
    return rules_page(who, catalogue_of(who), book, done=desk.query().get("done"))


@desk.route("/console/reminders/rules/{rule_id}")
@signed_in(desk)
def rule(who: SignedIn, rule_id: str) -> Page:
    permit(who, READ)
    return _page(who, rule_id, {})


@desk.route("/console/reminders/rules/{rule_id}", methods=["POST"])
@signed_in(desk)
def change(who: SignedIn, rule_id: str) -> Page | SeeOther:
    permit(who, READ)
    typed, here = desk.form(), who.organisation_id
    book = _known(read_rulebook(organisation_id=here, ports=ports), rule_id)
    if typed.get("deed") == "try":
        return _page(who, rule_id, typed, trial=_trial(reach_of(who), typed, _typed(typed, rule_id, here)))
    permit(who, CHANGE)
    if typed.get("deed") == "remove":
        book = replace(book, rules=tuple(it for it in book.rules if it.id != rule_id))
    else:
        book = with_rule(book, _typed(typed, rule_id, here))
    version = carried_number(typed.get("version", "")) or 0
    change_rules(organisation_id=here, said=write_rules(book), version=version, ports=ports)
    return SeeOther(url=f"{RULES}?done={'removed' if typed.get('deed') == 'remove' else 'saved'}")


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be laid down is shown in the form, with what was typed; all else on a page of its own."""
    return _page(who, (desk.request.uri_params or {})["rule_id"], desk.form(), error=error)


def _page(
    who: SignedIn,
    rule_id: str,
    typed: Mapping[str, str],
    *,
    trial: Trial | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    reach = reach_of(who)
    book = _known(read_rulebook(organisation_id=who.organisation_id, ports=ports), rule_id)
    return rule_page(
        who,
        reach.catalogue,
        book,
        rule_id,
        types=ports.types(who.organisation_id),
        typed=typed,
        trial=trial,
        today=asked_day("", reach.location(""), ports.clock),
        error=error,
    )


def _known(book: Rulebook, rule_id: str) -> Rulebook:
    if rule_id != NEW_RULE and book.rule(rule_id) is None:
        raise NotFound(rule_id=rule_id)
    return book


def _typed(typed: Mapping[str, str], rule_id: str, here: str) -> Rule:
    """A new rule gets an id of its own: names may change."""
    own = random_id() if rule_id == NEW_RULE else rule_id
    return rule_typed(typed, own, ports.types(here))  # type: ignore[arg-type]


def _trial(reach: Reach, typed: Mapping[str, str], one: Rule) -> Trial:
    """What the rule would do for somebody who is made up."""
    location, born = reach.location(""), written_date(typed, "trial_birth")
    today = asked_day("", location, ports.clock)
    said = any(value.strip() for name, value in typed.items() if name.startswith("trial_birth"))
    if said and (born is None or born > today):
        raise BadInput([FieldError("trial_birth", "invalid_date")])
    subject = Subject(
        id=NOBODY,
        organisation_id=reach.who.organisation_id,
        name="",
        birth_date=born or today.replace(year=today.year - SOME_AGE, day=1),
        phone=None,
        email=None,
        language=reach.catalogue.organisation.languages[0],
        consent=Consent(version="", given_at=ports.clock()),
    )
    on = _day(typed.get("trial_on", "")) or today
    service = None
    if one.trigger is not Trigger.REGISTERED:
        service = Service(
            id=NOBODY,
            organisation_id=reach.who.organisation_id,
            subject_id=NOBODY,
            location_id=location.id,
            care=one.care,
            item=typed.get("trial_item", "").strip() or (one.items[0] if one.items else ""),
            given_on=on,
            language=subject.language,
            diagnoses=tuple(typed.get("trial_diagnoses", "").replace(",", " ").split()),
        )
    [trial] = try_rules(Rulebook(rules=(one,)), service, subject, on=on, staff=reach.member, ports=ports)
    return trial


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
