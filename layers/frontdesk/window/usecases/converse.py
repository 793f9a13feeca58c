"""A patient opens the window and answers its questions."""

from dataclasses import dataclass

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.window.model import Answered, Question, Session, Standing
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.engine import advance, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversed:
    """Where the conversation stands; `stale` when the answer was for another question and was not applied."""

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
        release_id=ports.releases.live(organisation_id),
        language=language,
    )


def converse(session: Session, *, answer: Answered | None, ports: WindowPorts) -> Conversed:
    """The conversation after the answer, on the release it began with; NotFound when that was never published."""
    release = ports.releases.get(session.organisation_id, session.release_id)
    before = standing(release, session)
    if answer is None:
        return Conversed(standing=before)
    if not isinstance(before.view, Question) or before.view.place != answer.place:
        return Conversed(standing=before, stale=True)
    after = advance(release, session, answer)
    return Conversed(standing=after, stale=len(after.session.path) == len(before.session.path))
