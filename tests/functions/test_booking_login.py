"""A patient logs in at a national provider and sees their own times; whoever only looks like them does not."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from chalice.test import Client

from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.errors import ProviderFailure, Unavailable
from frontdesk.patients.errors import LoginFailed
from tests.clinic import BIRKENHOF, LINDENHOF, lindenhof, move_in
from tests.patients.fakes import FakeLogIn

from .booking_desk import FORM, Visitor, a_timetable, carried, text, words
from .loading import load_module

SUNDAY = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
BORN = date(1985, 3, 27)
MINE = "/booking/lindenhof/mine"
OFFER = "Mit Beispiel-ID anmelden"
CHILD = {"name": "Clara Beispiel", "birth_year": "2015", "birth_month": "5"}


@dataclass
class Jar:
    """A browser's cookies, sent along with everything and changed by what comes back."""

    http: Any
    kept: dict = field(default_factory=dict)
    said: list = field(default_factory=list)

    def get(self, address, **headers):
        return self._keeping(self.http.get(address, headers=self._with(headers)))

    def post(self, address, headers, body=b""):
        return self._keeping(self.http.post(address, headers=self._with(headers), body=body))

    def _with(self, headers):
        cookies = "; ".join(f"{name}={it}" for name, it in self.kept.items())
        return headers | ({"Cookie": cookies} if cookies else {})

    def _keeping(self, answer):
        for it in answer.headers.get("Set-Cookie", []):
            self.said.append(it)
            name, _, value = it.partition(";")[0].partition("=")
            self.kept.pop(name, None) if "Max-Age=0" in it else self.kept.update({name: value})
        return answer


@dataclass
class Clinic:
    """The function with a provider that plays along, its clock, and the codes that came to telephones."""

    module: Any
    patch: Any
    client: Any
    came: list = field(default_factory=list)
    provider: Any = field(default_factory=FakeLogIn)

    def is_now(self, now):
        ports = replace(self.module.ports, clock=lambda: now)
        patients = replace(
            self.module.patients, clock=lambda: now, send=self.came.append, log_in=lambda: self.provider
        )
        self.patch.setattr(self.module, "ports", ports)
        self.patch.setattr(self.module, "patients", patients)

    def somebody(self):
        return Visitor(Jar(self.client.http))

    def fails(self, error):
        """Whatever the provider is asked fails."""

        def failing(*_, **__):
            raise error

        self.provider = SimpleNamespace(address=failing, who=failing)


@pytest.fixture
def clinic(cloud, monkeypatch):
    move_in()
    module = load_module("booking")
    module.ports.timetables.put(LINDENHOF, a_timetable())
    with Client(module.app) as client:
        it = Clinic(module, monkeypatch, client)
        it.is_now(SUNDAY)
        yield it


@pytest.fixture
def berta(clinic):
    return clinic.somebody()


def starts(visitor):
    answer = visitor.posts("/mine/login")
    assert answer.status_code == 303, words(answer)[:500]
    return answer.headers["Location"]


def comes_back(visitor, told, clinic=LINDENHOF):
    return visitor.http.get(f"/booking/{clinic}/mine/login/return?{urlencode(told)}")


def logs_in(clinic, visitor, sub="berta", name="Berta Beispiel", born=BORN):
    """What the answer that logs in leads to."""
    return comes_back(visitor, clinic.provider.logs_in(starts(visitor), sub, name, born))


def sees(visitor, **query):
    return words(visitor.gets("/mine", **query))


def adds_by_code(clinic, visitor, phone="06221 5551234"):
    page = visitor.posts("/mine/code", contact=phone, form=f"{len(clinic.came):032x}")
    answer = visitor.posts("/mine/proof", s=carried(page)["s"], code=clinic.came[-1].digits)
    return visitor.follows(answer)


def times_in(page):
    return len(re.findall(r'href="/booking/\w+/appointments/', text(page)))


def test_the_log_in_stands_beside_the_code_and_its_form_may_lead_there(berta):
    page = berta.gets("/mine")
    assert OFFER in words(page)
    assert 'name="contact"' in text(page)
    assert "form-action 'self' https://anmelden.example;" in page.headers["Content-Security-Policy"]
    assert berta.http.said == []


def test_where_a_clinic_has_none_there_is_no_button_and_no_page(berta, clinic):
    store_catalogue(lindenhof(login=None), ports=catalogue_ports())
    page = berta.gets("/mine")
    assert "anmelden" not in words(page)
    assert "form-action 'self';" in page.headers["Content-Security-Policy"]
    answers = [berta.posts("/mine/login"), comes_back(berta, {}), berta.posts("/mine/logout")]
    assert [it.status_code for it in answers] == [404] * 3


def test_where_a_clinic_does_not_show_what_is_booked_nobody_logs_in(berta, clinic):
    there = clinic.module.ports.timetables.get(LINDENHOF)
    clinic.module.ports.timetables.put(LINDENHOF, replace(a_timetable(shown=False), version=there.version))
    assert berta.posts("/mine/login").status_code == 404


