"""The engine: where a conversation stands, and where an answer leads. Pure, and the same for ever for one release.

A conversation is the list of its answers; replaying it through the release finds the present question. Answers that
no longer mean anything (a changed earlier answer, a removed option) end the replay there and are forgotten.
"""

from dataclasses import replace
from datetime import datetime

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.ids import LocationId
from frontdesk.window.model import Answered, Message, Session, Standing, Turn, View
from frontdesk.window.model.plan import Case, Plan, Step
from frontdesk.window.model.releases import Release
from frontdesk.window.rules.speech import Speech, speech
from frontdesk.window.rules.walk import LOCATION, MENU, Walk


def standing(release: Release, session: Session, *, catalogue: Catalogue, now: datetime) -> Standing:
    """Where the conversation stands at the instant after all its answers that still mean something."""
    said = speech(release.plan, session.language)
    walk = Walk(release.plan, catalogue)
    turns, kept = [], []
    for answered in session.path:
        asked = said.asked(walk)
        if not walk.take(answered.place, answered.value, answered.at):
            break
        turns.append(Turn(question=asked, answer=said.answer(answered.place, answered.value)))
        kept.append(answered)
    step, of = _progress(walk, kept)
    return Standing(
        session=replace(session, path=tuple(kept)),
        turns=tuple(turns),
        view=_view(walk, said, now),
        step=step,
        of=of,
    )


def advance(
    release: Release, session: Session, answer: Answered, *, catalogue: Catalogue, now: datetime
) -> Standing:
    """Where the conversation stands after the answer. One for another place than the present changes nothing."""
    before = standing(release, session, catalogue=catalogue, now=now).session
    after = replace(session, path=(*before.path, answer))
    return standing(release, after, catalogue=catalogue, now=now)


def chosen_location(release: Release, session: Session) -> LocationId:
    """The location that was chosen, or the only one there is."""
    for answered in session.path:
        if answered.place == LOCATION:
            return LocationId(answered.value)
    return LocationId(next(iter(release.plan.locations)))


def _view(walk: Walk, said: Speech, now: datetime) -> View:
    if walk.closed is not None:
        assert walk.closed.closed is not None, "a flow that can be closed says so"
        return Message(text=said.say(walk.closed.closed))
    if walk.case is not None:
        return said.outcome(walk.case, walk.location)
    if walk.place == LOCATION:
        return said.locations()
    if walk.place == MENU:
        return said.menu(walk, now)
    assert walk.step is not None, "any other place is a step"
    return said.question(walk, walk.step)


def _progress(walk: Walk, path: list[Answered]) -> tuple[int, int]:
    """The number of the present question within its flow, and of how many at most."""
    if walk.step is None or walk.place is None:
        return 0, 0
    done = sum("/" in answered.place for answered in path)
    return done + 1, done + _longest(walk, walk.step, {})


def _longest(walk: Walk, step: Step, known: dict[str, int]) -> int:
    """The most questions ahead, this one among them, that what was answered so far does not exclude."""
    if step.place not in known:
        known[step.place] = 0
        ahead = [_ahead(walk.plan, step, case) for case in step.cases if _possible(walk, case)]
        rest = max((_longest(walk, it, known) for it in ahead if it is not None), default=0)
        known[step.place] = int(step.ask is not None) + rest
    return known[step.place]


def _ahead(plan: Plan, step: Step, case: Case) -> Step | None:
    if case.do is not None:
        return None
    flow = plan.flows[case.run or step.flow]
    return flow.steps[case.go or case.step or flow.start]


def _possible(walk: Walk, case: Case) -> bool:
    if case.at is not None and walk.location not in case.at:
        return False
    return all(walk.results.get(name, value) == value for name, value in case.when)
