"""What inviting to surveys needs of the web and of the hospital: links that open here, and visits as they are now."""

import os
from collections.abc import Callable
from functools import partial

from frontdesk.hospital.model import Disposition, Encounter, EncounterId, EncounterState
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model import Message, Standing
from frontdesk.surveys.model import SpotId, SurveyId
from frontdesk.surveys.model.invitations import Visit
from frontdesk.surveys.ports.inviting import InvitingPorts
from frontdesk.surveys.rules.inviting import CAUSE
from frontdesk.surveys.usecases.word_invitation import word_invitation
from frontdesk.surveys.wiring.inviting import inviting_ports
from frontdesk_web import seals
from frontdesk_web.keyring import keyring
from frontdesk_web.survey_addresses import address, invited_ticket


def linked_invitations() -> InvitingPorts:
    """Inviting's ports, with the hospital's visits and links that carry a ticket."""
    hospital = hospital_ports()
    return inviting_ports(
        lambda organisation_id, visit_id: visit_of(organisation_id, visit_id, hospital), _link
    )


def invitation_causes() -> dict[str, Callable[[Message], Standing]]:
    """What messaging asks before it sends an invitation."""
    return {CAUSE: partial(word_invitation, ports=linked_invitations())}


def visit_of(organisation_id: OrganisationId, visit_id: str, hospital: HospitalPorts) -> Visit | None:
    """The visit as it is now; None where the hospital tells of none of that id."""
    try:
        it = hospital.encounters.kept(organisation_id, EncounterId(visit_id)).encounter
    except NotFound:
        return None
    theirs = hospital.encounters.of_subject(organisation_id, it.subject_id)
    lives = not any(_died(one) for one in (it, *theirs))
    return Visit(
        id=it.id,
        subject_id=it.subject_id,
        location_id=it.location_id,
        department_id=it.department_id,
        ward=it.ward,
        settled_at=it.settled_at,
        left_at=(it.ended_at or it.began_at) if it.state is EncounterState.ENDED else None,
        stands=it.state is not EncounterState.CANCELLED and lives,
    )


def _died(it: Encounter) -> bool:
    return it.state is EncounterState.ENDED and it.disposition is Disposition.DIED


def _link(organisation_id: OrganisationId, survey_id: SurveyId, spot_id: SpotId, token: str) -> str:
    of = invited_ticket(survey_id, spot_id)
    ticket = seals.ticket(organisation_id, token, of=of, keyring=keyring())
    return os.environ["PUBLIC_URL"] + address(organisation_id, survey_id, spot_id, ticket)
