"""A demo phone and inbox: what a patient would see, where no provider is connected. README.md beside this file."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.kernel.errors import NotFound, ProviderFailure
from frontdesk.messaging.model import Address, Message, Wording
from frontdesk.messaging.model.traffic import Happening, Posted
from frontdesk.messaging.ports import Tools
from frontdesk.messaging.rules.answers import unless_taken
from frontdesk.messaging.rules.own_events import happenings, reference_of
from frontdesk.messaging.rules.signing import is_signed, several


@dataclass(frozen=True, slots=True)
class Simulator:
    """Posts to `<address>/messages`. It keeps one message per reference, as a good provider does."""

    address: str
    settings: Mapping[str, Any]
    tools: Tools

    name = "simulator"
    knows_references = True
    receipts_by_provider_id = False

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        if not self.address:
            raise ProviderFailure(provider=self.name, retryable=False, reason="not connected here")
        body = {
            "reference": reference_of(message),
            "organisation_id": message.organisation_id,
            "kind": address.kind.value,
            "to": address.to,
            "subject": wording.subject,
            "text": wording.text,
        }
        # The address is the operator's own setting, never a patient's or a clinic's.
        answer = self.tools.post(
            self.name,
            f"{self.address}/messages",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        unless_taken(self.name, answer)
        return str(body["reference"])

    def read(self, posted: Posted) -> Sequence[Happening]:
        secrets, now = several(self.settings.get("secret", ())), self.tools.clock()
        if not is_signed(posted.headers, posted.body, secrets=secrets, now=now):
            raise NotFound(why="signature")
        return happenings(posted, now=now)


def channel(settings: Mapping[str, Any], tools: Tools) -> Simulator:
    return Simulator(os.environ.get("SIMULATOR_URL", ""), settings, tools)
