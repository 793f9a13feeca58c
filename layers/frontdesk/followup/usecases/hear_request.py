"""Somebody wrote praise, a complaint or a suggestion at the window, or was answered there."""

from frontdesk.followup.events import FeedbackAnswered
from frontdesk.followup.model.feedback import Feedback, Note
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import answers_of, in_time, noted, of_request
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._feedback_change import Turn, keep, turn
from frontdesk.kernel.ids import OrganisationId, RequestId


def hear_request(*, organisation_id: OrganisationId, request_id: RequestId, ports: FeedbackPorts) -> bool:
    """Whether something was new. Both facts are heard alike, in any order: the request says what there is."""
    request = ports.request(organisation_id, request_id)
    heard = of_request(request, ports.policy(organisation_id))
    if heard is None:
        return False
    new = keep(heard, by=HOUSE, ports=ports)
    for answer in answers_of(request):

        def says(it: Feedback, answer: Note = answer) -> Turn | None:
            if it.has(answer.id):
                return None
            return Turn(it=noted(it, answer), fact=FeedbackAnswered, says={"in_time": in_time(it, answer.at)})

        before = ports.box.get(organisation_id, heard.id).version
        new |= turn(organisation_id, heard.id, says, by=HOUSE, ports=ports).version != before
    return new
