"""A visit of the window is counted, when it ends or is left."""

from frontdesk.window.model import External, Files, Message, Question, Rating, Standing, Times
from frontdesk.window.model.visits import Ending, Visit
from frontdesk.window.ports import WindowPorts


def count_visit(
    standing: Standing, *, visit_id: str, ended: Ending | None = None, ports: WindowPorts
) -> None:
    """Count where the conversation stands: at an outcome, or `ended` as SENT or LEFT.

    A conversation without any answer is none; one at a question or at a form goes on until it ended.
    """
    session, view = standing.session, standing.view
    ending = _outcome(standing) or ended
    if ending is None or not session.path:
        return
    ports.visits.count(
        Visit(
            id=visit_id,
            organisation_id=session.organisation_id,
            month=session.began_at.date().replace(day=1),
            steps=tuple(f"{it.place}={it.value}" for it in session.path),
            ending=ending,
            stood=view.place if isinstance(view, Question) else None,
        )
    )


def _outcome(standing: Standing) -> Ending | None:
    match standing.view:
        case Message():
            return Ending.MESSAGE
        case External():
            return Ending.EXTERNAL
        case Times():
            return Ending.BOOK
        case Files():
            return Ending.FILE
        case Rating():
            return Ending.SURVEY
    return None
