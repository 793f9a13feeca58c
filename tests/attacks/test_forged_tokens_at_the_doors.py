"""Whoever comes to a door with something forged meets what they would meet with nothing: the same page, no error."""

import re
from datetime import timedelta
from urllib.parse import quote, urlencode

from frontdesk.kernel.ids import RequestId
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import choice
from tests.clinic import LINDENHOF, XINGLIN
from tests.frontdesk_web.console_desk import REQUEST
from tests.width import seeded, wide

from .conftest import everything_stored
from .forging import forged

MANY = wide(24, 600)
"""Of each kind at each door; what is always tried comes first."""
FRESH = (
    (re.compile(r"2026-11\.[\w-]{60,}"), "TOKEN"),
    (re.compile(r'name="c" value="[\w-]{12}"'), "CODE"),
)
"""What a page of the window draws anew each time."""


def plain(answer):
    """The answer without what is drawn anew for each page."""
    status, kind, text = answer.status, answer.header("content-type"), answer.text
    for pattern, word in FRESH:
        text = pattern.sub(word, text)
    return status, kind, answer.header("location"), text


def differing(ask, tries, like):
    """The forgeries that are met otherwise than `like`, each with the status it got."""
    expected = plain(ask(like))
    met = {it: plain(ask(it)) for it in tries}
    return {it: answer[0] for it, answer in met.items() if answer != expected}


def forgeries(real):
    """Half of them what is always tried, half by chance, so that few tries are of every kind."""
    chance = seeded()
    every = forged(real, chance, 600)
    return chance.sample(every, min(MANY, len(every)))


def conversation(street, clinic=LINDENHOF):
    return hidden(street.window.gets(f"/window/{clinic}?lang=de"), "s")


def hidden(answer, name):
    return re.search(rf'name="{name}" value="([^"]+)"', answer.text)[1]


def test_a_forged_conversation_is_one_that_cannot_be_read(street):
    address, tries = f"/window/{LINDENHOF}", [it for it in forgeries(conversation(street)) if it]
    tries += [street.proof(), conversation(street, XINGLIN)]

    def opens(token):
        return street.window.gets(f"{address}?{urlencode({'s': token, 'lang': 'de'})}")

    assert differing(opens, tries, "x") == {}
    for rest in ("/request", "/form", "/left"):

        def sends(token, there=address + rest):
            return street.window.posts(there, {"s": token, "lang": "de"})

        assert differing(sends, tries, "x") == {}


def test_a_forged_answer_is_one_that_the_page_did_not_offer(street):
    token = conversation(street)
    code = choice(token, "mitte", keyring=keyring())

    def ask(shown):
        return street.window.gets(f"/window/{LINDENHOF}?{urlencode({'s': token, 'c': shown, 'lang': 'de'})}")

    other = choice(conversation(street), "mitte", keyring=keyring())
    assert plain(ask(code)) != plain(ask("x"))
    assert differing(ask, [*forgeries(code), other, "mitte"], "x") == {}


def test_a_forged_ticket_is_one_for_nothing(street):
    there_is_none = street.ticket(request=RequestId("0" * 32))
    of_another_clinic = street.ticket(organisation=XINGLIN)
    tries = [it for it in forgeries(street.ticket()) if it]
    for rest in ("", "/received", f"/attached/{'0' * 32}", f"/files/{'0' * 32}"):

        def ask(shown, rest=rest):
            return street.requests.gets(f"/requests/{LINDENHOF}/{quote(shown, safe='')}{rest}")

        assert differing(ask, [*tries, of_another_clinic, there_is_none], "x") == {}
        assert ask("x").status == 404


def test_nothing_is_sent_with_a_forged_ticket(street):
    typed = {"s": street.proof(), "text": "Ja", "birth_day": "27", "birth_month": "3", "birth_year": "1985"}
    before, tries = everything_stored(), [it for it in forgeries(street.ticket()) if it]
    for rest in ("/proof", "/reply", "/withdrawal"):

        def ask(shown, rest=rest):
            return street.requests.posts(f"/requests/{LINDENHOF}/{quote(shown, safe='')}{rest}", typed)

        assert differing(ask, tries, "x") == {}
        assert ask("x").status == 404
    assert everything_stored() == before


