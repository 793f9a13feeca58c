"""A patient sees all that they and their family have booked, with a code that comes to the telephone."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from frontdesk.booking.model.timetable import StaffBooked
from frontdesk.kernel.errors import Unavailable
from frontdesk.patients.storage import DynamoSubjects
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import seal
from tests.clinic import BIRKENHOF, LINDENHOF, move_in
from tests.frontdesk_web.console_desk import subject

from .booking_desk import BORN, FORM, Visitor, a_timetable, booked_by_staff, carried, text, with_kind, words
from .loading import load_module
from .test_booking_waiting import waits

SUNDAY = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
PHONE, EMAIL = "06221 5551234", "familie@example.org"
CLARA = {"name": "Clara Beispiel", "birth_year": "2015", "birth_month": "5"}
A_FORM = "7" * 32


class Telephone:
    """Every code that was sent, and the hour of the clinic."""

    def __init__(self, module, monkeypatch):
        self.module, self.monkeypatch = module, monkeypatch
        self.came = []
        self.send = module.patients.send
        self.is_now(SUNDAY)

    def is_now(self, now):
        self.now = now
        ports = replace(self.module.ports, clock=lambda: now)
        self.monkeypatch.setattr(self.module, "ports", ports)
        patients = replace(self.module.patients, clock=lambda: now, send=self._takes)
        self.monkeypatch.setattr(self.module, "patients", patients)

    def _takes(self, code):
        self.came.append(code)
        self.send(code)

    @property
    def digits(self):
        return self.came[-1].digits


@pytest.fixture
def function(cloud):
    move_in()
    module = load_module("booking")
    module.ports.timetables.put(LINDENHOF, a_timetable())
    return module


@pytest.fixture
def telephone(function, monkeypatch):
    """On a Sunday evening at seven."""
    return Telephone(function, monkeypatch)


@pytest.fixture
def berta(function, telephone):
    with Client(function.app) as client:
        yield Visitor(client.http)


@pytest.fixture
def lay_out(function):
    """Lay down another timetable."""

    def lay_out(timetable):
        there = function.ports.timetables.get(LINDENHOF)
        function.ports.timetables.put(LINDENHOF, replace(timetable, version=there.version))

    return lay_out


def asks(berta, contact=PHONE, form=A_FORM, **more):
    """The page that asks for the code."""
    return berta.posts("/mine/code", contact=contact, form=form, **more)


def proves(berta, telephone, contact=PHONE):
    """The answer to the right code."""
    page = asks(berta, contact, form=f"{len(telephone.came):032x}")
    return berta.posts("/mine/proof", s=carried(page)["s"], code=telephone.digits)


def sees(berta, telephone, contact=PHONE):
    return berta.follows(proves(berta, telephone, contact))


def opened(page):
    """Where the appointments of the list are."""
    return [unescape(it) for it in re.findall(r'href="(/booking/\w+/appointments/[^"]+)"', text(page))]


def kept_forms(page):
    """The hidden fields of each form of a page."""
    return [
        {name: unescape(it) for name, it in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)}
        for form in re.findall(r"<form.*?</form>", text(page), re.DOTALL)
    ]


@pytest.mark.requirement("B28")
def test_one_field_asks_where_the_code_is_sent(berta):
    page = berta.gets("/mine")
    assert "Handynummer oder E-Mail-Adresse" in words(page)
    assert "Wir schicken" not in words(page)
    assert "Dorthin schicken wir einen Code." in words(page)
    assert len(re.findall(r'<input (?!type="hidden")', text(page))) == 1
    assert len(carried(page)["form"]) == 32


@pytest.mark.requirement("B28")
def test_the_code_opens_all_that_is_booked(berta, telephone):
    berta.books()
    page = sees(berta, telephone)
    assert "Montag, 23. November 2026 08:00" in words(page)
    for told in ("Sprechstunde", "Praxis Mitte", "Ihr Termin ist gebucht", "Kommende Termine"):
        assert told in words(page)
    assert "Berta Beispiel" not in words(page)


@pytest.mark.requirement("B2", "B3", "B28")
def test_each_leads_to_its_own_page_where_it_is_moved_or_cancelled(berta, telephone):
    berta.books()
    berta.books(**CLARA)
    first, second = opened(sees(berta, telephone))
    page = berta.http.get(first)
    assert "Husten seit drei Wochen" in words(page)
    for deed in ("cancel", "move"):
        assert f"/{deed}?s=" in text(page)
    token = first.partition("?s=")[2].partition("&")[0]
    other = second.removeprefix(f"/booking/{LINDENHOF}").partition("?")[0]
    assert 'name="birth_year"' in text(berta.gets(other, s=token))
    mine = first.removeprefix(f"/booking/{LINDENHOF}").partition("?")[0]
    assert berta.posts(f"{mine}/cancel/confirm", s=token).status_code == 303
    assert "Dieser Termin ist abgesagt" in words(sees(berta, telephone))


@pytest.mark.requirement("B28")
def test_a_family_s_times_stand_under_their_names(berta, telephone):
    berta.books()
    berta.books(**CLARA)
    page = sees(berta, telephone)
    assert re.findall(r"<h3>([^<]+)</h3>", text(page))[:2] == ["Berta Beispiel", "Clara Beispiel"]


def test_who_wrote_their_name_in_capitals_once_is_no_family(berta, telephone):
    berta.books(email=EMAIL)
    berta.books(name="BERTA  BEISPIEL", phone="", email=EMAIL)
    page = sees(berta, telephone, EMAIL)
    assert len(opened(page)) == 2
    assert not re.findall(r"<h3>(Berta|BERTA)[^<]+</h3>", text(page))


@pytest.mark.requirement("B28")
def test_what_was_is_listed_apart_and_says_so(berta, telephone):
    berta.books()
    telephone.is_now(SUNDAY + timedelta(days=3))
    page = words(sees(berta, telephone))
    assert "Zurzeit haben Sie keinen kommenden Termin." in page
    assert page.index("Termine der letzten zwölf Monate") < page.index("Montag, 23. November 2026")
    assert "Dieser Termin ist vorbei" in page


@pytest.mark.requirement("B29", "B33")
def test_what_staff_booked_is_listed_with_the_reason_why_it_stays(berta, telephone, function, lay_out):
    """Minor surgery is booked by staff alone; patients see it and do not change it."""
    whose = subject(organisation_id=LINDENHOF, phone="+4962215551234", email=None)
    booked_by_staff(function.ports, SUNDAY, whose)
    page = words(sees(berta, telephone))
    assert "Kleiner Eingriff" in page
    assert "Diesen Termin hat die Praxis vereinbart. Bitte rufen Sie uns an" in page
    lay_out(with_kind(a_timetable(), "small-surgery", staff_booked=StaffBooked(seen=False)))
    assert "Kleiner Eingriff" not in words(sees(berta, telephone))


@pytest.mark.requirement("B10", "B29", "B30")
def test_where_a_button_is_missing_the_list_says_why_as_the_page_does(berta, telephone):
    berta.books()
    telephone.is_now(SUNDAY + timedelta(hours=11))
    listed = sees(berta, telephone)
    [address] = opened(listed)
    page = berta.http.get(address)
    [why] = re.findall(r"[^.]*weil der Termin bald ist[^.]*\.", words(page))
    assert why.strip() in words(listed)


def test_who_has_nothing_booked_is_told_so_and_led_to_book(berta, telephone):
    page = sees(berta, telephone, "niemand@example.org")
    assert "gibt es keine Termine" in words(page)
    assert 'href="/booking/lindenhof?lang=de"' in text(page)


@pytest.mark.requirement("N7")
def test_known_and_unknown_contacts_look_alike(berta, telephone):
    berta.books()
    known, unknown = asks(berta, PHONE), asks(berta, "06221 5559999")
    plain = [re.sub(r'name="(s|form)" value="[^"]+"', "", text(it)) for it in (known, unknown)]
    assert plain[0] == plain[1]
    assert known.status_code == unknown.status_code == 200
    assert "555" not in text(known).partition("<aside")[0]


def test_no_number_is_in_an_address_or_can_be_read_from_a_form(berta, telephone):
    berta.books()
    page = asks(berta)
    assert len(kept_forms(page)) == 2
    assert kept_forms(page)[0].keys() == {"s"}
    answer = proves(berta, telephone)
    for said in (answer.headers["Location"], *kept_forms(page)[1].values()):
        assert "5551234" not in said
        assert telephone.came[-1].contact_key not in said


def test_a_second_click_is_the_same_code(berta, telephone):
    asks(berta)
    asks(berta)
    first, second = telephone.came
    assert first == second


def test_a_new_code_takes_the_place_of_the_last(berta, telephone):
    berta.books()
    _, again = kept_forms(asks(berta))
    old = telephone.digits
    page = berta.posts("/mine/code", **again)
    assert berta.posts("/mine/code", **again).status_code == 200
    assert "Wir haben einen neuen Code geschickt." in words(page)
    assert telephone.came[-1] == telephone.came[-2]
    assert telephone.digits != old
    token = carried(page)["s"]
    assert berta.posts("/mine/proof", s=kept_forms(page)[0]["s"], code=old).status_code == 422
    assert berta.posts("/mine/proof", s=token, code=telephone.digits).status_code == 303


def test_the_code_may_be_sent_again_by_the_form_that_it_opened(berta, telephone):
    berta.books()
    sent = {"s": carried(asks(berta))["s"], "code": telephone.digits}
    assert [berta.posts("/mine/proof", **sent).status_code for _ in range(2)] == [303, 303]


def test_a_wrong_code_says_how_many_tries_are_left_until_none_is(berta, telephone):
    token = carried(asks(berta))["s"]
    wrong = "".join(str((int(it) + 1) % 10) for it in telephone.digits)
    for left in (4, 3, 2, 1):
        page = berta.posts("/mine/proof", s=token, code=wrong)
        assert page.status_code == 422
        assert "Der Code stimmt nicht." in words(page)
        assert ("noch einen" if left == 1 else f"{left} Versuche") in words(page)
        assert 'href="#code"' in text(page)
    for code in (wrong, telephone.digits):
        page = berta.posts("/mine/proof", s=token, code=code)
        assert page.status_code == 422
        assert "Dieser Code gilt nicht mehr." in words(page)


def test_an_empty_field_costs_no_try(berta, telephone):
    token = carried(asks(berta))["s"]
    for _ in range(6):
        page = berta.posts("/mine/proof", s=token, code=" ")
        assert page.status_code == 400
        assert "Bitte füllen Sie dieses Feld aus." in words(page)
    assert berta.posts("/mine/proof", s=token, code=telephone.digits).status_code == 303


def test_a_code_written_in_two_groups_opens(berta, telephone):
    token = carried(asks(berta))["s"]
    code = f" {telephone.digits[:3]} {telephone.digits[3:]} "
    assert berta.posts("/mine/proof", s=token, code=code).status_code == 303


def test_after_ten_minutes_the_code_is_over(berta, telephone):
    token = carried(asks(berta))["s"]
    telephone.is_now(SUNDAY + timedelta(minutes=10))
    page = berta.posts("/mine/proof", s=token, code=telephone.digits)
    assert "Dieser Code gilt nicht mehr." in words(page)
    assert page.status_code == 422


def test_the_fourth_code_in_ten_minutes_is_refused_at_the_field(berta, telephone):
    pages = [asks(berta, form=f"{number:032x}") for number in range(4)]
    assert [it.status_code for it in pages] == [200, 200, 200, 422]
    assert "zu viele Codes" in words(pages[-1])
    assert 'href="#contact"' in text(pages[-1])
    assert f'value="{PHONE}"' in text(pages[-1])
    _, again = kept_forms(pages[2])
    page = berta.posts("/mine/code", **again)
    assert page.status_code == 422
    assert 'href="#code"' in text(page)
    assert carried(page) == again
    assert berta.posts("/mine/proof", s=again["s"], code=telephone.digits).status_code == 303


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "Bitte geben Sie eine Handynummer oder eine E-Mail-Adresse ein."),
        ("12", "gültige Telefonnummer"),
        ("berta@", "E-Mail-Adresse"),
    ],
)
def test_what_is_no_contact_is_said_at_the_field_and_sends_nothing(berta, telephone, written, told):
    page = asks(berta, written)
    assert page.status_code == 400
    assert told in words(page)
    assert f'value="{written}"' in text(page)
    assert carried(page)["form"] == A_FORM
    assert telephone.came == []


def test_another_language_keeps_what_was_typed_and_sends_nothing(berta, telephone):
    [at] = set(re.findall(r'formaction="([^"]+)"', text(berta.gets("/mine"))))
    said = {"lang": "sv", "contact": PHONE, "form": A_FORM}
    page = berta.http.post(at, headers=FORM, body=urlencode(said).encode())
    assert "Mobilnummer eller e-postadress" in words(page)
    assert f'value="{PHONE}"' in text(page)
    sent = asks(berta)
    assert set(re.findall(r'formaction="([^"]+)"', text(sent))) == {at}
    said = {"lang": "sv", "s": carried(sent)["s"], "code": "123"}
    page = berta.http.post(at, headers=FORM, body=urlencode(said).encode())
    assert "Ange koden" in words(page)
    assert 'value="123"' in text(page)
    assert carried(page)["s"] == said["s"]
    assert len(telephone.came) == 1


def test_the_code_is_told_in_the_language_of_the_page(berta, telephone):
    berta.posts("/mine/code", lang="sv", contact=PHONE, form=A_FORM)
    assert telephone.came[-1].language == "sv"


def test_after_an_hour_a_new_code_is_asked_for(berta, telephone):
    berta.books()
    address = proves(berta, telephone).headers["Location"]
    telephone.is_now(SUNDAY + timedelta(hours=1))
    page = berta.http.get(address)
    assert "Eine Stunde ist vorbei." in words(page)
    assert 'name="contact"' in text(page)
    assert not opened(page)


@pytest.mark.requirement("N7")
def test_no_other_token_shows_anything(berta, telephone, function):
    berta.books()
    code = carried(asks(berta))["s"]
    until = SUNDAY + timedelta(hours=1)
    said = {"organisation": BIRKENHOF, "contact": telephone.came[-1].contact_key, "form": A_FORM}
    elsewhere = seal(said, purpose="mine", until=until, keyring=keyring())
    for token in ("", "made-up", code, elsewhere):
        page = berta.gets("/mine", s=token)
        assert 'name="contact"' in text(page)
        assert not opened(page)
    elsewhere = seal(said, purpose="code", until=until, keyring=keyring())
    for token in ("", "made-up", elsewhere):
        for part in ("/mine/code", "/mine/proof"):
            answer = berta.posts(part, s=token, code=telephone.digits)
            assert answer.headers["Location"] == "/booking/lindenhof/mine?lang=de"


@pytest.mark.requirement("B6")
def test_where_a_clinic_does_not_show_what_is_booked_there_is_no_way_in(berta, telephone, lay_out):
    way = 'href="/booking/lindenhof/mine?lang=de"'
    assert way in text(berta.gets())
    assert way not in text(berta.gets(location="mitte"))
    assert way in text(berta.books())
    token = proves(berta, telephone).headers["Location"]
    lay_out(a_timetable(offered=False))
    assert way in text(berta.gets())
    lay_out(a_timetable(shown=False))
    assert way not in text(berta.gets())
    assert way not in text(berta.gets(f"{berta.mine}/booked"))
    answers = [berta.gets("/mine"), berta.http.get(token), asks(berta), berta.posts("/mine/proof", s="x")]
    assert {it.status_code for it in answers} == {404}
    assert len(telephone.came) == 1


def test_where_the_people_cannot_be_read_now_it_says_to_try_again(berta, telephone, monkeypatch):
    berta.books()
    address = proves(berta, telephone).headers["Location"]

    def unread(*_told):
        raise Unavailable

    monkeypatch.setattr(DynamoSubjects, "get_many", unread)
    page = berta.http.get(address)
    assert page.status_code == 503
    assert "Noch einmal versuchen" in words(page)


def test_the_date_of_birth_still_opens_a_link(berta, telephone):
    berta.books()
    assert berta.posts(f"{berta.mine}/proof", **BORN).status_code == 303


def test_what_is_waited_for_stands_in_the_list_and_leads_to_its_page(berta, telephone):
    waits(berta)
    page = sees(berta, telephone)
    for told in ("Warteliste und Einladungen", "Sprechstunde", "Sie stehen auf der Warteliste"):
        assert told in words(page)
    assert "keine Termine" not in words(page)
    [address] = re.findall(r'href="(/booking/\w+/invitations/[^"]+)"', text(page))
    assert "Husten seit drei Wochen" in words(berta.http.get(unescape(address)))


REMINDERS = "/mine/reminders"


def ticked(page):
    return set(re.findall(r'<input type="checkbox" name="([^"]+)" value="1" checked>', text(page)))


def reminders_of(berta, telephone):
    """The page behind the list's link, and the proof it carries."""
    [address] = re.findall(rf'href="(/booking/{LINDENHOF}{REMINDERS}[^"]+)"', text(sees(berta, telephone)))
    page = berta.http.get(unescape(address))
    return page, carried(page)["s"]


