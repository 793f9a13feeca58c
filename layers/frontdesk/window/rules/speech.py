"""The words of a plan in one language: questions, answers and outcomes. Kept, since a release never changes. Pure."""

from datetime import datetime
from functools import lru_cache

from frontdesk.kernel.ids import LocationId
from frontdesk.kernel.language import Language, Text, Words, in_language
from frontdesk.window.actions import Scene, find
from frontdesk.window.model import Option, Outcome, Question, QuestionKind
from frontdesk.window.model.plan import Case, Flow, Placement, Plan, Step
from frontdesk.window.rules.gates import is_open
from frontdesk.window.rules.walk import LOCATION, MENU, Walk

REMEMBERED = 64


@lru_cache(maxsize=REMEMBERED)
def speech(plan: Plan, language: Language) -> "Speech":
    """The plan's words in the language."""
    return Speech(plan, language)


class Speech:
    """What a plan says in one language; a text that is missing in it is said in the release's default one."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self._plan = plan
        self._language = language
        self._fallbacks = (plan.default, *Language)
        self._answers: dict[tuple[str, str], Words] = {}
        self._asked: dict[str, Words | None] = {}

    def say(self, text: Text) -> Words:
        """The text in the language, or as near to it as the release has one."""
        return in_language(text, self._language, fallbacks=self._fallbacks)

    def asked(self, walk: Walk) -> Words | None:
        """The words of the question the walk stands at; None where the house has its own, or at the end."""
        if walk.place is None:
            return None
        if walk.place not in self._asked:
            text = self._text_of(walk)
            self._asked[walk.place] = None if text is None else self.say(text)
        return self._asked[walk.place]

    def answer(self, place: str, value: str) -> Words:
        """The words of an answer that was given at the place."""
        known = self._answers.get((place, value))
        if known is None:
            known = self._answers[place, value] = self.say(self._label_of(place, value))
        return known

    def locations(self) -> Question:
        """Which location it is about."""
        options = tuple(Option(value=it, label=self.answer(LOCATION, it)) for it in self._plan.locations)
        words = self._plan.ask_location
        text = self.say(words) if words else None
        return Question(place=LOCATION, kind=QuestionKind.LOCATION, text=text, options=options)

    def menu(self, walk: Walk, now: datetime) -> Question:
        """What the clinic can do here and now."""
        options = tuple(self._concern(walk, flow, now) for flow in walk.offered(now))
        return Question(place=MENU, kind=QuestionKind.MENU, text=self.asked(walk), options=options)

    def question(self, walk: Walk, step: Step) -> Question:
        """What a step asks."""
        assert step.ask is not None, "a step without a question is passed through"
        choices = step.ask.choices
        kind = QuestionKind.SERVICE if choices is None else QuestionKind.CHOICE
        offered = self._plan.services_at(walk.location) if choices is None else choices
        options = tuple(
            Option(
                value=value,
                label=self.answer(step.place, value),
                hint=None if it.hint is None else self.say(it.hint),
            )
            for value, it in offered.items()
        )
        return Question(place=step.place, kind=kind, text=self.say(step.ask.text), options=options)

    def outcome(self, case: Case, location: str) -> Outcome:
        """What the action of a case shows at the location."""
        assert case.do is not None, "only an action ends a conversation"
        scene = Scene(
            say=self.say,
            language=self._language,
            default=self._plan.default,
            downloads=self._plan.downloads_at(location),
        )
        return find(case.do).perform(case.settings, scene)

    def _concern(self, walk: Walk, flow: Flow, now: datetime) -> Option:
        location = walk.catalogue.location(LocationId(walk.location)) if flow.gated else None
        return Option(
            value=flow.name,
            label=self.answer(MENU, flow.name),
            icon=flow.icon,
            topic=flow.placement is not Placement.STANDARD,
            closed=location is not None and not is_open(flow, location, now),
        )

    def _text_of(self, walk: Walk) -> Text | None:
        if walk.place == LOCATION:
            return self._plan.ask_location
        if walk.place == MENU:
            return self._plan.greeting
        assert walk.step is not None, "any other place is a step"
        assert walk.step.ask is not None, "which asks"
        return walk.step.ask.text

    def _label_of(self, place: str, value: str) -> Text:
        if place == LOCATION:
            return self._plan.locations[value]
        if place == MENU:
            return self._plan.flows[value].label
        flow, _, step = place.partition("/")
        ask = self._plan.flows[flow].steps[step].ask
        assert ask is not None, "only a question was answered"
        return self._plan.services[value].label if ask.choices is None else ask.choices[value].label
