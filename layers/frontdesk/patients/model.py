"""The nouns of patients. What a form says is a claim: two forms are two subjects until an identity is proved."""

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.kernel.ids import OrganisationId, SubjectId
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
