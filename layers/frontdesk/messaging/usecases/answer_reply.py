"""The house answers a reply: by one message, at the contact point that it came from."""

from collections.abc import Mapping

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.language import Language
from frontdesk.messaging.model.threads import Line, LineId, Side
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.usecases._say import say

HOUSE = Actor(ActorKind.SYSTEM, "messaging")


def answer_reply(
    reply: Line, *, template: str, parameters: Mapping[str, str], language: Language, ports: ThreadPorts
) -> Line:
    """The answer, as it was given the first time: of one reply there is one, whatever is said later."""
    answer = Line(
        id=LineId(f"{reply.id}-answer"),
        organisation_id=reply.organisation_id,
        contact_key=reply.contact_key,
        side=Side.OUT,
        at=reply.at,
        by=HOUSE,
        kind=reply.kind,
        template=template,
        parameters=parameters,
        language=language,
    )
    return say(answer, ports=ports)
