"""The clinic's own system, or any provider behind a small program of the clinic's. README.md beside this file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from frontdesk.kernel.errors import NotFound, ProviderFailure
from frontdesk.messaging.model import Address, Message, Wording
from frontdesk.messaging.model.traffic import Happening, Posted
from frontdesk.messaging.ports import Tools
from frontdesk.messaging.rules.answers import unless_taken
from frontdesk.messaging.rules.own_events import happenings, reference_of
from frontdesk.messaging.rules.signing import is_signed, several, signed


@dataclass(frozen=True, slots=True)
class Webhook:
    """`secrets`: the first signs what we send, each of them opens what comes back."""

    address: str
    secrets: tuple[str, ...] = field(repr=False)
    tools: Tools

    name = "webhook"
    knows_references = True
    receipts_by_provider_id = False

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        if not self.secrets:
            raise ProviderFailure(provider=self.name, retryable=False, reason="no secret")
        reference = reference_of(message)
        body = json.dumps(
            {
                "reference": reference,
                "organisation_id": message.organisation_id,
                "kind": address.kind.value,
                "to": address.to,
                "language": message.language.value,
                "subject": wording.subject,
                "text": wording.text,
            }
        ).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": reference,
            **signed(self.secrets[0], body, at=self.tools.clock()),
        }
        unless_taken(self.name, self.tools.post(self.name, self.address, body, headers))
        return reference

    def read(self, posted: Posted) -> Sequence[Happening]:
        now = self.tools.clock()
        if not is_signed(posted.headers, posted.body, secrets=self.secrets, now=now):
            raise NotFound(why="signature")
        return happenings(posted, now=now)


def channel(settings: Mapping[str, Any], tools: Tools) -> Webhook:
    return Webhook(settings["address"], several(settings["secret"]), tools)
