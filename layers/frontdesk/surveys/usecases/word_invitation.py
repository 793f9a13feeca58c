"""An invitation is about to be sent: whether it still stands, and where its link leads. The link is stored nowhere."""

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import SubjectId
from frontdesk.messaging.model import Go, Gone, Message, Standing
from frontdesk.surveys.ports.inviting import InvitingPorts
from frontdesk.surveys.rules.giving import spot_of
from frontdesk.surveys.rules.inviting import Cause, cause_of, still_stands, token_of


def word_invitation(message: Message, *, ports: InvitingPorts) -> Standing:
    """Go with the link.

    Gone, and not counted as sent, when the survey was closed, the visit was taken back, or the patient has died.
    """
    here, [member] = message.organisation_id, message.members
    cause = cause_of(member)
    if (link := _link(message, cause, ports)) is None:
        subject_id = SubjectId(message.recipient.id)
        ports.invitations.take_back(here, cause.survey_id, subject_id, cause.visit_id)
        return Gone()
    return Go({"link": link})


def _link(message: Message, cause: Cause, ports: InvitingPorts) -> str | None:
    here = message.organisation_id
    try:
        survey = ports.survey(here, cause.survey_id)
        visit = ports.visit(here, cause.visit_id)
        if visit is None or visit.subject_id != message.recipient.id:
            return None
        if not still_stands(survey, cause.trigger, visit):
            return None
        spot = spot_of(survey, cause.spot_id)
        token = token_of(ports.keys.get(here, survey.id), message.id)
    except NotFound:
        return None
    return ports.link(here, survey.id, spot.id, token)
