"""How every change of what a patient said is stored: one conditional write, its facts with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from frontdesk.followup.events import FeedbackEnded, FeedbackFact, FeedbackHeard
from frontdesk.followup.model.actions import FeedbackId
from frontdesk.followup.model.feedback import Feedback, FeedbackState
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.telling import of_feedback
from frontdesk.followup.usecases._change import ATTEMPTS
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What it becomes, and the fact that tells it; that it is done with is told besides, whatever led there."""

    it: Feedback
    fact: type[FeedbackFact] | None = None
    says: Mapping[str, object] = field(default_factory=dict)


def turn(
    organisation_id: OrganisationId,
    feedback_id: FeedbackId,
    says: Callable[[Feedback], Turn | None],
    *,
    by: Actor,
    ports: FeedbackPorts,
) -> Feedback:
    """It after what `says` makes of it, as it is where that is None; who loses a race decides again, five times."""
    for _ in range(ATTEMPTS):
        known = ports.box.get(organisation_id, feedback_id)
        if (new := says(known)) is None:
            return known
        now = ports.clock()
        facts = [of_feedback(new.fact, new.it, new.says, at=now, by=by)] if new.fact else []
        if new.it.state is FeedbackState.DONE is not known.state:
            facts.append(of_feedback(FeedbackEnded, new.it, {}, at=now, by=by))
        try:
            return ports.box.write(new.it, *facts)
        except Conflict:
            continue
    raise Conflict(feedback_id=feedback_id)


def keep(it: Feedback, *, by: Actor, ports: FeedbackPorts) -> bool:
    """Whether it is new: of what it was said in there is one, however often that is heard."""
    says = {"where": it.source.value}
    return ports.box.add(it, of_feedback(FeedbackHeard, it, says, at=ports.clock(), by=by))
