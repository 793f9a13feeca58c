"""The patient window over HTTP: the conversation, its form, what a clinic says about itself, and the assets."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.model import Page as ContentPage
from frontdesk.kernel.errors import BadInput, FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.ids import OrganisationId, ReleaseId, RequestId, random_id
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk.window.model import Answered, Form, Session, Standing
from frontdesk.window.usecases.converse import begin, converse
from frontdesk.window.usecases.submit_form import submit_form
from frontdesk.window.wiring import window_ports
from frontdesk_web.assets import static_file
from frontdesk_web.http import App, Request, Response
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters.window import content_page, conversation_page, form_page, not_found_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.seals import seal, ticket, unseal

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
    if asked.get("back", "").isdigit():
        session = session.back_to(int(asked["back"]))
    answer = Answered(asked.get("at", ""), asked["c"]) if "c" in asked and notice is None else None
    conversed = converse(session, answer=answer, ports=ports)
    return _shown(conversed.standing, catalogue, form_id, "stale" if conversed.stale else notice)


@app.route("/window/{organisation_id}/request", methods=["POST"])
def send(organisation_id: str) -> Page | SeeOther:
    catalogue = ports.catalogue(OrganisationId(organisation_id))
    typed = app.form()
    session, form_id, notice = _session(catalogue, typed.get("s"))
    standing = converse(session, answer=None, ports=ports).standing
    if notice is not None or not isinstance(standing.view, Form):
        return _shown(standing, catalogue, form_id, notice or "stale", typed)
    try:
        request = submit_form(standing, typed, form_id=form_id, ports=ports)
    except BadInput as bad:
        token = _sealed(standing.session, form_id)
        return form_page(standing, catalogue, token=token, now=ports.clock(), typed=typed, errors=bad.errors)
    opens = ticket(session.organisation_id, request.id, keyring=keyring())
    return SeeOther(url=f"/requests/{organisation_id}/{opens}/received?lang={session.language.value}")


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
        path=tuple(Answered(place, value) for place, value in said["path"]),
    )
    return session, RequestId(said["form"])


def _sealed(session: Session, form_id: RequestId) -> str:
    said = {
        "organisation": session.organisation_id,
        "release": session.release_id,
        "language": session.language.value,
        "path": [[it.place, it.value] for it in session.path],
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
    return conversation_page(standing, catalogue, token=token, now=now, notice=notice)


def _language(catalogue: Catalogue) -> Language:
    languages = catalogue.organisation.languages
    wanted = understood(app.query().get("lang", ""))
    return wanted if wanted in languages else preferred(app.header("accept-language"), among=languages)


def _in(session: Session, language: Language, catalogue: Catalogue) -> Session:
    known = language in catalogue.organisation.languages
    return replace(session, language=language) if known else session
