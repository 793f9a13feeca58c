"""What is answered to a reply: one message, whatever came of how many appointments."""

from collections.abc import Mapping, Sequence

from frontdesk.kernel.language import Language
from frontdesk.messaging.model.threads import Line
from frontdesk.messaging.rules.wordings_of_replies import OUTCOMES
from frontdesk.reminders.model.replies import Became, Outcome, Task
from frontdesk.reminders.ports.replies import ReplyPorts

TEMPLATES = {
    frozenset({Became.CONFIRMED}): "reply_confirmed",
    frozenset({Became.CANCELLED}): "reply_cancelled",
    frozenset({Became.MOVING}): "reply_move",
    frozenset({Became.REFUSED}): "reply_too_late",
}
SEVERAL = "; "


def answer(reply: Line, outcomes: Sequence[Outcome], task: Task, *, ports: ReplyPorts) -> None:
    """Say what was done. Of what nobody understood: that somebody reads it, and that nothing has changed."""
    became, language = frozenset(it.became for it in outcomes), task.language
    if became <= {Became.LOST}:
        phone = ports.phone(reply.organisation_id, task.location_id)
        ports.answer(reply, "reply_unclear", {"phone": phone}, language)
        return
    template = TEMPLATES.get(became, "reply_mixed")
    ports.answer(reply, template, _parameters(template, outcomes, language, ports), language)


def _parameters(
    template: str, outcomes: Sequence[Outcome], language: Language, ports: ReplyPorts
) -> Mapping[str, str]:
    first = outcomes[0].appointment
    phone = ports.phone(first.organisation_id, first.slot.location_id)
    if template == "reply_mixed":
        return {"outcomes": _one_each(outcomes, language, ports), "phone": phone}
    said = {"times": _times(outcomes, language, ports)}
    if template == "reply_too_late":
        why = outcomes[0].why
        return said | {"why": ports.sentence(why.code if why else "refused", language), "phone": phone}
    return said | {"link": ports.link(first.organisation_id, first.id)}


def _one_each(outcomes: Sequence[Outcome], language: Language, ports: ReplyPorts) -> str:
    """What is the same of several is said once; what is lost has not changed by this, as what was refused."""
    said = []
    for became in (Became.CONFIRMED, Became.CANCELLED, Became.MOVING, Became.REFUSED):
        also = {Became.LOST} if became is Became.REFUSED else set()
        of_it = [it for it in outcomes if it.became in {became, *also}]
        if of_it:
            first = of_it[0].appointment
            link = ports.link(first.organisation_id, first.id)
            said.append(
                OUTCOMES[became.value][language].format(times=_times(of_it, language, ports), link=link)
            )
    return SEVERAL.join(said)


def _times(outcomes: Sequence[Outcome], language: Language, ports: ReplyPorts) -> str:
    return SEVERAL.join(_time(it, language, ports) for it in outcomes)


def _time(it: Outcome, language: Language, ports: ReplyPorts) -> str:
    slot = it.appointment.slot
    zone = ports.zone(it.appointment.organisation_id, slot.location_id)
    return ports.when(slot.starts_at, zone, language)
