"""What the hospital needs from the outside, in its own words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.hospital.model import (
    Emphasis,
    Encounter,
    EncounterId,
    Kept,
    Leaf,
    Place,
    Population,
    Progress,
    Row,
)
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Subject
from frontdesk.patients.rules.persons import Person


class Encounters(Protocol):
    def kept(self, organisation_id: OrganisationId, encounter_id: EncounterId) -> Kept:
        """As it is now. Raise NotFound when this organisation has none of that id."""

    def write(self, kept: Kept, *, day: date, facts: Sequence[Event]) -> None:
        """Store it in place of the version it was made from, with its facts in one write, listed under the day.

        Conflict, and nothing stored, when it is not as it was read any more.
        """

    def of_day(  # noqa: PLR0913
        self,
        organisation_id: OrganisationId,
        location_id: LocationId,
        population: Population,
        day: date,
        *,
        after: str | None,
        most: int,
    ) -> Leaf:
        """At most so many of a list, in the order of their instants, in one query; `day` is nothing to inpatients."""

    def count(
        self, organisation_id: OrganisationId, location_id: LocationId, population: Population, day: date
    ) -> int:
        """How many are on the list."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Encounter]:
        """All of a patient, the newest first."""


class Emphases(Protocol):
    def put(self, emphasis: Emphasis) -> None:
        """Store it in place of what there was."""

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Emphasis | None:
        """None for whom there is none."""

    def end(self, organisation_id: OrganisationId, subject_id: SubjectId) -> None:
        """Forget it. Twice is once."""

    def everybody(self, organisation_id: OrganisationId) -> Sequence[Emphasis]:
        """All of the organisation, over ones too, by level and subject."""


class Uploads(Protocol):
    def begin(
        self,
        organisation_id: OrganisationId,
        upload_id: str,
        parts: Sequence[Sequence[Row]],
        *,
        at: datetime,
        facts: Sequence[Event],
    ) -> None:
        """Store the parts, each with its fact; parts that are there stay as they are."""

    def part(self, organisation_id: OrganisationId, upload_id: str, part: int) -> Sequence[Row]:
        """The rows of a part that is not done; none when it is, or there is none."""

    def done(self, organisation_id: OrganisationId, upload_id: str, part: int) -> None:
        """The part is taken in: its rows are forgotten. Twice is once."""

    def progress(self, organisation_id: OrganisationId, upload_id: str) -> Progress:
        """Raise NotFound when this organisation has none of that id."""


@dataclass(frozen=True, slots=True)
class HospitalPorts:
    """`register`: somebody as they are described; the same description is the same subject. `places`: all locations.

    `subjects`: those who are on record. `record`: into the trail.
    """

    encounters: Encounters
    emphases: Emphases
    uploads: Uploads
    register: Callable[[OrganisationId, Person, Language], Subject]
    subject: Callable[[OrganisationId, SubjectId], Subject]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    places: Callable[[OrganisationId], Mapping[LocationId, Place]]
    record: Callable[[AuditEntry], None]
    clock: Clock
