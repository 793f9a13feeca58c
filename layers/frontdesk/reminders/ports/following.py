"""What following what became of appointments needs from the outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.messaging.model import Message
from frontdesk.messaging.model.tallies import Followed


@dataclass(frozen=True, slots=True)
class FollowingPorts:
    """`told`: the latest messages where a subject is reached, NotFound where nobody knows them any more."""

    told: Callable[[OrganisationId, SubjectId], Sequence[Message]]
    zone: Callable[[OrganisationId, LocationId], tzinfo]
    count: Callable[[Followed], None]
