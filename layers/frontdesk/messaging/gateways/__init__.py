"""Messaging's ways out: AWS, the open Internet, what SNS signs, and where secrets are kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from frontdesk.kernel.clock import Clock
from frontdesk.messaging.gateways.aws import Aws
from frontdesk.messaging.gateways.outward import Outward
from frontdesk.messaging.model.traffic import Posted
from frontdesk.messaging.ports import Letters
from frontdesk.messaging.rules.answers import Answer

if TYPE_CHECKING:
    from frontdesk.messaging.gateways.sns import SnsDoor


@cache
def sns_door() -> "SnsDoor":
    """Made where a topic is heard: whoever only sends needs no certificates."""
    from frontdesk.messaging.gateways.sns import SnsDoor  # noqa: PLC0415

    return SnsDoor()


@dataclass(frozen=True, slots=True, kw_only=True)
class RealTools:
    """`Tools` of the cloud; `outward` decides which addresses are outside."""

    letters: Letters
    public_url: str
    clock: Clock
    outward: Outward
    calls: Aws = field(default_factory=Aws)

    def aws(self, channel: str, service: str, operation: str, **said: Any) -> Mapping[str, Any]:  # noqa: ANN401
        return self.calls.call(channel, service, operation, said)

    def post(self, channel: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self.outward.post(channel, address, body, headers)

    def sns(self, posted: Posted, *, topics: Collection[str]) -> Mapping[str, Any]:
        return sns_door().opened(posted, topics=topics, now=self.clock())
