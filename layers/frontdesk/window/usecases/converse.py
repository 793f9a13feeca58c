"""A patient opens the window and answers its questions."""

from collections.abc import Callable
from dataclasses import dataclass

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.window.model import Answered, Question, Session, Standing
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.engine import advance, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversed:
    """Where the conversation stands; `stale` when the answer is not one of its question and was not applied."""

    standing: Standing
    stale: bool = False


def begin(
    *, organisation_id: OrganisationId, catalogue: Catalogue, language: Language, ports: WindowPorts
) -> Session:
    """A new conversation on the live release; NotFound when the organisation has published none."""
    if language not in catalogue.organisation.languages:
        language = catalogue.organisation.languages[0]
    return Session(
        organisation_id=organisation_id,
        release_id=ports.releases.live(organisation_id).release_id,
        language=language,
        began_at=ports.clock(),
    )


def converse(
    session: Session, *, catalogue: Catalogue, chosen: Callable[[str], bool] | None, ports: WindowPorts
) -> Conversed:
    """The conversation after an answer, on the release it began with; NotFound when that was never published.

    `chosen` says whether a value is the answer that was given; None where there was none.
    """
    release = ports.releases.get(session.organisation_id, session.release_id)
    now = ports.clock()
    before = standing(release, session, catalogue=catalogue, now=now)
    if chosen is None:
        return Conversed(standing=before)
    options = before.view.options if isinstance(before.view, Question) else ()
    value = next((it.value for it in options if chosen(it.value)), None)
    if value is None or not isinstance(before.view, Question):
        return Conversed(standing=before, stale=True)
    answer = Answered(before.view.place, value, now)
    return Conversed(standing=advance(release, before.session, answer, catalogue=catalogue, now=now))
