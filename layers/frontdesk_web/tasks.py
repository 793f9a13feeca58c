"""The Chalice app every function without HTTP starts from: bus listeners and machine tasks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalice.app import Chalice

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import EventId, OrganisationId


class Tasks(Chalice):
    """Handlers behind the bus, the schedules and the state machines."""

    def __init__(self, name: str) -> None:
        super().__init__(app_name=name, configure_logs=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A fact as a listener gets it from the bus."""

    event_id: EventId
    name: str
    organisation_id: OrganisationId
    occurred_at: datetime
    actor: Actor
    data: Mapping[str, Any]


def heard(event: Mapping[str, Any]) -> Heard:
    """The fact in an EventBridge event: `detail-type` is its name, `detail` as kernel.events writes it."""
    metadata = event["detail"]["metadata"]
    return Heard(
        event_id=EventId(metadata["event_id"]),
        name=event["detail-type"],
        organisation_id=OrganisationId(metadata["organisation_id"]),
        occurred_at=datetime.fromisoformat(metadata["occurred_at"]),
        actor=Actor.parse(metadata["actor"]),
        data=event["detail"]["data"],
    )
