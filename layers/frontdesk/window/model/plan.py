"""A release's definition as nouns: what the engine walks, the validator proves and the decision table lists.

Only what fits release.schema.json can be read; whether its references lead somewhere is the validator's question.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, Self, cast

from frontdesk.catalogue.model import Span
from frontdesk.kernel.language import Language, Text

Settings = Mapping[str, Any]


class Placement(StrEnum):
    """Where a flow is offered: as a tile, among the clinic's own topics, or only where another flow runs it."""

    STANDARD = "standard"
    WINDOW = "window"
    ATTACHED = "attached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What happens when every answer of `when` was given at one of `at` (anywhere where None).

    Exactly one of three: `go` to a step of the same flow, `run` a flow (at `step`, else its start), `do` an action.
    """

    when: tuple[tuple[str, str], ...]
    at: frozenset[str] | None
    go: str | None = None
    run: str | None = None
    step: str | None = None
    do: str | None = None
    settings: Settings

    @property
    def always(self) -> bool:
        """Whether it fits whatever was answered, wherever."""
        return not self.when and self.at is None

    def fits(self, results: Mapping[str, str], location: str) -> bool:
        """Whether the answers so far, by the name they are kept under, lead here at the location."""
        if self.at is not None and location not in self.at:
            return False
        # A loop, for this is asked a thousand times in a proof: a generator would double its price.
        for name, value in self.when:  # noqa: SIM110
            if results.get(name) != value:
                return False
        return True

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        run = said.get("run", {})
        [(do, settings)] = said["do"].items() if "do" in said else [(None, {})]
        return cls(
            when=tuple(said.get("when", {}).items()),
            at=frozenset(said["at"]) if "at" in said else None,
            go=said.get("go"),
            run=run.get("flow"),
            step=run.get("step"),
            do=do,
            settings=settings,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    label: Text
    hint: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A step's question; the answer is kept under `name`. `choices` is None where the services are the choices."""

    name: str
    text: Text
    choices: Mapping[str, Choice] | None

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        choices = [_choice(it) for it in said["options"]] if "options" in said else None
        kept = None if choices is None else {it.value: it for it in choices}
        return cls(name=said["as"], text=_as_text(said["text"]), choices=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`place` is `<flow>/<step>`: what an answer is given to."""

    flow: str
    name: str
    place: str
    ask: Ask | None
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a flow answers: at the location's opening hours, or where `own` says by weekday (0 is Monday), wall time."""

    own: Mapping[int, tuple[Span, ...]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """German source: "Serviceablauf". `valid_from` and `valid_until` are local dates, both inclusive."""

    name: str
    title: str
    label: Text
    icon: str | None
    placement: Placement
    locations: tuple[str, ...]
    start: str
    steps: Mapping[str, Step]
    valid_from: date | None
    valid_until: date | None
    hours: Hours | None
    closed: Text | None

    @property
    def gated(self) -> bool:
        """Whether there are times at which it only says that it is closed."""
        return self.hours is not None or self.valid_from is not None or self.valid_until is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """German source: "Leistung". `cases` are its own flow, tried before those of the step that asked for it (S18)."""

    name: str
    label: Text
    hint: Text | None
    locations: tuple[str, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A kept file, by what it contains; `size` counts bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    name: str
    title: Text
    description: Text | None
    locations: tuple[str, ...]
    files: Mapping[Language, StoredFile]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """The whole of a release. Compared and remembered by identity: a release is read once and never changes."""

    default: Language
    required: tuple[Language, ...]
    greeting: Text | None
    ask_location: Text | None
    locations: Mapping[str, Text]
    embed_origins: frozenset[str]
    services: Mapping[str, Service]
    downloads: Mapping[str, Download]
    flows: Mapping[str, Flow]
    tests: tuple[Mapping[str, Any], ...]

    def services_at(self, location: str) -> dict[str, Service]:
        """Those released there, in the release's order."""
        return {name: it for name, it in self.services.items() if location in it.locations}

    def downloads_at(self, location: str) -> dict[str, Download]:
        """Those released there, in the release's order."""
        return {name: it for name, it in self.downloads.items() if location in it.locations}

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """The plan of a definition that fits the schema."""
        return cls(
            default=Language(said["languages"]["default"]),
            required=tuple(Language(it) for it in said["languages"]["required"]),
            greeting=_text(said, "greeting"),
            ask_location=_text(said, "ask_location"),
            locations={name: _as_text(it["label"]) for name, it in said["locations"].items()},
            embed_origins=frozenset(said.get("embed_origins", ())),
            services={name: _service(name, it) for name, it in said.get("services", {}).items()},
            downloads={name: _download(name, it) for name, it in said.get("downloads", {}).items()},
            flows={name: _flow(name, it) for name, it in said["flows"].items()},
            tests=tuple(said.get("tests", ())),
        )


def _as_text(said: Mapping[str, str]) -> Text:
    """The text as it is written: the schema allows no other tags than ours, and a tag equals its Language."""
    return cast("Text", said)


def _text(said: Mapping[str, Any], name: str) -> Text | None:
    return _as_text(said[name]) if name in said else None


def _choice(said: Mapping[str, Any]) -> Choice:
    return Choice(value=said["value"], label=_as_text(said["label"]), hint=_text(said, "hint"))


def _service(name: str, said: Mapping[str, Any]) -> Service:
    return Service(
        name=name,
        label=_as_text(said["label"]),
        hint=_text(said, "hint"),
        locations=tuple(said["locations"]),
        cases=tuple(Case.read(it) for it in said.get("then", ())),
    )


def _download(name: str, said: Mapping[str, Any]) -> Download:
    files = {
        Language(tag): StoredFile(
            name=it["name"], media_type=it["type"], size=it["size"], sha256=it["sha256"]
        )
        for tag, it in said["files"].items()
    }
    return Download(
        name=name,
        title=_as_text(said["title"]),
        description=_text(said, "description"),
        locations=tuple(said["locations"]),
        files=files,
    )


def _flow(name: str, said: Mapping[str, Any]) -> Flow:
    valid = said.get("valid", {})
    return Flow(
        name=name,
        title=said["title"],
        label=_as_text(said["label"]),
        icon=said.get("icon"),
        placement=Placement(said["placement"]),
        locations=tuple(said["locations"]),
        start=said["start"],
        steps={step: _step(name, step, it) for step, it in said["steps"].items()},
        valid_from=_date(valid, "from"),
        valid_until=_date(valid, "until"),
        hours=_hours(said["hours"]) if "hours" in said else None,
        closed=_text(said, "closed"),
    )


def _step(flow: str, name: str, said: Mapping[str, Any]) -> Step:
    return Step(
        flow=flow,
        name=name,
        place=f"{flow}/{name}",
        ask=Ask.read(said["ask"]) if "ask" in said else None,
        cases=tuple(Case.read(it) for it in said["then"]),
    )


def _date(said: Mapping[str, str], name: str) -> date | None:
    return date.fromisoformat(said[name]) if name in said else None


def _hours(said: str | Mapping[str, list[list[str]]]) -> Hours:
    if isinstance(said, str):
        return Hours(own=None)
    return Hours(
        own={
            int(day): tuple(Span(time.fromisoformat(it[0]), time.fromisoformat(it[1])) for it in spans)
            for day, spans in said.items()
        }
    )
