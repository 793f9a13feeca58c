"""A corrective action comes a step further: the department answers, the centre or a leader judges."""

from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.followup.errors import ActionMovedOn
from frontdesk.followup.events import ActionMoved
from frontdesk.followup.model import TaskId
from frontdesk.followup.model.actions import ActionId, CorrectiveAction, Said
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.followup.rules.actions import (
    TEXT_AT_MOST,
    WAYS,
    Deed,
    done,
    why_not_deed,
    why_not_text,
    why_not_verify,
)
from frontdesk.followup.rules.telling import of_action
from frontdesk.followup.usecases._change import ATTEMPTS, staff
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A deed and its words. `seen`: how many lines of the history the page showed, so that a form works once.

    Of a verification by the centre: how many patients were `asked` again, and the `tasks` in which they were.
    """

    deed: Deed
    text: str
    seen: int
    asked: int = 0
    tasks: tuple[TaskId, ...] = ()


def answer_action(
    *, organisation_id: OrganisationId, action_id: ActionId, step: Step, member: Member, ports: ActionPorts
) -> CorrectiveAction:
    """The action after the step; said again by the same person, as it is.

    ActionMovedOn when it does not wait for that, or somebody was quicker; OwnCase for who would judge what they
    answered, ReasonMissing without a word, BadInput for a verification that asked nobody; NotFound when it is not
    theirs to do.
    """
    if no := why_not_text(step.text):
        raise no
    heads_of = ports.heads(
        organisation_id
    )  # first: one that is not there costs as much as one that is not theirs
    for _ in range(ATTEMPTS):
        action, now = ports.actions.get(organisation_id, action_id), ports.clock()
        said = _said(step, member, now)
        if _is_said(action, step.seen, said):
            return action
        if refusal := why_not_deed(member, action, step.deed, heads_of(action.department_id)):
            raise refusal
        if len(action.said) != step.seen:
            raise ActionMovedOn(action_id=action_id)
        if step.deed is Deed.VERIFY and (bad := why_not_verify(member, step.asked)):
            raise bad
        known = tuple(it.id for it in ports.calls(organisation_id, step.tasks)) if step.tasks else ()
        moved = done(action, step.deed, replace(said, tasks=known), ports.policy(organisation_id), now=now)
        says = {"state": moved.state.value}
        try:
            return ports.actions.write(
                moved, of_action(ActionMoved, moved, says, at=now, by=staff(member.id))
            )
        except Conflict:
            continue
    raise Conflict(action_id=action_id)


def _said(step: Step, member: Member, now: datetime) -> Said:
    text, asked = step.text.strip()[:TEXT_AT_MOST], step.asked if step.deed is Deed.VERIFY else 0
    return Said(state=WAYS[step.deed].after, by=member.id, at=now, text=text, asked=asked)


def _is_said(action: CorrectiveAction, seen: int, said: Said) -> bool:
    known = action.said[seen] if 0 <= seen < len(action.said) else None
    return known is not None and (known.state, known.by, known.text) == (said.state, said.by, said.text)
