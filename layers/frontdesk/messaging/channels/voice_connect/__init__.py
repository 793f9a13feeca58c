"""Calls by Amazon Connect: a flow of the clinic's rings and reads out what is said. README.md beside this file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.channels.voice_connect.incoming import BUS_SOURCE, of_the_bus
from frontdesk.messaging.model import Address, Message, Wording
from frontdesk.messaging.model.traffic import Happening, Posted
from frontdesk.messaging.ports import Tools
from frontdesk.messaging.rules.own_events import reference_of

__all__ = ["BUS_SOURCE", "channel", "of_the_bus"]

RINGS_FOR_S = 40


@dataclass(frozen=True, slots=True)
class VoiceConnect:
    """`knows_references`: Connect makes one contact for a ClientToken."""

    instance_id: str
    contact_flow_id: str
    number: str
    tools: Tools

    name = "voice_connect"
    knows_references = True
    receipts_by_provider_id = True

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        reference = reference_of(message)
        answer = self.tools.aws(
            self.name,
            "connect",
            "start_outbound_voice_contact",
            DestinationPhoneNumber=address.to,
            SourcePhoneNumber=self.number,
            InstanceId=self.instance_id,
            ContactFlowId=self.contact_flow_id,
            ClientToken=sha256(reference.encode()).hexdigest(),
            Attributes={
                "reference": reference,
                "language": message.language.value,
                "text": wording.text,
            },
            RingTimeoutInSeconds=RINGS_FOR_S,
        )
        return str(answer["ContactId"])

    def read(self, posted: Posted) -> Sequence[Happening]:
        raise NotFound(channel=posted.channel)


def channel(settings: Mapping[str, Any], tools: Tools) -> VoiceConnect:
    return VoiceConnect(settings["instance_id"], settings["contact_flow_id"], settings["number"], tools)