def test_the_secrets_of_an_errand_are_in_a_cookie_that_says_nothing(berta):
    asked = parse_qs(urlsplit(starts(berta)).query)
    [cookie] = berta.http.said
    assert cookie.startswith("__Host-login-errand-lindenhof=")
    assert cookie.endswith("; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax")
    assert asked["state"][0] not in cookie
    assert asked["nonce"][0] not in cookie


@pytest.mark.requirement("B28")
def test_a_log_in_opens_what_is_booked_with_it_at_once(berta, clinic):
    answer = logs_in(clinic, berta)
    assert answer.headers["Location"] == f"{MINE}?lang=de"
    assert list(berta.http.kept) == ["__Host-logged-in-lindenhof"]
    assert "Sie sind angemeldet als Berta Beispiel." in sees(berta)
    assert "öffnet noch keine Termine" in sees(berta)
    berta.books()
    assert times_in(berta.gets("/mine")) == 1
    later = clinic.somebody()
    logs_in(clinic, later)
    assert "Montag, 23. November 2026" in sees(later)


@pytest.mark.requirement("B28")
def test_what_was_booked_before_opens_with_it_once_a_code_came_too(berta, clinic):
    clinic.somebody().books()
    logs_in(clinic, berta)
    assert times_in(berta.gets("/mine")) == 0
    assert "Sie sind angemeldet als Berta Beispiel. Mit einem Code" in sees(berta, **{"by-code": "1"})
    page = adds_by_code(clinic, berta)
    assert "öffnen sich jetzt auch mit Ihrer Anmeldung" in words(page)
    assert times_in(page) == times_in(berta.gets("/mine")) == 1
    later = clinic.somebody()
    logs_in(clinic, later)
    assert times_in(later.gets("/mine")) == 1


@pytest.mark.requirement("N7")
def test_who_has_the_name_and_the_birthday_of_somebody_sees_nothing_of_theirs(berta, clinic):
    clinic.somebody().books()
    logs_in(clinic, berta, sub="a namesake")
    berta.books(phone="06221 5559999")
    page = berta.gets("/mine")
    assert times_in(page) == 1
    assert "5559999" not in text(page)


@pytest.mark.requirement("N7")
def test_a_family_s_telephone_links_none_but_who_logged_in(berta, clinic):
    clinic.somebody().books(**CHILD)
    logs_in(clinic, berta)
    page = adds_by_code(clinic, berta)
    assert "Hier hat niemand den Namen und das Geburtsdatum Ihrer Anmeldung." in words(page)
    assert times_in(page) == 1
    assert times_in(berta.gets("/mine")) == 0


@pytest.mark.requirement("N7")
def test_who_books_for_somebody_else_does_not_see_what_these_book_later(berta, clinic):
    logs_in(clinic, berta, name="Eve Evasdotter")
    berta.books()
    assert times_in(berta.gets("/mine")) == 0


def test_what_a_provider_says_of_somebody_is_no_part_of_the_page(berta, clinic):
    logs_in(clinic, berta, name="<script>alert(1)</script> %(name)s")
    for query in ({}, {"by-code": "1"}):
        page = berta.gets("/mine", **query)
        assert "&lt;script&gt;alert(1)&lt;/script&gt; %(name)s" in text(page)
        assert "<script>alert" not in text(page)


def test_who_logs_out_is_asked_again(berta, clinic):
    logs_in(clinic, berta)
    answer = berta.posts("/mine/logout")
    assert answer.headers["Location"] == f"{MINE}?lang=de"
    assert berta.http.kept == {}
    assert OFFER in sees(berta)


def test_after_an_hour_nobody_is_logged_in(berta, clinic):
    logs_in(clinic, berta)
    assert berta.http.said[-2].endswith("; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax")
    clinic.is_now(SUNDAY + timedelta(hours=1))
    assert OFFER in sees(berta)


def over(answer, why="over"):
    """Refused, with the way back to the code and nobody logged in."""
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{MINE}?login={why}&lang=")
    assert "__Host-logged-in" not in "".join(answer.headers["Set-Cookie"])
    return True


@pytest.mark.requirement("N7")
def test_an_answer_for_another_browser_logs_nobody_in(berta, clinic):
    """Somebody else's log-in, sent to a patient as a link, and the other way round."""
    theirs = clinic.somebody()
    told = clinic.provider.logs_in(starts(theirs), "eve", "Eve Evasdotter", BORN)
    assert over(comes_back(berta, told))
    starts(berta)
    assert over(comes_back(berta, told))
    assert berta.http.kept == {}
    assert "Diese Anmeldung gilt nicht mehr." in sees(berta, login="over")


