"""Text messages by Amazon SNS: nothing to set up, and nothing comes back. README.md beside this file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.model import Address, Message, Wording
from frontdesk.messaging.model.traffic import Happening, Posted
from frontdesk.messaging.ports import Tools

ATTRIBUTE = "AWS.SNS.SMS"


@dataclass(frozen=True, slots=True)
class SmsSns:
    sender_id: str
    tools: Tools

    name = "sms_sns"
    knows_references = False
    receipts_by_provider_id = False

    def send(self, _message: Message, address: Address, wording: Wording) -> str:
        attributes = {f"{ATTRIBUTE}.SMSType": _text("Transactional")}
        if self.sender_id:
            attributes[f"{ATTRIBUTE}.SenderID"] = _text(self.sender_id)
        answer = self.tools.aws(
            self.name,
            "sns",
            "publish",
            PhoneNumber=address.to,
            Message=wording.text,
            MessageAttributes=attributes,
        )
        return str(answer["MessageId"])

    def read(self, posted: Posted) -> Sequence[Happening]:
        raise NotFound(channel=posted.channel)


def channel(settings: Mapping[str, Any], tools: Tools) -> SmsSns:
    return SmsSns(settings.get("sender_id", ""), tools)


def _text(value: str) -> dict[str, str]:
    return {"DataType": "String", "StringValue": value}
