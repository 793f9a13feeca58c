"""A patient looks at their request; who is looking was proved before."""

from dataclasses import dataclass

from frontdesk.documents.model import DocumentId, Upload
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.model import Request
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_attach, why_not_reply, why_not_withdraw


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The request, and which buttons it has: exactly those whose use case would not refuse.

    `upload` is where a file can be sent to, None when none would be taken.
    """

    request: Request
    may_reply: bool
    may_withdraw: bool
    upload: Upload | None


def show_request(
    *,
    organisation_id: OrganisationId,
    request_id: RequestId,
    document_id: DocumentId,
    back: str,
    ports: RequestsPorts,
) -> Shown:
    """The request as it is now; NotFound when this organisation has none of that id.

    `document_id` is drawn for the file that may be sent from here; the bucket then leads `back`.
    """
    request = ports.requests.get(organisation_id, request_id)
    patient = Actor(ActorKind.PATIENT, request.subject_id)
    refused = why_not_attach(request, by=patient)
    return Shown(
        request=request,
        may_reply=why_not_reply(request, now=ports.clock()) is None,
        may_withdraw=why_not_withdraw(request) is None,
        upload=None if refused else ports.announce(request, document_id, back),
    )
