"""Letters: the clinic prints them and puts them into envelopes. README.md beside this file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.model import Address, Message, Wording
from frontdesk.messaging.model.traffic import Happening, Letter, Posted
from frontdesk.messaging.ports import Letters, Tools


@dataclass(frozen=True, slots=True)
class Post:
    """Lists a letter on the day that its message was due: twice is once."""

    letters: Letters

    name = "post"
    knows_references = True
    receipts_by_provider_id = False

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        self.letters.add(
            Letter(
                organisation_id=message.organisation_id,
                message_id=message.id,
                listed_at=message.due_at or message.queued_at,
                to=address.to,
                subject=wording.subject,
                text=wording.text,
            )
        )
        return ""

    def read(self, posted: Posted) -> Sequence[Happening]:
        raise NotFound(channel=posted.channel)


def channel(_settings: Mapping[str, Any], tools: Tools) -> Post:
    return Post(tools.letters)
