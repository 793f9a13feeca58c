"""What a clinic configured for a list of answers, read from its release as a person would: a second opinion."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[2] / "local" / "demo"

Said = Mapping[str, Any]


def release_of(clinic: str) -> dict[str, Any]:
    """The release that the demo clinic publishes."""
    said: dict[str, Any] = json.loads((DEMO / f"{clinic}-release.json").read_text("utf-8"))
    return said


def labels_of(release: Said, language: str) -> dict[tuple[str, str], str]:
    """What stands on the button of every answer, by place and value."""
    labels = {("location", name): it["label"] for name, it in release["locations"].items()}
    for flow, it in release["flows"].items():
        labels["menu", flow] = it["label"]
        for step, asked in it["steps"].items():
            ask = asked.get("ask", {})
            if ask.get("type") == "service":
                own = {name: service["label"] for name, service in release["services"].items()}
            else:
                own = {option["value"]: option["label"] for option in ask.get("options", ())}
            labels |= {(f"{flow}/{step}", value): label for value, label in own.items()}
    return {key: label.get(language, label[release["languages"]["default"]]) for key, label in labels.items()}


def configured(release: Said, answers: Mapping[str, str]) -> tuple[str, Any]:
    """Where the clinic's answers lead: (`asks`, place) of the next question, or an action and its settings."""
    several = len(release["locations"]) > 1
    location = answers.get("location", next(iter(release["locations"])))
    if several and "location" not in answers:
        return "asks", "location"
    if "menu" not in answers:
        return "asks", "menu"
    flow = answers["menu"]
    step = release["flows"][flow]["start"]
    known: dict[str, str] = {}
    while True:
        asked = release["flows"][flow]["steps"][step]
        cases = list(asked["then"])
        if "ask" in asked:
            place = f"{flow}/{step}"
            here = services_at(release, location)
            of_services = asked["ask"]["type"] == "service"
            answer = answers.get(place) or (here[0] if of_services and len(here) == 1 else None)
            if answer is None and not (of_services and not here):
                return "asks", place
            if answer is not None:
                known[asked["ask"]["as"]] = answer
                own = release["services"][answer].get("then", []) if of_services else []
                cases = own + cases
        case = next(it for it in cases if fits(it, known, location))
        if "do" in case:
            [(action, settings)] = case["do"].items()
            return action, settings
        if "run" in case:
            flow = case["run"]["flow"]
            step = case["run"].get("step", release["flows"][flow]["start"])
        else:
            step = case["go"]


def fits(case: Said, known: Mapping[str, str], location: str) -> bool:
    here = location in case.get("at", [location])
    return here and all(known.get(name) == value for name, value in case.get("when", {}).items())


def services_at(release: Said, location: str) -> list[str]:
    return [name for name, it in release.get("services", {}).items() if location in it["locations"]]


def closed_texts(release: Said, language: str) -> list[str]:
    """What flows say outside their hours."""
    return [it["closed"][language] for it in release["flows"].values() if "closed" in it]


def words_of(release: Said, action: str, settings: Said, location: str, language: str) -> Iterator[str]:
    """What the page at that end must say, in the language."""
    match action:
        case "message":
            yield settings["text"][language]
        case "external" | "book":
            yield settings["label"][language]
            if "text" in settings:
                yield settings["text"][language]
        case "file":
            here = [name for name, it in release["downloads"].items() if location in it["locations"]]
            for name in settings.get("downloads", here):
                yield release["downloads"][name]["title"][language]
        case "request":
            yield settings["intro"][language]
            yield settings["consent"]["text"][language]
            yield from (field["label"][language] for field in settings["fields"])