@pytest.mark.requirement("R5", "R9")
def test_a_patient_chooses_which_reminders_come_by_which_way(berta, telephone):
    page, proof = reminders_of(berta, telephone)
    assert ticked(page) == {
        *(f"{kind}.{what}" for kind in ("sms", "voice") for what in ("appointment", "recall")),
        "sms.survey",
    }
    assert PHONE not in text(page)
    led = berta.posts(REMINDERS, s=proof, **{"sms.appointment": "1", "email.recall": "1"})
    saved = berta.follows(led)
    assert "Gespeichert" in text(saved)
    assert ticked(saved) == {"sms.appointment"}


def test_reminders_are_chosen_with_a_proof_and_for_an_hour(berta, telephone, function):
    _, proof = reminders_of(berta, telephone)
    telephone.is_now(telephone.now + timedelta(hours=2))
    for s in (proof, "made-up", ""):
        assert berta.posts(REMINDERS, s=s).headers["Location"].startswith(f"/booking/{LINDENHOF}/mine?")
        assert berta.gets(REMINDERS, s=s).status_code == 303


@pytest.mark.requirement("R6")
def test_what_the_clinic_sent_stands_there_with_its_state(function, berta, telephone):
    berta.books()
    page = words(sees(berta, telephone))
    assert "Nachrichten" in page
    assert "Einmal-Code" in page
    assert "wartet auf den Versand" in page
