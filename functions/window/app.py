"""The patient window over HTTP: the conversation, its form, what a clinic says about itself, and the assets.

And what the bus calls.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from aws_lambda_powertools import Logger

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.model import Page as ContentPage
from frontdesk.kernel.errors import BadInput, FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId, ReleaseId, RequestId, TimeTypeId, random_id
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk.window.model import Answered, Form, Rating, Session, Standing
from frontdesk.window.model.visits import Ending
from frontdesk.window.rules.walk import LOCATION
from frontdesk.window.usecases.converse import begin, converse
from frontdesk.window.usecases.count_booking import count_booking
from frontdesk.window.usecases.count_visit import count_visit
from frontdesk.window.usecases.submit_form import submit_form
from frontdesk.window.usecases.take_file import take_file
from frontdesk.window.wiring import window_ports
from frontdesk_web.assets import static_file
from frontdesk_web.failures import without_words
from frontdesk_web.http import App, Request, Response, carried_number
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters.content import content_page, not_found_page
from frontdesk_web.presenters.window import conversation_page, form_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.seals import choice, seal, ticket, unseal
from frontdesk_web.survey_addresses import address_after
from frontdesk_web.tasks import heard

logger = Logger()
PURPOSE = "conversation"
LASTS_FOR = timedelta(hours=24)

app = App("frontdesk-window")
ports = window_ports()


@app.route("/window/{organisation_id}")
def window(organisation_id: str) -> Page:
    catalogue = ports.catalogue(OrganisationId(organisation_id))
    asked = app.query()
    session, form_id, notice = _session(catalogue, asked.get("s"))
    if language := understood(asked.get("lang", "")):
        session = _in(session, language, catalogue)
    if (back := carried_number(asked.get("back", ""))) is not None:
        session = session.back_to(back)
    chosen = _chosen(asked) if {"s", "c"} <= asked.keys() and notice is None else None
    conversed = converse(session, catalogue=catalogue, chosen=chosen, ports=ports)
    _count(conversed.standing, form_id)
    return _shown(conversed.standing, catalogue, form_id, "stale" if conversed.stale else notice)


@app.route("/window/{organisation_id}/request", methods=["POST"])
def send(organisation_id: str) -> Page | SeeOther:
    catalogue = ports.catalogue(OrganisationId(organisation_id))
    typed = app.form()
    session, form_id, notice = _session(catalogue, typed.get("s"))
    standing = converse(session, catalogue=catalogue, chosen=None, ports=ports).standing
    if notice is not None or not isinstance(standing.view, Form):
        return _shown(standing, catalogue, form_id, notice or "stale", typed)
    try:
        request = submit_form(standing, typed, form_id=form_id, ports=ports)
    except BadInput as bad:
        token = _sealed(standing.session, form_id)
        return form_page(standing, catalogue, token=token, now=ports.clock(), typed=typed, errors=bad.errors)
    _count(standing, form_id, ended=Ending.SENT)
    opens = ticket(session.organisation_id, request.id, keyring=keyring())
    return SeeOther(url=f"/requests/{organisation_id}/{opens}/received?lang={session.language.value}")


@app.route("/window/{organisation_id}/form", methods=["POST"])
def speak(organisation_id: str) -> Page:
    """The form in another language, with what was typed."""
    catalogue = ports.catalogue(OrganisationId(organisation_id))
    typed = app.form()
    session, form_id, notice = _session(catalogue, typed.get("s"))
    if language := understood(typed.get("lang", "")):
        session = _in(session, language, catalogue)
    standing = converse(session, catalogue=catalogue, chosen=None, ports=ports).standing
    return _shown(standing, catalogue, form_id, notice, typed)


@app.route("/window/{organisation_id}/left", methods=["POST"])
def leave(organisation_id: str) -> Response:
    """A browser tells that a conversation was left; what cannot be read is not counted."""
    catalogue = ports.catalogue(OrganisationId(organisation_id))
    session, form_id, notice = _session(catalogue, app.form().get("s"))
    if notice is None:
        standing = converse(session, catalogue=catalogue, chosen=None, ports=ports).standing
        _count(standing, form_id, ended=Ending.LEFT)
    return Response(body="", status_code=204)


@app.route("/window/{organisation_id}/files/{release_id}/{download}/{language}")
def take(organisation_id: str, release_id: str, download: str, language: str) -> SeeOther:
    url = take_file(
        organisation_id=ports.catalogue(OrganisationId(organisation_id)).organisation.id,
        release_id=ReleaseId(release_id),
        download=download,
        language=understood(language) or Language.ENGLISH,
        ports=ports,
    )
    return SeeOther(url=url)


@app.route("/window/{organisation_id}/{page}")
def content(organisation_id: str, page: str) -> Page:
    catalogue = ports.catalogue(OrganisationId(organisation_id))
    if page not in set(ContentPage):
        raise NotFound(page=page)
    language = _language(catalogue)
    return content_page(catalogue, ContentPage(page), language=language, now=ports.clock())


@app.route("/static/{name}")
def static(name: str) -> Response:
    found = static_file(name)
    if found is None:
        raise NotFound(name=name)
    headers: dict[str, str | list[str]] = {
        "Content-Type": found.content_type,
        "Cache-Control": found.cache_control,
        "ETag": found.etag,
        "X-Content-Type-Options": "nosniff",
    }
    fresh = app.header("if-none-match") == found.etag
    return Response(body="" if fresh else found.body, headers=headers, status_code=304 if fresh else 200)


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of booking: they are counted."""
    fact = heard(event)
    count_booking(
        organisation_id=fact.organisation_id,
        event_id=fact.event_id,
        fact=fact.name,
        by=fact.actor,
        at=fact.occurred_at,
        location_id=LocationId(fact.data["location_id"]),
        time_type_id=TimeTypeId(fact.data["time_type_id"]),
        ports=ports,
    )


