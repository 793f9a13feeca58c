"""What Amazon Connect tells the account's bus of a contact. Unordered, best effort, and some of it twice.

Names are written in more than one way (`instanceARN`, `instanceArn`), so that their letters' size says nothing.
https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from frontdesk.messaging.model import Kind, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Receipt
from frontdesk.messaging.rules.reading import instant, part, text

BUS_SOURCE = "aws.connect"
CHANNEL = "voice_connect"
OURS = "api"
ENDED = "disconnected"
NO_NUMBER = {"telecom_number_invalid", "sit_tone_invalid_number"}
NOT_REACHED = ("telecom_", "outbound_attempt_failed", "customer_never_arrived", "expired")
NO_PERSON = ("voicemail", "amd_unanswered", "sit_tone", "fax_machine")


def of_the_bus(event: Mapping[str, Any]) -> Receipt | None:
    """What became of a call that we asked for, once it has ended; that it rang or was taken up is no proof.

    Where no machine is looked for, being connected until somebody hung up has to do.
    """
    detail = {str(name).lower(): it for name, it in part(event, "detail").items()}
    if _small(detail, "eventtype") != ENDED or _small(detail, "initiationmethod") != OURS:
        return None
    status, reason = _became(
        _small(detail, "disconnectreason"), _small(detail, "answeringmachinedetectionstatus")
    )
    contact_id = text(detail, "contactid")
    return Receipt(
        organisation_id=None,
        channel=CHANNEL,
        kind=Kind.VOICE,
        event_id=f"{contact_id}#{ENDED}",
        status=status,
        at=instant(event, "time", now=datetime.fromtimestamp(0, UTC)),
        provider_id=contact_id,
        reason=reason,
    )


def _became(why: str, who: str) -> tuple[MessageStatus, Reason]:
    if {why, who} & NO_NUMBER:
        return MessageStatus.FAILED, Reason.BOUNCED
    if why.startswith(NOT_REACHED) or who.startswith(NO_PERSON):
        return MessageStatus.FAILED, Reason.NO_ANSWER
    return MessageStatus.DELIVERED, Reason.NONE


def _small(detail: Mapping[str, Any], name: str) -> str:
    return str(detail.get(name, "")).lower()
