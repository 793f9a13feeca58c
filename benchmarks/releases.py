"""A release of the size of a hospital group: 30 steps, 50 services, 8 locations, four languages."""

from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.catalogue.model import Catalogue, Location, Organisation, Span
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId
from frontdesk.kernel.language import Language

LOCATIONS = [f"house-{number}" for number in range(8)]
SERVICES = 50
FLOWS, QUESTIONS = 6, 4


def a_catalogue() -> Catalogue:
    """The eight houses."""
    hours = {day: (Span(time(8), time(18)),) for day in range(5)}
    houses = tuple(
        Location(
            id=LocationId(name),
            name={Language.GERMAN: name},
            address=("Allee 1",),
            phone="+49 6221 5550123",
            zone=ZoneInfo("Europe/Berlin"),
            hours=hours,
            desk=DepartmentId(f"{name}-desk"),
        )
        for name in LOCATIONS
    )
    organisation = Organisation(
        id=OrganisationId("group"),
        name="Klinikverbund",
        languages=tuple(Language),
        brand_colour="#0f6b6b",
        phone_region="DE",
        emergency={Language.GERMAN: "112"},
        emergency_phone="112",
        pages={},
    )
    return Catalogue(organisation=organisation, locations=houses, departments=())


def a_large_definition() -> dict[str, Any]:
    """Correct, and with every location and service treated differently somewhere."""
    services = {
        f"service-{number}": {
            "label": _text(f"Leistung {number}"),
            "locations": LOCATIONS[number % 4 :],
            **({"then": [{"at": LOCATIONS[4:], "run": {"flow": "flow-1"}}]} if number % 10 == 0 else {}),
        }
        for number in range(SERVICES)
    }
    return {
        "frontdesk_release": "1.0",
        "languages": {"default": "de", "required": [it.value for it in Language]},
        "locations": {name: {"label": _text(name)} for name in LOCATIONS},
        "services": services,
        "flows": {f"flow-{number}": _flow(number) for number in range(FLOWS)},
    }


def _flow(number: int) -> dict[str, Any]:
    """Five steps: four questions, and the one about the service in the first flow, else an end by location."""
    steps = {f"step-{n}": _question(f"q{number}-{n}", f"step-{n + 1}") for n in range(QUESTIONS)}
    last: dict[str, Any] = {"then": [*({"at": [name], **_say(name)} for name in LOCATIONS), _say("sonst")]}
    if number == 0:
        last = {"ask": {"type": "service", "as": "service", "text": _text("Welche Leistung?")}}
        named = [f"service-{n}" for n in range(1, SERVICES, 3)]
        last["then"] = [*({"when": {"service": name}, **_say(name)} for name in named), _say("sonst")]
    return {
        "title": f"Ablauf {number}",
        "label": _text(f"Anliegen {number}"),
        "placement": "standard",
        "locations": LOCATIONS,
        "start": "step-0",
        "steps": {**steps, f"step-{QUESTIONS}": last},
    }


def _question(name: str, following: str) -> dict[str, Any]:
    options = [{"value": it, "label": _text(it)} for it in ("yes", "no", "perhaps")]
    refused = {"when": {name: "no"}, "at": LOCATIONS[:4], **_say(f"{name} nein")}
    ask = {"type": "choice", "as": name, "text": _text(f"Frage {name}?"), "options": options}
    return {"ask": ask, "then": [refused, {"go": following}]}


def _say(words: str) -> dict[str, Any]:
    return {"do": {"message": {"text": _text(words)}}}


def _text(words: str) -> dict[str, str]:
    return {it.value: f"{words} ({it.value}), so wie es eine Klinik schreiben würde." for it in Language}
