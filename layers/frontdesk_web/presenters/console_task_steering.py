"""A follow-up call is changed, given to somebody else, or stopped; and what was done with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from itertools import groupby

from frontdesk.access.model import SignedIn
from frontdesk.audit.model import AuditEntry
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model import State
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel, Role
from frontdesk.followup.rules.rights import why_not_steer_it
from frontdesk.followup.rules.steps import LEVEL1
from frontdesk.followup.usecases.show_history import History
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_followup_words import channels_in_words
from frontdesk_web.presenters.console_menu import FOLLOWUP
from frontdesk_web.presenters.console_step_form import USUAL
from frontdesk_web.presenters.console_task_list import errors_of_steering, queues
from frontdesk_web.presenters.console_task_words import state_tag, steered_in_words, task_deed_in_words
from frontdesk_web.presenters.console_words import actor_in_words, refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

DAYS = ("opens_on", "due_on", "closes_on")


def steering_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    history: History,
    *,
    member: Member,
    whom: Sequence[tuple[str, str]],
    names: Mapping[StaffId, str],
    typed: Mapping[str, str],
    done: str,
    error: FrontdeskError | None,
) -> Page:
    """The forms as far as they are theirs, each with what was typed into it; below them what was done so far."""
    language, task = who.session.language, history.task
    is_open = task.state in LEVEL1 and task.state is not State.IN_PROGRESS
    ways = dict.fromkeys((*USUAL, task.channels))
    return console_page(
        "console/followup_steer.html",
        who,
        catalogue,
        here=None,
        back=f"{FOLLOWUP}/tasks/{task.id}/steer",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        done=_notice(done, language),
        task=task,
        subject=history.subject,
        zone=catalogue.location(task.location_id).zone,
        state=state_tag(task, language),
        is_taken=task.state is State.IN_PROGRESS,
        may_edit=is_open and why_not_steer_it(member, task, only_edit=True) is None,
        may_steer=is_open and why_not_steer_it(member, task) is None,
        typed={deed: _typed(deed, history, typed) for deed in ("edit", "give", "cancel")},
        errors={
            deed: _errors(deed, error) if typed.get("deed") == deed else {}
            for deed in ("edit", "give", "cancel")
        },
        ways=[(" ".join(it), channels_in_words(it, language)) for it in ways],
        whom=[*queues(language), *whom],
        steered=[(it, steered_in_words(it.what, language)) for it in task.steered],
        names=names,
        entries=_entries(history, names, language),
        has_trail=history.entries is not None,
        url=f"{FOLLOWUP}/tasks/{task.id}/steer",
        task_url=f"{FOLLOWUP}/tasks/{task.id}",
    )


def read_days(typed: Mapping[str, str]) -> tuple[date, date, date]:
    """From when, on which day and until when it is to be done; BadInput at each field that says no day."""
    found: dict[str, date] = {}
    errors = []
    for name in DAYS:
        try:
            found[name] = date.fromisoformat(typed.get(name, "").strip())
        except ValueError:
            errors.append(FieldError(name, "invalid_date"))
    if errors:
        raise BadInput(errors)
    return found["opens_on"], found["due_on"], found["closes_on"]


def read_channels(typed: Mapping[str, str]) -> tuple[Channel, ...]:
    """How it is to be done; none where nothing is chosen."""
    return tuple(Channel(it) for it in typed.get("channels", "").split() if it in set(Channel))


def _entries(
    history: History, names: Mapping[StaffId, str], language: Language
) -> list[tuple[AuditEntry, str, str]]:
    """The trail in words, the latest first; what somebody did several times in a row is said once."""
    called = {str(it): name for it, name in names.items()}
    rows = groupby(history.entries or (), key=lambda it: (it.action, it.actor))
    return [
        (next(same), task_deed_in_words(action, language), actor_in_words(actor, called, language))
        for (action, actor), same in rows
    ]


def _errors(deed: str, error: FrontdeskError | None) -> dict[str, str]:
    """Each form says why in a field of its own."""
    return {f"why_{deed}" if at == "why" else at: code for at, code in errors_of_steering(error).items()}


def _typed(deed: str, history: History, typed: Mapping[str, str]) -> Mapping[str, str]:
    task = history.task
    if typed.get("deed") == deed:
        return typed
    if deed == "give":
        queue = Role.CENTRE if task.role is Role.CENTRE else Role.DEPARTMENT
        return {"to": task.owner or queue.value}
    return {name: getattr(task, name).isoformat() for name in DAYS} | {"channels": " ".join(task.channels)}


def _notice(done: str, language: Language) -> str | None:
    _ = translations(language).gettext
    return {
        "edit": _("Changed."),
        "give": _("Given on."),
        "cancel": _("Cancelled: nobody calls."),
    }.get(done)
