"""A reminder is about to be sent: what still stands of the appointments it is about, and what is said of them."""

from frontdesk.booking.model import Appointment
from frontdesk.kernel.language import Language, in_language
from frontdesk.messaging.model import Go, Gone, Later, Message, Standing
from frontdesk.messaging.rules.wordings_of_reminders import FORM_BEFORE
from frontdesk.reminders.model.plans import WINDOW, Planned
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.rules.naming import first_name, told_together
from frontdesk.reminders.rules.timing import is_overtaken
from frontdesk.reminders.usecases._members import standing
from frontdesk.reminders.usecases._planning import OFFSET, plan_of, planned_for


def word_appointments(message: Message, *, ports: RemindersPorts) -> Standing:
    """Go with the times of those that are booked as the message knows them, not over, and still to be told by it.

    Later where its time has not come any more, for the one that was to be told of first is gone. Gone when none is
    left: cancelled, moved, over, or the plan has no such reminder now, or a later one tells the same at this moment.
    """
    now, told = ports.clock(), []
    for it in standing(message.organisation_id, message.members, ports.appointment):
        planned = _planned(it, message, ports)
        if planned is not None and it.slot.starts_at > now:
            told.append((it, planned))
    if not told:
        return Gone()
    first_at = min(planned.at for _, planned in told)
    if first_at > now:
        return Later(first_at)
    them = [it for it, _ in told]
    return Go(
        {
            "times": _times(them, message, ports),
            "link": ports.link(message.organisation_id, message.id),
            "note": _note(them, message, ports),
        }
    )


def _planned(it: Appointment, message: Message, ports: RemindersPorts) -> Planned | None:
    """The reminder of the appointment that this message is; None where its plan has it no more, or it is overtaken."""
    planned = planned_for(it, ports.plans.get(it.organisation_id), ports=ports)
    mine = next((one for one in planned if one.send.key == message.parameters.get(OFFSET)), None)
    return None if mine is None or is_overtaken(mine, planned, ports.clock()) else mine


def _times(them: list[Appointment], message: Message, ports: RemindersPorts) -> str:
    several = len({it.subject_id for it in them}) > 1
    told = []
    for it in them:
        zone = ports.zone(it.organisation_id, it.slot.location_id)
        name = ""
        if several and it.subject_id is not None:
            subject, _ = ports.reached(it.organisation_id, it.subject_id)
            name = first_name(subject.name)
        told.append((name, ports.when(it.slot.starts_at, zone, message.language)))
    return told_together(told, message.language)


def _note(them: list[Appointment], message: Message, ports: RemindersPorts) -> str:
    """What is added for those who are new, and where something is to be filled in before; each once."""
    found: dict[str, None] = {}
    plans, language = ports.plans.get(message.organisation_id), message.language
    for it in them:
        plan = plan_of(it, plans)
        if plan.for_new and not (ports.been_here(it) if it.is_known is None else it.is_known):
            found[in_language(plan.for_new, language, fallbacks=tuple(Language)).text] = None
        if plan.form:
            url = ports.window(message.organisation_id) if plan.form == WINDOW else plan.form
            found[FORM_BEFORE[language].format(form=url)] = None
    return "".join(f" {it}" for it in found)
