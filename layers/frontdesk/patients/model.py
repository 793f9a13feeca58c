"""The nouns of patients. What a form says is a claim: two forms are two subjects until an identity is proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from frontdesk.kernel.ids import ContactKey, FormId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What was agreed to: the version of the text, as the release numbers it, and when."""

    version: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject of care. `phone` is E.164; at least one of phone and e-mail is given."""

    id: SubjectId
    organisation_id: OrganisationId
    name: str
    birth_date: date
    phone: str | None
    email: str | None
    language: Language
    consent: Consent


class Offer(StrEnum):
    """What somebody is sent only if they agreed to it: it belongs to no treatment."""

    EDUCATION = "education"
    GREETING = "greeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Somebody agreed to an offer: to which version of the text, when, and who noted it. FHIR Consent.

    It is no more once it was withdrawn; what it was is kept, because it must be shown (GDPR, art. 7).
    """

    offer: Offer
    subject_id: SubjectId
    version: str
    given_at: datetime
    noted_by: StaffId
    withdrawn_at: datetime | None = None

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None


class ContactKind(StrEnum):
    SMS = "sms"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """Where somebody is reached, and a family: `to` is E.164, or an address in small letters. FHIR ContactPoint.

    It is never a key, an index or part of an address: there its `ContactKey` stands for it (`rules.contact_key`).
    """

    kind: ContactKind
    to: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Suppression:
    """Nothing reaches a contact point, or nobody there wants it: `reason` as messaging names it, for good or until."""

    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is wanted at a contact point. `unwanted`: `<kind>.<purpose>`, as messaging names them ("sms.recall").

    `is_stopped`: STOP was written from there. FHIR Consent.
    """

    unwanted: frozenset[str] = frozenset()
    is_stopped: bool = False
    suppressed: Suppression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A subject, and what stands for each of their contact points, the first one first, under the newest key first."""

    subject: Subject
    keys: Mapping[ContactKind, tuple[ContactKey, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A subject under a contact point, and since when."""

    subject_id: SubjectId
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A one-time code as it is kept: what it opens, whose form asked for it, and an HMAC of its six digits."""

    organisation_id: OrganisationId
    contact_key: ContactKey
    contact: ContactPoint
    form_id: FormId
    sent_at: datetime
    until: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMessage:
    """What is to be told at a contact point. `reference` is the natural key of the message: told twice, it is once."""

    organisation_id: OrganisationId
    contact_key: ContactKey
    reference: str
    digits: str = field(repr=False)
    language: Language
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who tells a clinic who somebody is, in the words of OpenID Connect: `issuer`, and the clinic's `client_id` there.

    `assurance` are the levels (`acr`) of which one is asked for and required, none for any. `origins` are those of its
    pages.
    """

    organisation_id: OrganisationId
    issuer: str
    client_id: str
    scope: str
    assurance: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A log-in that was begun: three secrets that only the browser carries, and where it is led back to (`back`)."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, as a provider vouches for it. `sub` is its number for them, and stands in no key or address."""

    issuer: str
    sub: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: date = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """Somebody who has logged in; `key` stands for their identity as a contact's does for the contact."""

    key: ContactKey
    name: str = field(repr=False)
    birth_date: date = field(repr=False)
