"""E-mail by Amazon SES. README.md beside this file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.messaging.channels.email_ses.incoming import happenings, tags_of
from frontdesk.messaging.model import Address, Message, Wording
from frontdesk.messaging.model.traffic import Happening, Posted
from frontdesk.messaging.ports import Tools


@dataclass(frozen=True, slots=True)
class EmailSes:
    sender: str
    reply_to: str
    configuration_set: str
    topics: tuple[str, ...]
    tools: Tools

    name = "email_ses"
    knows_references = False
    receipts_by_provider_id = False

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        also: dict[str, Any] = {}
        if self.configuration_set:
            also["ConfigurationSetName"] = self.configuration_set
        if self.reply_to:
            also["ReplyToAddresses"] = [self.reply_to]
        answer = self.tools.aws(
            self.name,
            "sesv2",
            "send_email",
            FromEmailAddress=self.sender,
            Destination={"ToAddresses": [address.to]},
            Content={
                "Simple": {"Subject": _said(wording.subject), "Body": {"Text": _said(wording.text)}},
            },
            EmailTags=[{"Name": name, "Value": value} for name, value in tags_of(message).items()],
            **also,
        )
        return str(answer["MessageId"])

    def read(self, posted: Posted) -> Sequence[Happening]:
        said = self.tools.sns(posted, topics=self.topics)
        return happenings(posted, said, now=self.tools.clock())


def channel(settings: Mapping[str, Any], tools: Tools) -> EmailSes:
    return EmailSes(
        sender=settings["sender"],
        reply_to=settings.get("reply_to", ""),
        configuration_set=settings.get("configuration_set", ""),
        topics=tuple(settings.get("topics", ())),
        tools=tools,
    )


def _said(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
