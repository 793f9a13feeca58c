"""Text messages by AWS End User Messaging, there and back. README.md beside this file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.messaging.channels.sms_aws.incoming import (
    BUS_SOURCE,
    ORGANISATION,
    REFERENCE,
    happenings,
    of_the_bus,
)
from frontdesk.messaging.model import Address, Message, Wording
from frontdesk.messaging.model.traffic import Happening, Posted
from frontdesk.messaging.ports import Tools

__all__ = ["BUS_SOURCE", "channel", "of_the_bus"]

GOOD_FOR_S = 86_400
"""How long a carrier may try: what is said a day late confuses more than it helps."""


@dataclass(frozen=True, slots=True)
class SmsAws:
    """`numbers` are the clinic's own: what comes to another number of the topic is another clinic's."""

    sender: str
    configuration_set: str
    topics: tuple[str, ...]
    numbers: tuple[str, ...]
    receipts_by_provider_id: bool
    tools: Tools

    name = "sms_aws"
    knows_references = False

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        also = {"ConfigurationSetName": self.configuration_set} if self.configuration_set else {}
        answer = self.tools.aws(
            self.name,
            "pinpoint-sms-voice-v2",
            "send_text_message",
            DestinationPhoneNumber=address.to,
            OriginationIdentity=self.sender,
            MessageBody=wording.text,
            MessageType="TRANSACTIONAL",
            TimeToLive=GOOD_FOR_S,
            Context={REFERENCE: message.id, ORGANISATION: message.organisation_id},
            **also,
        )
        return str(answer["MessageId"])

    def read(self, posted: Posted) -> Sequence[Happening]:
        said = self.tools.sns(posted, topics=self.topics)
        return happenings(posted, said, numbers=self.numbers, now=self.tools.clock())


def channel(settings: Mapping[str, Any], tools: Tools) -> SmsAws:
    return SmsAws(
        sender=settings["sender"],
        configuration_set=settings.get("configuration_set", ""),
        topics=tuple(settings.get("topics", ())),
        numbers=tuple(settings.get("numbers", ())),
        receipts_by_provider_id=settings.get("receipts", "topic") == "bus",
        tools=tools,
    )
