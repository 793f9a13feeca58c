"""What the window needs from the outside, in its own words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.requests.model import Request
from frontdesk.requests.usecases.submit_request import Submission
from frontdesk.window.model import Release


class Releases(Protocol):
    def live(self, organisation_id: OrganisationId) -> ReleaseId:
        """The release that new conversations start with; NotFound when none was ever published."""

    def get(self, organisation_id: OrganisationId, release_id: ReleaseId) -> Release:
        """A published release; NotFound when this organisation has none of that id."""

    def publish(
        self, organisation_id: OrganisationId, release: Release, stored: bytes, *facts: Event
    ) -> None:
        """Keep the bytes for ever under the release's id, then make it the live one."""


@dataclass(frozen=True, slots=True)
class WindowPorts:
    """`normal_phone` reads a number as dialled in a region (ISO 3166), None when it cannot be one."""

    releases: Releases
    catalogue: Callable[[OrganisationId], Catalogue]
    submit: Callable[[Submission], Request]
    normal_phone: Callable[[str, str], str | None]
    clock: Clock
