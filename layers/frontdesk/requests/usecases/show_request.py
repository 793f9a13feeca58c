"""A patient looks at their request; who is looking was proved before."""

from dataclasses import dataclass

from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.model import Request
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_reply, why_not_withdraw


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The request, and which buttons it has: exactly those whose use case would not refuse."""

    request: Request
    may_reply: bool
    may_withdraw: bool


def show_request(*, organisation_id: OrganisationId, request_id: RequestId, ports: RequestsPorts) -> Shown:
    """The request as it is now; NotFound when this organisation has none of that id."""
    request = ports.requests.get(organisation_id, request_id)
    return Shown(
        request=request,
        may_reply=why_not_reply(request, now=ports.clock()) is None,
        may_withdraw=why_not_withdraw(request) is None,
    )
