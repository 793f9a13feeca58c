"""Text messages by Twilio, without its library: one request out, one signature in. README.md beside this file."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.channels.sms_twilio.incoming import REFERENCE, Form, happenings
from frontdesk.messaging.channels.sms_twilio.signature import is_twilios
from frontdesk.messaging.model import Address, Message, Wording
from frontdesk.messaging.model.traffic import Happening, Posted
from frontdesk.messaging.ports import Tools
from frontdesk.messaging.rules.answers import unless_taken
from frontdesk.messaging.rules.signing import several

SERVICE = "MG"
"""What the id of a messaging service begins with; anything else is a sender."""


@dataclass(frozen=True, slots=True)
class SmsTwilio:
    account_sid: str
    tokens: tuple[str, ...] = field(repr=False)
    sender: str
    address: str
    tools: Tools

    name = "sms_twilio"
    knows_references = False
    receipts_by_provider_id = False

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        door = f"{self.tools.public_url}/messaging/{message.organisation_id}/{self.name}/events"
        form = {
            "To": address.to,
            "MessagingServiceSid" if self.sender.startswith(SERVICE) else "From": self.sender,
            "Body": wording.text,
            "StatusCallback": f"{door}?{urlencode({REFERENCE: message.id})}",
        }
        known_by = b64encode(f"{self.account_sid}:{next(iter(self.tokens), '')}".encode()).decode()
        answer = self.tools.post(
            self.name,
            f"{self.address}/2010-04-01/Accounts/{self.account_sid}/Messages.json",
            urlencode(form).encode(),
            {"Content-Type": "application/x-www-form-urlencoded", "Authorization": f"Basic {known_by}"},
        )
        unless_taken(self.name, answer)
        return _sid(answer.body)

    def read(self, posted: Posted) -> Sequence[Happening]:
        address = f"{self.tools.public_url}/messaging/{posted.organisation_id}/{self.name}/events"
        if not is_twilios(posted, address, tokens=self.tokens):
            raise NotFound(why="signature")
        form = Form(posted)
        if form.text("AccountSid") != self.account_sid:
            raise NotFound(why="another account")
        return happenings(form, now=self.tools.clock())


def channel(settings: Mapping[str, Any], tools: Tools) -> SmsTwilio:
    return SmsTwilio(
        account_sid=settings["account_sid"],
        tokens=several(settings["auth_token"]),
        sender=settings["sender"],
        address=settings.get("address", "https://api.twilio.com").rstrip("/"),
        tools=tools,
    )


def _sid(body: bytes) -> str:
    """It was taken, whatever is said about it."""
    try:
        said = json.loads(body)
    except ValueError:
        return ""
    return str(said.get("sid", "")) if isinstance(said, dict) else ""
