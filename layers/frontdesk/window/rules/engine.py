"""The engine: where a conversation stands, and where an answer leads. Pure, and the same for ever for one release.

A conversation is the list of its answers; replaying it through the release finds the present question. Answers that
no longer mean anything (a changed earlier answer, a removed option) end the replay there and are forgotten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.kernel.ids import LocationId
from frontdesk.kernel.language import Language, Words, in_language, parse_text
from frontdesk.window.actions import Say, find
from frontdesk.window.model import (
    Answered,
    Option,
    Outcome,
    Question,
    QuestionKind,
    Release,
    Session,
    Standing,
    Turn,
    View,
)

LOCATION, MENU = "location", "menu"
STEPS_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class _At:
    """A place in a release: before the flow, at a step of one, or at its end."""

    question: Question | None = None
    outcome: Outcome | None = None
    flow: str | None = None
    step: str | None = None


def standing(release: Release, session: Session) -> Standing:
    """Where the conversation stands after all its answers that still mean something."""
    talk = _Talk(release.definition, session.language)
    turns, kept, at = [], [], talk.begin()
    for answered in session.path:
        option = _chosen(at, answered)
        if option is None or at.question is None:
            break
        turns.append(Turn(question=at.question.text, answer=option.label))
        kept.append(answered)
        at = talk.after(kept)
    view: View | None = at.question or at.outcome
    assert view is not None, "a place is a question or an end"
    step, of = talk.progress(at, kept)
    return Standing(
        session=replace(session, path=tuple(kept)), turns=tuple(turns), view=view, step=step, of=of
    )


def advance(release: Release, session: Session, answer: Answered) -> Standing:
    """Where the conversation stands after the answer. One for another place than the present changes nothing."""
    return standing(release, replace(session, path=(*standing(release, session).session.path, answer)))


def chosen_location(release: Release, session: Session) -> LocationId:
    """The location that was chosen, or the only one there is."""
    for answered in session.path:
        if answered.place == LOCATION:
            return LocationId(answered.value)
    locations: Mapping[str, object] = release.definition["locations"]  # type: ignore[assignment]
    return LocationId(next(iter(locations)))


def _chosen(at: _At, answered: Answered) -> Option | None:
    if at.question is None or at.question.place != answered.place:
        return None
    return next((it for it in at.question.options if it.value == answered.value), None)


class _Talk:
    """One release in one language."""

    def __init__(self, definition: Mapping[str, Any], language: Language) -> None:
        self.definition = definition
        self.language = language
        default = Language(definition["languages"]["default"])
        self.fallbacks: Sequence[Language] = (default, *Language)
        self.say: Say = lambda text: in_language(parse_text(text), language, fallbacks=self.fallbacks)

    def begin(self) -> _At:
        return self.after([])

    def after(self, path: Sequence[Answered]) -> _At:
        """The place after the answers, each of which was one of its question's options."""
        said = {answered.place: answered.value for answered in path}
        location = said.get(LOCATION)
        if location is None:
            if len(self.definition["locations"]) > 1:
                return _At(question=self._locations())
            location = next(iter(self.definition["locations"]))
        if MENU not in said:
            return _At(question=self._menu(location))
        return self._in_flow(said, location)

    def progress(self, at: _At, path: Sequence[Answered]) -> tuple[int, int]:
        """The number of the present question within its flow, and of how many at most."""
        if at.flow is None or at.step is None or at.question is None:
            return 0, 0
        done = sum("/" in answered.place for answered in path)
        return done + 1, done + self._longest(at.flow, at.step)

    def _locations(self) -> Question:
        options = (
            Option(value=name, label=self.say(it["label"]), icon="map-pin")
            for name, it in self.definition["locations"].items()
        )
        words = self.definition.get("ask_location")
        text = self.say(words) if words else None
        return Question(place=LOCATION, kind=QuestionKind.LOCATION, text=text, options=tuple(options))

    def _menu(self, location: str) -> Question:
        options = (
            Option(
                value=name,
                label=self.say(flow["label"]),
                icon=flow.get("icon"),
                topic=flow["placement"] != "standard",
            )
            for name, flow in self.definition["flows"].items()
            if location in flow["locations"]
        )
        text = self.say(self.definition["greeting"]) if "greeting" in self.definition else None
        return Question(place=MENU, kind=QuestionKind.MENU, text=text, options=tuple(options))

    def _in_flow(self, said: Mapping[str, str], location: str) -> _At:
        flow = said[MENU]
        step = self.definition["flows"][flow]["start"]
        results: dict[str, str] = {}
        for _ in range(STEPS_AT_MOST):
            asked = self.definition["flows"][flow]["steps"][step]
            if "ask" in asked:
                place = f"{flow}/{step}"
                if place not in said:
                    return _At(question=self._question(place, asked["ask"]), flow=flow, step=step)
                results[asked["ask"]["as"]] = said[place]
            case = next(it for it in asked["then"] if _fits(it, results, location))
            if "do" in case:
                [(kind, settings)] = case["do"].items()
                return _At(outcome=find(kind).perform(settings, self.say), flow=flow, step=step)
            flow, step = self._next(case, flow)
        msg = "a release that was checked has no endless way"
        raise AssertionError(msg)

    def _next(self, case: Mapping[str, Any], flow: str) -> tuple[str, str]:
        if "go" in case:
            return flow, case["go"]
        target = case["run"]["flow"]
        return target, case["run"].get("step", self.definition["flows"][target]["start"])

    def _question(self, place: str, ask: Mapping[str, Any]) -> Question:
        options = (
            Option(
                value=it["value"],
                label=self.say(it["label"]),
                hint=self.say(it["hint"]) if "hint" in it else None,
            )
            for it in ask["options"]
        )
        words: Words = self.say(ask["text"])
        return Question(place=place, kind=QuestionKind.CHOICE, text=words, options=tuple(options))

    def _longest(self, flow: str, step: str, seen: frozenset[tuple[str, str]] = frozenset()) -> int:
        if (flow, step) in seen:
            return 0
        asked = self.definition["flows"][flow]["steps"][step]
        ways = (self._next(it, flow) for it in asked["then"] if "do" not in it)
        ahead = max((self._longest(*way, seen | {(flow, step)}) for way in ways), default=0)
        return int("ask" in asked) + ahead


def ways(definition: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every case of every step: (flow, step, case)."""
    for flow, it in definition["flows"].items():
        for step, asked in it["steps"].items():
            for case in asked["then"]:
                yield flow, step, case


def _fits(case: Mapping[str, Any], results: Mapping[str, str], location: str) -> bool:
    if "at" in case and location not in case["at"]:
        return False
    return all(results.get(name) == value for name, value in case.get("when", {}).items())
