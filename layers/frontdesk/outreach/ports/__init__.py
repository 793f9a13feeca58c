"""What outreach needs from the outside, in its own words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.plans import Plan, PlanId
from frontdesk.hospital.model import Encounter, Population
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import ContactKey, LocationId, MessageId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Message, MessageStatus
from frontdesk.outreach.model import Content, Enrolment, Filed, Package, PackageId, Push
from frontdesk.patients.model import Offer, Subject


class Packages(Protocol):
    def put(self, package: Package) -> Package:
        """Store it in place of the version it was made from, None for none; as stored. Conflict where it is not so."""

    def publish(self, package: Package) -> Package:
        """The same, and what its live version says is kept for good under its number, in one write."""

    def get(self, organisation_id: OrganisationId, package_id: PackageId) -> Package:
        """NotFound when this organisation has none of that id."""

    def everybody(self, organisation_id: OrganisationId) -> Sequence[Package]:
        """All of the organisation."""

    def content(self, organisation_id: OrganisationId, package_id: PackageId, number: int) -> Content:
        """What a version said, which never changes; NotFound for none."""


class Enrolments(Protocol):
    def add(self, enrolment: Enrolment) -> bool:
        """Store it; False, and nothing stored, where somebody is on that package for that occasion."""

    def write(self, enrolment: Enrolment) -> Enrolment:
        """Store it in place of its version; Conflict where that is no longer so."""

    def get(
        self,
        organisation_id: OrganisationId,
        subject_id: SubjectId,
        package_id: PackageId,
        occasion_key: str,
    ) -> Enrolment:
        """NotFound for none."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Enrolment]:
        """All of a patient."""

    def of_package(
        self, organisation_id: OrganisationId, package_id: PackageId, *, most: int
    ) -> tuple[Sequence[Filed], bool]:
        """At most so many people on a package, those of the latest days first, and whether there are more."""


class Pushes(Protocol):
    def add(self, push: Push, *facts: Event) -> bool:
        """Store a new one; False where there is one of that id."""

    def write(self, push: Push, *facts: Event) -> Push:
        """Store it in place of its version; Conflict where that is no longer so."""

    def get(self, organisation_id: OrganisationId, push_id: PackageId) -> Push:
        """NotFound when this organisation has none of that id."""

    def latest(self, organisation_id: OrganisationId, *, most: int) -> Sequence[Push]:
        """At most so many, those that were asked for last in front."""

    def keep_part(
        self,
        organisation_id: OrganisationId,
        push_id: PackageId,
        part: int,
        whose: Sequence[SubjectId],
        *,
        at: datetime,
    ) -> None:
        """Store who is in a part, in place of what was gathered before; kept for three days."""

    def part(self, organisation_id: OrganisationId, push_id: PackageId, part: int) -> Sequence[SubjectId]:
        """Who is in it; nobody where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPorts:
    """What is asked before a message goes. `agreed`: which of them agree to an offer. `day_words`: a day in words."""

    packages: Packages
    enrolments: Enrolments
    pushes: Pushes
    encounters: Callable[[OrganisationId, SubjectId], Sequence[Encounter]]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    agreed: Callable[[OrganisationId, Collection[SubjectId], Offer], Collection[SubjectId]]
    catalogue: Callable[[OrganisationId], Catalogue]
    day_words: Callable[[date, Language], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachPorts:
    """`queue`: into messaging's outbox; twice is once. `states`: how messages stand that are still kept.

    `encounters_on`: a location's list of a local day, as the hospital has it. `agreed`: which of them agree to an
    offer, `all_agreed`: everybody who does. `order`: by what such messages go where they do not say; `unwanted`: of
    these, the kinds by which somebody is reached, and whether they want none there. `people_at`: who is behind a
    contact point.
    """

    packages: Packages
    enrolments: Enrolments
    pushes: Pushes
    queue: Callable[[Message], None]
    states: Callable[[OrganisationId, Collection[MessageId]], Mapping[MessageId, MessageStatus]]
    encounter: Callable[[OrganisationId, str], Encounter]
    encounters: Callable[[OrganisationId, SubjectId], Sequence[Encounter]]
    encounters_on: Callable[[OrganisationId, LocationId, Population, date], Sequence[Encounter]]
    plan: Callable[[OrganisationId, PlanId], Plan]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    agreed: Callable[[OrganisationId, Collection[SubjectId], Offer], Collection[SubjectId]]
    all_agreed: Callable[[OrganisationId, Offer], Sequence[SubjectId]]
    order: Callable[[OrganisationId], Sequence[Kind]]
    unwanted: Callable[[Subject, Sequence[Kind], datetime], Mapping[Kind, bool]]
    people_at: Callable[[OrganisationId, ContactKey], Sequence[Subject]]
    catalogue: Callable[[OrganisationId], Catalogue]
    record: Callable[[AuditEntry], None]
    clock: Clock
