"""What inviting to surveys needs from the outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Message
from frontdesk.surveys.model import SpotId, Survey, SurveyId
from frontdesk.surveys.model.invitations import Invitation, Visit
from frontdesk.surveys.ports.giving import Keys


class Invitations(Protocol):
    """Who was invited, and how many in each month: never who answered."""

    def add(self, invitation: Invitation, month: date, *, now: datetime) -> Invitation | None:
        """Store it and count it in the month, in one write, where the subject has none of that survey that holds.

        What stands then of the same visit; None where they were invited after another one. One that was taken back
        holds nothing: the next is another attempt.
        """

    def take_back(
        self, organisation_id: OrganisationId, survey_id: SurveyId, subject_id: SubjectId, visit_id: str
    ) -> None:
        """It is not sent, and not counted. Twice is once; nothing happens where they have another one."""


@dataclass(frozen=True, slots=True)
class InvitingPorts:
    """`visit`: as the hospital tells of it now, None where it tells of none. `surveys` may remember for some seconds.

    `reached`: somebody's language and the kinds of contact by which they may be invited, in the clinic's order; None
    where they want none, or have none. `queue`: the message waits for its time, once. `link`: where a token of a
    survey's place opens.
    """

    surveys: Callable[[OrganisationId], Sequence[Survey]]
    survey: Callable[[OrganisationId, SurveyId], Survey]
    keys: Keys
    invitations: Invitations
    visit: Callable[[OrganisationId, str], Visit | None]
    zone: Callable[[OrganisationId, LocationId], ZoneInfo]
    reached: Callable[[OrganisationId, SubjectId], tuple[Language, Sequence[Kind]] | None]
    queue: Callable[[Message], None]
    link: Callable[[OrganisationId, SurveyId, SpotId, str], str]
    clock: Clock
