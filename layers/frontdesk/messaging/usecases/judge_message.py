"""Before a message goes to an address: whether it is wanted there, may go there, and may arrive at this hour."""

from datetime import datetime, timedelta

from frontdesk.messaging.model import Address, Kind, Message, Purpose, Reason, RecipientKind, Verdict
from frontdesk.messaging.model.settings import Settings
from frontdesk.messaging.ports.settings import JudgingPorts
from frontdesk.messaging.rules import PASSING
from frontdesk.messaging.rules.consent import why_not_wanted
from frontdesk.messaging.rules.countries import usual_countries
from frontdesk.messaging.rules.quiet import is_held_back, quiet_until

A_DAY = timedelta(days=1)
DIALLED = frozenset({Kind.SMS, Kind.VOICE})


def judge_message(message: Message, address: Address, now: datetime, *, ports: JudgingPorts) -> Verdict:
    """Not at all, for a reason; not before the end of the quiet hours; or now.

    What is only put off is counted nowhere. Staff are told whatever the clinic has to tell them.
    """
    if message.recipient.kind is RecipientKind.STAFF or address.kind is Kind.POST:
        return Verdict()
    organisation_id = message.organisation_id
    settings = ports.settings(organisation_id)
    wanted = ports.preferences(organisation_id, address)
    if reason := why_not_wanted(message, address.kind, wanted, now=now):
        return Verdict(reason)
    country = ports.country(address.to) if address.kind in DIALLED else ""
    if address.kind in DIALLED and country not in (
        settings.countries or usual_countries(ports.home(organisation_id))
    ):
        return Verdict(Reason.CAPPED)
    if settings.quiet and is_held_back(message.purpose, address.kind):
        theirs = ports.zone_of(address.to) if country and not settings.quiet.everywhere else None
        if until := quiet_until(settings.quiet, now, theirs or ports.zone(organisation_id)):
            return Verdict(until=until)
    return Verdict() if _has_a_turn(message, country, settings, now, ports) else Verdict(Reason.CAPPED)


def _has_a_turn(
    message: Message, country: str, settings: Settings, now: datetime, ports: JudgingPorts
) -> bool:
    """Within what one recipient is told in a day, and what all are that the public may cause.

    A message that a provider failed at was counted before.
    """
    caps, tallies = settings.caps, ports.turns
    if message.template not in PASSING:
        since = (message.due_at or message.queued_at) - A_DAY
        if tallies.told_before(message, since=since, most=caps.recipient) >= caps.recipient:
            return False
    if not country or message.purpose is not Purpose.SERVICE or message.failures:
        return True
    return tallies.take_turn(message.organisation_id, country, caps, now=now)