def _refused(_error: FrontdeskError, request: Request) -> Page:
    """Everything that is not there, or not to be seen, is the same page."""
    return not_found_page(preferred(request.headers.get("accept-language", ""), among=tuple(Language)))


app.on_error = _refused


def _session(catalogue: Catalogue, token: str | None) -> tuple[Session, RequestId, str | None]:
    """The conversation in the token, the id of its form, and what happened to it: None, `expired` or `tampered`."""
    organisation_id = catalogue.organisation.id
    if token:
        try:
            opened = unseal(token, purpose=PURPOSE, keyring=keyring(), now=ports.clock())
            return *_read(organisation_id, opened.said), "expired" if opened.expired else None
        except NotAllowed:
            pass
    session = begin(
        organisation_id=organisation_id, catalogue=catalogue, language=_language(catalogue), ports=ports
    )
    return session, RequestId(random_id()), "tampered" if token else None


def _read(organisation_id: OrganisationId, said: Any) -> tuple[Session, RequestId]:  # noqa: ANN401
    if said["organisation"] != organisation_id:
        raise NotAllowed
    session = Session(
        organisation_id=organisation_id,
        release_id=ReleaseId(said["release"]),
        language=Language(said["language"]),
        began_at=datetime.fromtimestamp(said["began"], UTC),
        path=tuple(
            Answered(place, value, datetime.fromtimestamp(at, UTC)) for place, value, at in said["path"]
        ),
    )
    return session, RequestId(said["form"])


def _chosen(asked: Mapping[str, str]) -> Callable[[str], bool]:
    """Whether an answer is the one whose button was pressed on the page of the token."""
    ring, token = keyring(), asked["s"]
    return lambda value: hmac.compare_digest(choice(token, value, keyring=ring).encode(), asked["c"].encode())


def _sealed(session: Session, form_id: RequestId) -> str:
    said = {
        "organisation": session.organisation_id,
        "release": session.release_id,
        "language": session.language.value,
        "began": int(session.began_at.timestamp()),
        "path": [[it.place, it.value, int(it.at.timestamp())] for it in session.path],
        "form": form_id,
    }
    return seal(said, purpose=PURPOSE, until=ports.clock() + LASTS_FOR, keyring=keyring())


def _shown(
    standing: Standing,
    catalogue: Catalogue,
    form_id: RequestId,
    notice: str | None,
    typed: Any = None,  # noqa: ANN401
) -> Page:
    token, now = _sealed(standing.session, form_id), ports.clock()
    if isinstance(standing.view, Form):
        return form_page(standing, catalogue, token=token, now=now, typed=typed or {}, notice=notice)
    coded = partial(choice, token, keyring=keyring())
    return conversation_page(
        standing,
        catalogue,
        token=token,
        coded=coded,
        now=now,
        notice=notice,
        survey_url=_survey_url(standing, form_id),
    )


def _survey_url(standing: Standing, form_id: RequestId) -> str | None:
    """Where the survey is answered that the conversation ends with; None where it ends otherwise, or that is over."""
    if not isinstance(standing.view, Rating):
        return None
    try:
        survey = ports.survey(standing.session.organisation_id, standing.view.survey)
    except NotFound:
        return None
    chosen = [LocationId(it.value) for it in standing.session.path if it.place == LOCATION]
    return address_after(survey, chosen[0] if chosen else None, form_id, keyring=keyring())


def _language(catalogue: Catalogue) -> Language:
    languages = catalogue.organisation.languages
    wanted = understood(app.query().get("lang", ""))
    return wanted if wanted in languages else preferred(app.header("accept-language"), among=languages)


def _in(session: Session, language: Language, catalogue: Catalogue) -> Session:
    known = language in catalogue.organisation.languages
    return replace(session, language=language) if known else session


def _count(standing: Standing, form_id: RequestId, *, ended: Ending | None = None) -> None:
    """A patient goes on whatever becomes of the statistics."""
    try:
        count_visit(standing, visit_id=_visit(form_id), ended=ended, ports=ports)
    except Exception as error:  # noqa: BLE001  (nothing that fails here is worth a patient's way)
        logger.warning("visit_not_counted", extra=without_words(error))


def _visit(form_id: RequestId) -> str:
    """What a conversation is counted under. It cannot be joined with the request that its form may become."""
    return hashlib.sha256(f"visit {form_id}".encode()).hexdigest()[:32]