def test_an_answer_is_good_once_and_for_ten_minutes(berta, clinic):
    told = clinic.provider.logs_in(starts(berta), "berta", "Berta Beispiel", BORN)
    errand = dict(berta.http.kept)
    assert comes_back(berta, told).headers["Location"] == f"{MINE}?lang=de"
    assert over(comes_back(berta, told))
    berta.http.kept = errand
    assert over(comes_back(berta, told))
    told = clinic.provider.logs_in(starts(berta), "berta", "Berta Beispiel", BORN)
    clinic.is_now(SUNDAY + timedelta(minutes=10))
    assert over(comes_back(berta, told))


@pytest.mark.requirement("N7")
def test_what_one_clinic_sealed_is_nothing_at_another(berta, clinic):
    store_catalogue(lindenhof(id=BIRKENHOF), ports=catalogue_ports())
    clinic.module.ports.timetables.put(BIRKENHOF, a_timetable())
    told = clinic.provider.logs_in(starts(berta), "berta", "Berta Beispiel", BORN)
    moved = {name.replace("lindenhof", "birkenhof"): it for name, it in berta.http.kept.items()}
    berta.http.kept |= moved
    assert (
        comes_back(berta, told, BIRKENHOF)
        .headers["Location"]
        .startswith("/booking/birkenhof/mine?login=over")
    )
    logs_in(clinic, berta)
    berta.http.kept |= {name.replace("lindenhof", "birkenhof"): it for name, it in berta.http.kept.items()}
    there = Visitor(berta.http, clinic="birkenhof")
    assert "angemeldet" not in sees(there)


@pytest.mark.parametrize("name", ["login-errand", "logged-in"])
def test_one_token_does_not_pass_for_the_other(berta, clinic, name):
    starts(berta)
    errand = berta.http.kept["__Host-login-errand-lindenhof"]
    logs_in(clinic, berta)
    logged_in = berta.http.kept["__Host-logged-in-lindenhof"]
    berta.http.kept = {f"__Host-{name}-lindenhof": errand if name == "logged-in" else logged_in}
    assert OFFER in sees(berta)
    assert over(comes_back(berta, {"state": "", "code": "x"}))


def test_who_cancels_is_told_so_and_can_go_on_with_a_code(berta):
    asked = parse_qs(urlsplit(starts(berta)).query)
    assert over(comes_back(berta, {"state": asked["state"][0], "error": "access_denied"}), "declined")
    page = berta.gets("/mine", login="declined")
    assert "Die Anmeldung wurde abgebrochen." in words(page)
    assert 'name="contact"' in text(page)
    assert "wurde abgebrochen" not in sees(berta, login="<script>")


def test_an_answer_leads_to_our_own_page_and_nowhere_else(berta, clinic):
    told = clinic.provider.logs_in(starts(berta), "berta", "Berta Beispiel", BORN)
    elsewhere = dict.fromkeys(("next", "redirect_uri", "back", "lang"), "https://evil.example")
    assert comes_back(berta, told | elsewhere).headers["Location"] == f"{MINE}?lang=de"
    asked = parse_qs(urlsplit(berta.posts("/mine/login", **elsewhere).headers["Location"]).query)
    assert "evil" not in str(asked)


def test_the_language_is_kept_on_the_way(berta, clinic):
    answer = berta.posts("/mine/login", lang="sv")
    told = clinic.provider.logs_in(answer.headers["Location"], "berta", "Berta Beispiel", BORN)
    assert comes_back(berta, told).headers["Location"] == f"{MINE}?lang=sv"


@pytest.mark.parametrize("part", ["/mine/login", "/mine/logout"])
def test_another_site_sends_nobody_to_log_in_or_out(berta, part):
    headers = FORM | {"Sec-Fetch-Site": "cross-site"}
    answer = berta.http.post(f"/booking/lindenhof{part}", headers)
    assert answer.status_code == 404
    assert berta.http.said == []


def test_where_the_provider_is_away_it_says_to_try_again(berta, clinic):
    told = clinic.provider.logs_in(starts(berta), "berta", "Berta Beispiel", BORN)
    there = clinic.provider
    clinic.fails(Unavailable())
    assert berta.posts("/mine/login").status_code == 503
    assert "Noch einmal versuchen" in words(comes_back(berta, told))
    clinic.provider = there
    assert comes_back(berta, told).headers["Location"] == f"{MINE}?lang=de"


@pytest.mark.parametrize(
    "error",
    [LoginFailed(reason="signature"), ProviderFailure(provider="login", retryable=False, reason="no secret")],
)
def test_what_proves_nothing_logs_nobody_in_and_is_an_error_in_the_log(berta, clinic, caplog, error):
    told = clinic.provider.logs_in(starts(berta), "berta", "Berta Beispiel", BORN)
    clinic.fails(error)
    assert over(comes_back(berta, told), "failed")
    [logged] = [it for it in caplog.records if it.levelname == "ERROR"]
    assert logged.why == error.details["reason"]
    assert told["code"] not in str(vars(logged))
    assert "Die Anmeldung hat nicht geklappt." in sees(berta, login="failed")
