"""Where surveys are answered, and what their tickets are for."""

import hmac

from frontdesk.kernel.ids import LocationId, OrganisationId
from frontdesk.surveys.model import Grade, Opening, SpotId, Survey, SurveyId
from frontdesk_web import seals
from frontdesk_web.keyring import Keyring


def address(organisation_id: OrganisationId, survey_id: SurveyId, spot_id: SpotId, ticket: str = "") -> str:
    """Where a survey is answered."""
    return f"/surveys/{organisation_id}/{survey_id}/{spot_id}" + (f"/{ticket}" if ticket else "")


def ticket_of(survey_id: SurveyId, spot_id: SpotId) -> str:
    """What a visit's ticket is for: this survey at this place."""
    return f"survey {survey_id} {spot_id}"


def invited_ticket(survey_id: SurveyId, spot_id: SpotId) -> str:
    """What the ticket in a message is for: the same, by invitation."""
    return f"{ticket_of(survey_id, spot_id)} invited"


def address_after(
    survey: Survey, location_id: LocationId | None, form_id: str, *, keyring: Keyring
) -> str | None:
    """Where somebody answers who comes from a conversation: the first place of the survey at its location.

    None where it takes no answers, or is not given out there. A survey of visits gets a ticket that is good once, the
    same whenever this conversation asks (`form_id` is its own); the key keeps others from working it out.
    """
    spot = next((it for it in survey.spots if location_id in (None, it.location_id)), None)
    if survey.opening is not Opening.OPEN or spot is None:
        return None
    here, ticket = survey.organisation_id, ""
    if survey.grade is Grade.TOKEN:
        *_, key = keyring.values()
        token = hmac.digest(key, f"survey {here} {survey.id} {form_id}".encode(), "sha256").hex()
        ticket = seals.ticket(
            here, token[: seals.ID_LENGTH], of=ticket_of(survey.id, spot.id), keyring=keyring
        )
    return address(here, survey.id, spot.id, ticket)
