"""What patients need from the outside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import ContactKey, FormId, OrganisationId, SubjectId
from frontdesk.patients.model import (
    Agreement,
    Code,
    CodeMessage,
    ContactKind,
    ContactPoint,
    Errand,
    Filing,
    Identity,
    Offer,
    Preferences,
    Provider,
    Subject,
    Suppression,
)
from frontdesk.patients.rules.contacts import Keys


class Subjects(Protocol):
    def add(
        self, subject: Subject, contacts: Collection[ContactKey] = (), *, login: ContactKey | None = None
    ) -> None:
        """Store the subject and file them under the contacts, and under who has logged in, in one write.

        One of the same id that is already there stays as it is, and where it is: nothing is stored then.
        """

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Subject:
        """Raise NotFound when this organisation has none of that id."""

    def get_many(
        self, organisation_id: OrganisationId, subject_ids: Collection[SubjectId]
    ) -> Mapping[SubjectId, Subject]:
        """Those of this organisation that exist, however many are asked for."""

    def move(self, subject: Subject, *, phone: str, file: ContactKey, unfile: Collection[ContactKey]) -> None:
        """The subject has that number from now on, and is filed under it and no longer under the old one's keys.

        Conflict, and nothing stored, when they have another number by now than `subject`.
        """

    def link(self, organisation_id: OrganisationId, login: ContactKey, filing: Filing) -> bool:
        """File a subject that is there under who has logged in, for good; twice is once. Whether it is there."""


class Contacts(Protocol):
    def filed(self, organisation_id: OrganisationId, contact_key: ContactKey) -> Sequence[Filing]:
        """Who is filed under a contact of the organisation, the newest first, at most 100."""

    def file(
        self, organisation_id: OrganisationId, contact_key: ContactKey, filings: Collection[Filing]
    ) -> None:
        """File them under the contact as well; twice is once."""


class ContactPreferences(Protocol):
    """What is wanted at contact points, each under its key; those of a contact under other keys count as well."""

    def of(self, organisation_id: OrganisationId, keys: Sequence[ContactKey]) -> Preferences:
        """What is known under the keys together; where nothing is, everything is wanted."""

    def want(
        self,
        organisation_id: OrganisationId,
        keys: Sequence[ContactKey],
        what: Collection[str],
        *,
        wanted: bool,
    ) -> None:
        """Of these, `<kind>.<purpose>`, each is wanted, or not, from now on; others stay as they are."""

    def stop(self, organisation_id: OrganisationId, keys: Sequence[ContactKey], *, at: datetime) -> None:
        """Nothing is wanted any more."""

    def start(self, organisation_id: OrganisationId, keys: Sequence[ContactKey]) -> None:
        """The contact is not stopped any more, and not suppressed."""

    def suppress(
        self, organisation_id: OrganisationId, keys: Sequence[ContactKey], suppression: Suppression
    ) -> None:
        """Take the place of a suppression that was there."""


class Agreements(Protocol):
    """Who agreed to what: one of each offer and subject, the latest."""

    def give(self, organisation_id: OrganisationId, agreement: Agreement) -> bool:
        """Store it, unless one holds already; whether it was stored."""

    def withdraw(
        self, organisation_id: OrganisationId, subject_id: SubjectId, offer: Offer, *, at: datetime
    ) -> bool:
        """It holds no more from then on; False, and nothing written, where none did."""

    def of(
        self, organisation_id: OrganisationId, subject_ids: Collection[SubjectId], offer: Offer
    ) -> Mapping[SubjectId, Agreement]:
        """Those of them that there are, withdrawn ones too."""

    def everybody(self, organisation_id: OrganisationId, offer: Offer) -> Sequence[SubjectId]:
        """All whose agreement holds."""


class Codes(Protocol):
    """One code at a contact point of an organisation: a new one takes the place of the one before."""

    def take_turn(self, organisation_id: OrganisationId, kind: ContactKind, *, now: datetime) -> bool:
        """Whether the organisation may send one more of the kind in this hour and on this day (UTC); it is counted.

        False, and nothing counted, when it has sent as many as it may (`rules`).
        """

    def issue(self, code: Code) -> Code:
        """Store the code with all tries left; or the form's own code that is still good, and nothing is changed.

        TooManyCodes, and nothing changed, when as many were issued as may be (`rules`).
        """

    def contact(self, organisation_id: OrganisationId, contact_key: ContactKey) -> ContactPoint:
        """Where the latest code goes; NotFound when this organisation sent none there lately."""

    def take_try(
        self, organisation_id: OrganisationId, contact_key: ContactKey, *, form_id: FormId, now: datetime
    ) -> tuple[Code, int] | None:
        """Use up a try of the code: the code, and how many tries are left.

        None when there is no code, it is over, has no try left, or was opened, unless by this form.
        """

    def open(self, code: Code, *, form_id: FormId) -> bool:
        """Whether the code has opened for this form: the first one to say so, and that one again."""


class LogIn(Protocol):
    """Log-in by OpenID Connect. Unavailable when nobody answers there, ProviderFailure when it is set up wrong."""

    def address(self, provider: Provider, errand: Errand) -> str:
        """Where the browser is sent to log in: at one of the provider's origins, without the errand's verifier."""

    def who(self, provider: Provider, errand: Errand, code: str, *, now: datetime) -> Identity:
        """Who logged in on this errand, by the code that came back with them.

        LoginOver when the code is not good, or was used; LoginFailed when what comes for it proves nothing.
        """


@dataclass(frozen=True, slots=True)
class PatientsPorts:
    """`keys`: those of the clinic's keyring. `send`: hands over what is to be told at a contact point.

    `normal_phone` reads a number as dialled in a region (ISO 3166), None when it cannot be one.
    `log_in`: asked for where somebody logs in, and not before.
    """

    subjects: Subjects
    contacts: Contacts
    codes: Codes
    preferences: ContactPreferences
    agreements: Agreements
    keys: Callable[[], Keys]
    send: Callable[[CodeMessage], None]
    normal_phone: Callable[[str, str], str | None]
    log_in: Callable[[], LogIn]
    record: Callable[[AuditEntry], None]
    clock: Clock
