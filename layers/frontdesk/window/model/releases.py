"""The nouns around a release: what was published when, what is being worked on, and what is wrong or new in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NewType

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.window.model.plan import Plan

DraftId = NewType("DraftId", str)
"""128 random bits."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """A published set of flows: immutable, named by the SHA-256 of its bytes. `definition` fits release.schema.json."""

    id: ReleaseId
    definition: Mapping[str, object]

    @cached_property
    def plan(self) -> Plan:
        """The definition as the engine walks it; read once."""
        return Plan.read(self.definition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A release went live. `number` counts an organisation's publications from 1; the highest one is live.

    `draft_id` is the draft that it was, None where there was none.
    """

    organisation_id: OrganisationId
    number: int
    release_id: ReleaseId
    note: str
    by: Actor
    at: datetime
    draft_id: DraftId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A definition somebody works on; anything that is JSON, right or wrong. `version` counts its changes from 1.

    `follows` is the number of the publication it began with, 0 before the first one.
    """

    id: DraftId
    organisation_id: OrganisationId
    title: str
    definition: object
    follows: int
    by: Actor
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Fault(FieldError):
    """Why a definition may not be published. `way` is how a patient gets there: location, flow, answers."""

    way: tuple[str, ...] = ()
