"""Packages, enrolments and pushes as JSON, and back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from frontdesk.hospital.model import Population
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind
from frontdesk.outreach.model import (
    Content,
    Enrolment,
    Group,
    Item,
    LeftOut,
    Occasion,
    Package,
    PackageId,
    Picked,
    Push,
    PushState,
    Send,
    Tally,
    Topic,
    Withdrawn,
)

Said = Mapping[str, Any]


def write_content(it: Content) -> dict[str, Any]:
    group = it.group
    return {
        "name": it.name,
        "topic": it.topic.value,
        "occasion": it.occasion.value,
        "populations": sorted(group.populations),
        "departments": sorted(group.departments),
        "diagnoses": list(group.diagnoses),
        "schemes": sorted(group.schemes),
        "festivals": [one.isoformat() for one in it.festivals],
        "kinds": [one.value for one in it.kinds],
        "items": [
            {
                "after_days": one.after_days,
                "at": f"{one.at:%H:%M}",
                "texts": {tongue.value: text for tongue, text in one.texts.items()},
            }
            for one in it.items
        ],
    }


def read_content(said: Said) -> Content:
    return Content(
        name=said["name"],
        topic=Topic(said["topic"]),
        occasion=Occasion(said["occasion"]),
        group=Group(
            populations=frozenset(Population(it) for it in said["populations"]),
            departments=frozenset(DepartmentId(it) for it in said["departments"]),
            diagnoses=tuple(said["diagnoses"]),
            schemes=frozenset(said["schemes"]),
        ),
        festivals=tuple(date.fromisoformat(it) for it in said["festivals"]),
        kinds=tuple(Kind(it) for it in said["kinds"]),
        items=tuple(
            Item(
                after_days=it["after_days"],
                at=time.fromisoformat(it["at"]),
                texts={Language(tongue): text for tongue, text in it["texts"].items()},
            )
            for it in said["items"]
        ),
    )


def write_package(it: Package) -> dict[str, Any]:
    return {
        "draft": write_content(it.draft),
        "live": write_content(it.live) if it.live else None,
        "number": it.number,
        "stopped": it.is_stopped,
        "by": it.changed_by,
        "at": it.changed_at.isoformat(),
    }


def read_package(organisation_id: OrganisationId, package_id: PackageId, said: Said) -> Package:
    return Package(
        id=package_id,
        organisation_id=organisation_id,
        draft=read_content(said["draft"]),
        live=read_content(said["live"]) if said["live"] else None,
        number=said["number"],
        is_stopped=said["stopped"],
        changed_by=StaffId(said["by"]),
        changed_at=datetime.fromisoformat(said["at"]),
    )


def write_enrolment(it: Enrolment) -> dict[str, Any]:
    return {
        "number": it.number,
        "location": it.location_id,
        "department": it.department_id,
        "on": it.anchored_on.isoformat(),
        "sends": [[one.item, one.due_at.isoformat()] for one in it.sends],
        "made": it.made_at.isoformat(),
        "why": it.why.value if it.why else None,
        "answered": it.answered_at.isoformat() if it.answered_at else None,
    }


def read_enrolment(
    organisation_id: OrganisationId,
    subject_id: SubjectId,
    package_id: PackageId,
    occasion_key: str,
    said: Said,
) -> Enrolment:
    return Enrolment(
        organisation_id=organisation_id,
        subject_id=subject_id,
        package_id=package_id,
        occasion_key=occasion_key,
        number=said["number"],
        location_id=LocationId(said["location"]),
        department_id=DepartmentId(said["department"]) if said["department"] else None,
        anchored_on=date.fromisoformat(said["on"]),
        sends=tuple(Send(item=item, due_at=datetime.fromisoformat(at)) for item, at in said["sends"]),
        made_at=datetime.fromisoformat(said["made"]),
        why=Withdrawn(said["why"]) if said["why"] else None,
        answered_at=_instant(said["answered"]),
    )


def write_push(it: Push) -> dict[str, Any]:
    picked = it.picked
    return {
        "content": write_content(it.content),
        "picked": {
            "location": picked.location_id,
            "population": picked.population.value,
            "first": picked.first.isoformat(),
            "last": picked.last.isoformat(),
            "department": picked.department_id,
            "diagnosis": picked.diagnosis,
        },
        "state": it.state.value,
        "asked": [it.asked_by, it.asked_at.isoformat()],
        "confirmed": [it.confirmed_by, it.confirmed_at.isoformat()] if it.confirmed_at else None,
        "stopped_by": it.stopped_by,
        "tally": [dict(it.tally.by_kind), dict(it.tally.left_out)] if it.tally else None,
        "parts": it.parts,
        "done": it.done,
    }


def read_push(organisation_id: OrganisationId, push_id: PackageId, said: Said) -> Push:
    picked = said["picked"]
    push = Push(
        id=push_id,
        organisation_id=organisation_id,
        content=read_content(said["content"]),
        picked=Picked(
            location_id=LocationId(picked["location"]),
            population=Population(picked["population"]),
            first=date.fromisoformat(picked["first"]),
            last=date.fromisoformat(picked["last"]),
            department_id=DepartmentId(picked["department"]) if picked["department"] else None,
            diagnosis=picked["diagnosis"],
        ),
        state=PushState(said["state"]),
        asked_by=StaffId(said["asked"][0]),
        asked_at=datetime.fromisoformat(said["asked"][1]),
        stopped_by=StaffId(said["stopped_by"]) if said["stopped_by"] else None,
        tally=_tally(said["tally"]),
        parts=said["parts"],
        done=said["done"],
    )
    if not said["confirmed"]:
        return push
    by, at = said["confirmed"]
    return replace(push, confirmed_by=StaffId(by), confirmed_at=datetime.fromisoformat(at))


def _tally(said: Any) -> Tally | None:  # noqa: ANN401  (as JSON gives it)
    if said is None:
        return None
    by_kind, left_out = said
    return Tally(
        by_kind={Kind(it): count for it, count in by_kind.items()},
        left_out={LeftOut(it): count for it, count in left_out.items()},
    )


def _instant(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