def no_proofs(street):
    yield from forgeries(street.proof())
    yield street.proof(until=-timedelta(seconds=1))
    yield street.proof(request="0" * 32)
    yield street.proof(organisation=XINGLIN)
    yield street.proof(purpose="conversation")
    yield conversation(street)


def test_without_a_good_proof_nothing_is_shown_or_sent(street):
    def opens(token):
        return street.requests.gets(street.page_of_the_request(f"?{urlencode({'s': token})}"))

    before, tries = everything_stored(), list(no_proofs(street))
    assert differing(opens, tries, "") == {}
    for deed in ("/reply", "/withdrawal"):

        def sends(token, deed=deed):
            return street.requests.posts(street.page_of_the_request(deed), {"s": token, "text": "Ja"})

        assert differing(sends, tries, "") == {}
    assert everything_stored() == before
    assert "Ramipril" in opens(street.proof()).text
    assert "Ramipril" not in opens("").text


def test_a_forged_session_is_none(street):
    name, _, key = street.signs_in().partition("=")
    # A cookie ends at a semicolon, and blanks around it are not part of it.
    tries = [it for it in forgeries(key) if ";" not in it and it.strip() != key]
    for address in ("/console", "/console/inbox", f"/console/requests/{REQUEST}", "/console/api/me"):

        def ask(shown, address=address):
            return street.console.gets(address, cookie=f"{name}={shown}")

        assert plain(ask(key)) != plain(ask(""))
        assert differing(ask, tries, "") == {}


def test_an_ended_session_is_none(street):
    cookie = street.signs_in()
    csrf = hidden(street.console.gets("/console/inbox", cookie=cookie), "csrf")
    assert street.console.posts("/console/logout", {"csrf": csrf}, cookie=cookie).status == 303
    again = street.console.gets("/console/inbox", cookie=cookie)
    assert plain(again) == plain(street.console.gets("/console/inbox"))


def test_a_forged_form_token_is_none(street):
    cookie = street.signs_in()
    csrf = hidden(street.console.gets("/console/inbox", cookie=cookie), "csrf")

    def ask(shown):
        return street.console.posts("/console/language", {"csrf": shown, "language": "sv"}, cookie=cookie)

    assert differing(ask, forgeries(csrf), "x") == {}
    assert ask("x").status == 403
    assert ask(csrf).status == 303


def test_numbers_that_are_none_break_no_door(street):
    """A number of 5000 digits is more than Python turns into one; an address may be 8 kB long."""
    token, cookie = conversation(street), street.signs_in()
    there, proof = f"/console/requests/{REQUEST}", street.page_of_the_request("/proof")
    for said in ("9" * 5000, "-1", "1.5", "\u0663", "²", "", "1e9", "0x1", "é"):
        asked = urlencode({"s": token, "back": said, "lang": said, "c": said})
        assert street.window.gets(f"/window/{LINDENHOF}?{asked}").status == 200
        piled = urlencode({"after": said, "view": said})
        assert street.console.gets(f"/console/inbox?{piled}", cookie=cookie).status == 200
        born = {f"birth_{part}": said for part in ("day", "month", "year")}
        assert street.requests.posts(proof, born).status == 422
        csrf = hidden(street.console.gets(there, cookie=cookie), "csrf")
        typed = {"csrf": csrf, "seen": said, "entry": said, "text": "Ja"}
        assert street.console.posts(f"{there}/question", typed, cookie=cookie).status in {303, 409}


def test_an_answer_that_differs_is_noticed(street):
    """Were one forgery in many taken, or answered with an error, these tests would see it."""
    real = street.proof()

    def careless(token):
        return street.requests.gets(street.page_of_the_request(f"?s={token if token != 'y' else real}"))

    assert differing(careless, ["z", "y"], "x") == {"y": 200}
