"""Where surveys are answered, and what their tickets are for."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model import SpotId, SurveyId


def address(organisation_id: OrganisationId, survey_id: SurveyId, spot_id: SpotId, ticket: str = "") -> str:
    """Where a survey is answered."""
    return f"/surveys/{organisation_id}/{survey_id}/{spot_id}" + (f"/{ticket}" if ticket else "")


def ticket_of(survey_id: SurveyId, spot_id: SpotId) -> str:
    """What a visit's ticket is for: this survey at this place."""
    return f"survey {survey_id} {spot_id}"


def invited_ticket(survey_id: SurveyId, spot_id: SpotId) -> str:
    """What the ticket in a message is for: the same, by invitation."""
    return f"{ticket_of(survey_id, spot_id)} invited"
