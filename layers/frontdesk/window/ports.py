"""What the window needs from the outside, in its own words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.requests.model import Request
from frontdesk.requests.usecases.submit_request import Submission
from frontdesk.surveys.model import Survey
from frontdesk.window.model.bookings import Happening
from frontdesk.window.model.releases import Draft, DraftId, Publication, Release
from frontdesk.window.model.visits import Visit


class Releases(Protocol):
    def live(self, organisation_id: OrganisationId) -> Publication:
        """The newest publication: what new conversations start with; NotFound when there was none."""

    def publications(self, organisation_id: OrganisationId) -> Iterator[Publication]:
        """All publications, the newest first."""

    def get(self, organisation_id: OrganisationId, release_id: ReleaseId) -> Release:
        """A stored release; NotFound when this organisation has none of that id."""

    def publish(self, publication: Publication, stored: bytes, *facts: Event) -> None:
        """Keep the bytes for ever under the release's id, then make it live.

        Conflict when the organisation has a publication of that number already: somebody was quicker.
        """


class Drafts(Protocol):
    def get(self, organisation_id: OrganisationId, draft_id: DraftId) -> Draft:
        """NotFound when this organisation has none of that id."""

    def all(self, organisation_id: OrganisationId) -> Iterator[Draft]:
        """All drafts of the organisation; `definition` is None here, it is read one at a time."""

    def save(self, draft: Draft) -> None:
        """Store it as `version`; Conflict unless the stored one is the version before (none before version 1)."""

    def remove(self, organisation_id: OrganisationId, draft_id: DraftId, *, version: int) -> None:
        """Conflict unless the stored one is of that version."""


class Visits(Protocol):
    def count(self, visit: Visit) -> None:
        """Write the visit down under its id: counted twice it is one, and one that got further replaces it.

        What cannot be written is not counted: no patient loses a page for the sake of a number.
        """

    def of_month(self, organisation_id: OrganisationId, month: date) -> Iterator[Visit]:
        """All visits that began in the month (UTC) of the day."""


class Bookings(Protocol):
    def count(self, happening: Happening) -> None:
        """Write it down under its id: counted twice it is one."""

    def of_month(self, organisation_id: OrganisationId, month: date) -> Iterator[Happening]:
        """All that was done with times in the month of the day."""


@dataclass(frozen=True, slots=True)
class WindowPorts:
    """`normal_phone` reads a number as dialled in a region (ISO 3166), None when it cannot be one.

    `trusted` are origins that count as secure although they are not https: the stand-ins of one machine.
    `file_link` makes a short-lived address of a kept file from its SHA-256, name and media type. `survey`: NotFound
    where there is none of that id; it may be remembered for some seconds.
    """

    releases: Releases
    drafts: Drafts
    visits: Visits
    bookings: Bookings
    catalogue: Callable[[OrganisationId], Catalogue]
    submit: Callable[[Submission], Request]
    normal_phone: Callable[[str, str], str | None]
    file_link: Callable[[OrganisationId, str, str, str], str]
    read_file: Callable[[OrganisationId, str], bytes]
    keep_file: Callable[[OrganisationId, bytes, str], str]
    survey: Callable[[OrganisationId, str], Survey]
    clock: Clock
    trusted: tuple[str, ...] = ()
