"""Facts: what happened, in the past tense, with everything a listener needs and nothing personal.

A fact travels on the record that changed: the write that changes the record sets its `facts`,
the table's stream carries both images to the relay, and the relay sends the `new_facts`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import ClassVar, TypedDict

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import EventId, OrganisationId, random_id


def new_event_id() -> EventId:
    return EventId(random_id())


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The envelope. `source` is `frontdesk.<area>`; `version` rises when a field changes its meaning."""

    source: ClassVar[str]
    version: ClassVar[int] = 1

    organisation_id: OrganisationId
    occurred_at: datetime
    actor: Actor
    event_id: EventId = field(default_factory=new_event_id)

    @property
    def name(self) -> str:
        return type(self).__name__


ENVELOPE = tuple(f.name for f in fields(Event))


class Fact(TypedDict):
    """An event written down, as a record carries it and the bus delivers it.

    detail = {"metadata": {event_id, organisation_id, occurred_at, actor, version}, "data": {...}}
    """

    event_id: EventId
    source: str
    name: str
    detail: dict[str, dict[str, object]]


def written_down(event: Event) -> Fact:
    return Fact(event_id=event.event_id, source=event.source, name=event.name, detail=_detail(event))


def carried(event: Event) -> Fact:
    """The same as a record carries it, where every byte is paid for: what it says twice is said once."""
    fact = written_down(event)
    del fact["detail"]["metadata"]["event_id"]
    return fact


def new_facts(old_image: Mapping[str, str] | None, new_image: Mapping[str, str] | None) -> list[Fact]:
    """The facts of a changed record that it did not carry before; an image is None where there is none."""
    sent = {fact["event_id"] for fact in _facts(old_image)}
    return [fact for fact in _facts(new_image) if fact["event_id"] not in sent]


def _facts(image: Mapping[str, str] | None) -> list[Fact]:
    facts: list[Fact] = json.loads((image or {}).get("facts", "[]"))
    for fact in facts:
        fact["detail"]["metadata"]["event_id"] = fact["event_id"]
    return facts


def _detail(event: Event) -> dict[str, dict[str, object]]:
    known = {f.name: _plain(getattr(event, f.name)) for f in fields(event)}
    envelope = {key: known.pop(key) for key in ENVELOPE}
    return {"metadata": envelope | {"version": event.version}, "data": known}


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Actor) else value
