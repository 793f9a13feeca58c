"""The nouns of inviting: who was here, and who was asked how it was. Nothing of what they answer."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, SubjectId


class Trigger(StrEnum):
    """What sends an invitation by itself."""

    VISIT_SETTLED = "visit_settled"
    DISCHARGED = "discharged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inviting:
    """Who is invited by message, and when: so many `hours` after what happened, or after `days` at `at` o'clock there.

    `percent`: how many of a hundred visits are invited (1 to 100).
    """

    triggers: frozenset[Trigger]
    hours: int = 0
    days: int = 0
    at: time | None = None
    percent: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit or a stay as surveys know it. `happened`: when it was settled, when they left; none of what was not.

    `stands`: it was not cancelled, and whoever was here lives.
    """

    id: str
    subject_id: SubjectId
    location_id: LocationId
    department_id: DepartmentId
    ward: str
    settled_at: datetime | None
    left_at: datetime | None
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Somebody is asked once. `attempt` counts those that were taken back before; `until` then no other is sent.

    `survey_id` and `spot_id` are slugs. The token is not in it: it is worked out when the message is worded.
    """

    organisation_id: OrganisationId
    survey_id: str
    subject_id: SubjectId
    spot_id: str
    visit_id: str
    trigger: Trigger
    due_at: datetime
    until: datetime
    attempt: int = 1
