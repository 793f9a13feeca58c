"""The patient replies to a question of staff; the request is the clinic's turn again."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import EntryId, OrganisationId, RequestId
from frontdesk.requests.events import QuestionReplied
from frontdesk.requests.model import EntryKind, Request, RequestStatus
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_reply, why_not_text
from frontdesk.requests.usecases._change import Change, change_what_is_there


def reply_to_question(
    *,
    organisation_id: OrganisationId,
    request_id: RequestId,
    text: str,
    entry_id: EntryId,
    ports: RequestsPorts,
) -> Request:
    """The request, waiting for staff with fresh deadlines; sent again under the same entry id, as it is.

    Refusal when no question is open or the text is empty or too long.
    """

    def replied(request: Request) -> Change | None:
        if request.has(entry_id):
            return None
        now, deadlines = ports.clock(), ports.deadlines(organisation_id)
        if refusal := why_not_reply(request, now=now) or why_not_text(request, text):
            raise refusal
        return Change(
            EntryKind.REPLY,
            RequestStatus.WAITING,
            QuestionReplied,
            by=Actor(ActorKind.PATIENT, request.subject_id),
            text=text.strip(),
            entry_id=entry_id,
            also={
                "due_at": now + deadlines.answer_within,
                "gives_up_at": now + deadlines.given_up_after,
                "reply_by": None,
                "escalated_at": None,
            },
        )

    return change_what_is_there(ports.requests.get(organisation_id, request_id), replied, ports=ports)
