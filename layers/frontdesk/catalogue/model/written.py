"""The catalogue as plain JSON: what its table stores and what a configuration file says. One shape for both.

Clock times are `HH:MM` wall time, durations whole seconds, texts by language, weekdays `0` (Monday) to `6`.
"""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.catalogue.model import Deadlines, Department, Location, Login, Organisation, Page, Span
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId
from frontdesk.kernel.language import Language, parse_text

Plain = dict[str, Any]


def write_organisation(it: Organisation) -> Plain:
    return {
        "id": it.id,
        "name": it.name,
        "languages": [language.value for language in it.languages],
        "brand_colour": it.brand_colour,
        "phone_region": it.phone_region,
        "emergency": dict(it.emergency),
        "emergency_phone": it.emergency_phone,
        "pages": {page.value: dict(text) for page, text in it.pages.items()},
        "channels": dict(it.channels),
        "deadlines": {
            "answer_within": int(it.deadlines.answer_within.total_seconds()),
            "given_up_after": int(it.deadlines.given_up_after.total_seconds()),
            "reply_within": int(it.deadlines.reply_within.total_seconds()),
        },
        **({"login": write_login(it.login)} if it.login else {}),
    }


def read_organisation(said: Mapping[str, Any]) -> Organisation:
    return Organisation(
        id=OrganisationId(said["id"]),
        name=said["name"],
        languages=tuple(Language(tag) for tag in said["languages"]),
        brand_colour=said["brand_colour"],
        phone_region=said["phone_region"],
        emergency=parse_text(said["emergency"]),
        emergency_phone=said["emergency_phone"],
        pages={Page(page): parse_text(text) for page, text in said["pages"].items()},
        channels=dict(said["channels"]),
        deadlines=Deadlines(**{name: timedelta(seconds=s) for name, s in said["deadlines"].items()}),
        login=read_login(said["login"]) if "login" in said else None,
    )


def write_login(it: Login) -> Plain:
    return {
        "issuer": it.issuer,
        "client_id": it.client_id,
        "name": dict(it.name),
        "scope": it.scope,
        "assurance": list(it.assurance),
        "origins": list(it.origins),
    }


def read_login(said: Mapping[str, Any]) -> Login:
    """Scope, assurance and origins may be left out."""
    return Login(
        issuer=said["issuer"],
        client_id=said["client_id"],
        name=parse_text(said["name"]),
        scope=said.get("scope", "openid profile"),
        assurance=tuple(said.get("assurance", ())),
        origins=tuple(said.get("origins", ())),
    )


def write_location(it: Location) -> Plain:
    return {
        "id": it.id,
        "name": dict(it.name),
        "address": list(it.address),
        "phone": it.phone,
        "zone": it.zone.key,
        "hours": {
            str(day): [[f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"] for span in spans]
            for day, spans in it.hours.items()
        },
        "desk": it.desk,
    }


def read_location(said: Mapping[str, Any]) -> Location:
    return Location(
        id=LocationId(said["id"]),
        name=parse_text(said["name"]),
        address=tuple(said["address"]),
        phone=said["phone"],
        zone=ZoneInfo(said["zone"]),
        hours={
            int(day): tuple(
                Span(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans
            )
            for day, spans in said["hours"].items()
        },
        desk=DepartmentId(said["desk"]),
    )


def write_department(it: Department) -> Plain:
    return {"id": it.id, "location_id": it.location_id, "name": dict(it.name)}


def read_department(said: Mapping[str, Any]) -> Department:
    return Department(
        id=DepartmentId(said["id"]),
        location_id=LocationId(said["location_id"]),
        name=parse_text(said["name"]),
    )
