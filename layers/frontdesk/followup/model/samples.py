"""What is drawn to be looked at again: so that a report can weigh it, and anybody can draw it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.followup.model import Level, TaskId
from frontdesk.kernel.ids import LocationId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case that may be drawn. `stratum`: among whom it is drawn, a department or who verified it.

    `forced`: why it is looked at in any case; `dropped`: why it is not looked at at all.
    """

    task_id: TaskId
    stratum: str
    forced: str = ""
    dropped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A case that was drawn, and how probable that was. Those that are `forced` are reported apart."""

    task_id: TaskId
    stratum: str
    probability: float
    forced: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was drawn with that seed; `sizes`: among how many of each stratum."""

    seed: str
    sizes: Mapping[str, int]
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The draw of a location's night for a level, with its whole frame. It is written once and never changed."""

    organisation_id: OrganisationId
    location_id: LocationId
    day: date
    level: Level
    source: Level
    frame: tuple[Case, ...]
    sample: Sample
