"""Questionnaires on the shelf: the draft that is being written, and the revisions that were published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Text
from frontdesk.surveys.model.questionnaires import QuestionnaireId, RevisionId

Document = Mapping[str, Any]
"""A questionnaire as it is written: fits `questionnaire.schema.json`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A questionnaire in the list. `number` counts the revisions, 0 before the first; `revision` is the latest.

    `written` is what the draft would be as a revision: where it differs from `revision`, it was changed since.
    """

    id: QuestionnaireId
    organisation_id: OrganisationId
    title: Text
    written: RevisionId
    number: int
    revision: RevisionId | None
    by: Actor
    changed_at: datetime
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the list, and what is written."""

    shelved: Shelved
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A questionnaire as it was published: it never changes. `document` is None where only the list is asked for."""

    id: RevisionId
    questionnaire_id: QuestionnaireId
    organisation_id: OrganisationId
    number: int
    by: Actor
    at: datetime
    document: Document | None = None
