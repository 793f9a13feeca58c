"""Whatever another site's page could make a browser send is refused, and leaves nothing behind."""

import json
import re
from urllib.parse import urlencode

import pytest

from frontdesk.access.model import Role
from frontdesk.access.usecases.set_language import set_language
from frontdesk.access.wiring import access_ports
from frontdesk.kernel.language import Language
from frontdesk_web.api import Api, ApiDesk, Operation
from frontdesk_web.http import App, Desk
from frontdesk_web.render import SeeOther
from frontdesk_web.session import COOKIE, signed_in
from tests.frontdesk_web.console_desk import LINDENHOF, PASSWORD, REQUEST

from .conftest import everything_stored
from .doors import FORM, Door
from .fuzzing import part_of

API, LOGIN = "/console/api/", "/console/login"
OUTSIDE = (LOGIN, f"{LOGIN}/password")
"""Forms of whoever is not signed in, and has no token yet."""
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
ELSEWHERE = (
    {"origin": "https://evil.example"},
    {"origin": "https://clinic.example.evil.example"},
    {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    {"origin": "null"},
    {"origin": "https://"},
    {"origin": "http://[clinic.example"},
    {"origin": "https://clinic.example@evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"origin": "https://clinic.example", "sec-fetch-site": "cross-site"},
    {"origin": "https://evil.example", "referer": "https://clinic.example/console"},
)
BY_A_FORM = (FORM, "text/plain", "multipart/form-data; boundary=x", "", "text/plain; application/json")
REFUSED = {403, 415}
"""Not ours, or not in the shape that our own pages send."""
KNOWN = {"request_id": REQUEST, "deed": "answer", "number": "1"}


def changing_routes(app):
    return sorted(
        (path, method) for path, methods in app.routes.items() for method in methods if method in CHANGING
    )


def address_of(path):
    """The route's address; a parameter that is not known here is filled in too, for a refusal asks for none."""
    return re.sub(r"{(\w+)}", lambda it: KNOWN.get(it[1], "x" * 32), path)


def attempts(path, mine, theirs):
    """What a page of somebody else's could send there: headers and body, with what it is called."""
    typed = {"clinic": LINDENHOF, "number": "1001", "password": PASSWORD, "text": "Ja", "language": "sv"}
    if path.startswith(API):
        said = json.dumps({"title": "x", "note": "x", "version": 1, "follows": 0}).encode()
        yield from (("from elsewhere", it | {"content-type": "application/json"}, said) for it in ELSEWHERE)
        yield from (("by a form", {"content-type": it}, said) for it in BY_A_FORM)
        return
    good = typed if path in OUTSIDE else typed | {"csrf": mine}
    yield from (("from elsewhere", it | {"content-type": FORM}, _form(good)) for it in ELSEWHERE)
    if path not in OUTSIDE:
        for csrf in (
            {},
            {"csrf": ""},
            {"csrf": theirs},
            {"csrf": mine[:-1]},
            {"csrf": mine + "A"},
            {"csrf": "é"},
        ):
            yield "without the form's token", {"content-type": FORM}, _form(typed | csrf)


def _form(typed):
    return urlencode(typed).encode()


def csrf_of(door, cookie):
    return re.search(r'name="csrf" value="([^"]+)"', door.gets("/console/inbox", cookie=cookie).text)[1]


def of_the_desk(door, cookie):
    """What of the API is for those who have the pages, and for no administrator."""
    document = json.loads(door.gets("/console/api/openapi.json", cookie=cookie).text)
    return part_of(document, of_the_desk=True)["paths"]


def what_gets_through(app, cookies, csrfs, for_the_desk=()):
    """Every attempt on a changing route of the app that is not refused, or leaves something behind."""
    door, found = Door(app), []
    for path, method in changing_routes(app):
        before = everything_stored()
        by_administrators = path.startswith(API) and path not in for_the_desk
        cookie = cookies["api" if by_administrators else "page"]
        for what, headers, body in attempts(path, *csrfs):
            sent = {"cookie": cookie} | {name: it for name, it in headers.items() if it}
            status = door.asks(method, address_of(path), sent, body).status
            if status not in REFUSED:
                found.append((method, path, what, status))
        if everything_stored() != before:
            found.append((method, path, "something is left behind", None))
    return found


@pytest.fixture
def signed(street, enrol):
    """Two people before the pages and one before the API: their cookies, and the tokens of the first two."""
    enrol("1004", Role.ADMINISTRATOR)
    mine, theirs, administrator = street.signs_in("1001"), street.signs_in("1002"), street.signs_in("1004")
    tokens = csrf_of(street.console, mine), csrf_of(street.console, theirs)
    return {"page": mine, "api": administrator}, tokens


def test_no_route_of_the_console_takes_what_another_site_sends(street, signed):
    cookies, tokens = signed
    routes = changing_routes(street.console.app)
    assert {method for _, method in routes} == {"POST", "PUT", "DELETE"}
    for_the_desk = of_the_desk(street.console, cookies["api"])
    assert what_gets_through(street.console.app, cookies, tokens, for_the_desk) == []


def test_our_own_forms_are_taken(street, signed):
    """The same attempts with everything right are not refused: it is no other fault that keeps them out."""
    cookies, (mine, _) = signed
    here = {"origin": "https://clinic.example", "sec-fetch-site": "same-origin", "cookie": cookies["page"]}
    here["content-type"] = FORM
    language = street.console.asks("POST", "/console/language", here, _form({"csrf": mine, "language": "sv"}))
    assert language.status == 303
    login = street.console.asks(
        "POST", LOGIN, here, _form({"clinic": LINDENHOF, "number": "1001", "password": PASSWORD})
    )
    assert (login.status, len(login.all_of("set-cookie"))) == (303, 1)
    api = {**here, "cookie": cookies["api"], "content-type": "application/json"}
    assert street.console.asks("POST", "/console/api/drafts", api, b'{"title":"x"}').status == 201


def test_nobody_is_signed_in_by_another_sites_form(street):
    typed = {"clinic": LINDENHOF, "number": "1001", "password": PASSWORD}
    before = everything_stored()
    for headers in ELSEWHERE:
        answer = street.console.asks("POST", LOGIN, headers | {"content-type": FORM}, _form(typed))
        assert (answer.status, answer.all_of("set-cookie")) == (403, [])
    assert everything_stored() == before


def a_careless_app():
    app, pages, desk = App("careless"), Desk("careless.pages"), ApiDesk("careless.api")
    api = Api({}, title="careless", version="1", about="-")

    @pages.route("/console/guarded", methods=["POST"])
    @signed_in(pages)
    def guarded(_who):
        return SeeOther(url="/console")

    @pages.route("/console/put", methods=["PUT"], content_types=["*/*"])
    @signed_in(pages)
    def put(_who):
        return SeeOther(url="/console")

    @pages.route("/console/open", methods=["POST"])
    def everybody():
        set_language(key=pages.cookie(COOKIE), language=Language.SWEDISH, ports=access_ports())
        return SeeOther(url="/console")

    @api.operation(desk, "/console/api/guarded", "POST", does=Operation(status=204))
    def of_the_api(_who):
        """Guarded."""

    @desk.route("/console/api/open", methods=["POST"], content_types=["*/*"])
    def open_to_all():
        return SeeOther(url="/console")

    for it in (pages, desk):
        app.register_blueprint(it)
    return app


def test_a_route_that_takes_them_is_found(street, signed):
    cookies, tokens = signed
    found = what_gets_through(a_careless_app(), cookies, tokens)
    assert {path for _, path, *_ in found} == {"/console/open", "/console/api/open"}
    assert ("POST", "/console/open", "something is left behind", None) in found
