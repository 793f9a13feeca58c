"""Every way out of the window, over HTTP and without JavaScript, as the demo practice configured it."""

import re
from datetime import UTC, datetime
from html import unescape
from itertools import product
from urllib.parse import urlsplit

import pytest
from chalice.test import Client

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.surveys.model import Grade
from frontdesk.surveys.usecases.give_out_survey import close_survey
from frontdesk.surveys.wiring.giving import giving_ports, remembered_surveys
from frontdesk.window.storage import VisitRecord
from frontdesk.window.usecases.publish_release import publish_release
from frontdesk.window.wiring import window_ports
from tests.clinic import LINDENHOF, a_definition, move_in

from .loading import load
from .patient import choose, open_window, post, press, text, token_of
from .test_surveys import given_out

NO_APPOINTMENTS = "Für gesetzlich versicherte Neupatienten sind derzeit keine Termine möglich."
ASKED_FOR_THE_SERVICE = "Worum geht es?"
BOOKED_OUTSIDE = "https://termine.example/nord"
KNOWN, INSURANCE = ("yes", "no"), ("statutory", "private", "self_pay")


@pytest.fixture
def http(cloud):
    move_in()
    with Client(load("window")) as client:
        yield client.http


def policy(page):
    return dict(it.split(" ", 1) for it in page.headers["Content-Security-Policy"].split("; "))


@pytest.mark.requirement("S2", "S9", "S11", "S12", "S16", "B7")
@pytest.mark.parametrize(
    ("location", "known", "insurance"), list(product(("mitte", "nord"), KNOWN, INSURANCE))
)
def test_an_appointment_depends_on_who_asks_and_where(http, location, known, insurance):
    page = choose(http, location, "appointment", known, insurance)
    if (known, insurance) == ("no", "statutory"):
        assert NO_APPOINTMENTS in text(page)
    elif (known, location) == ("no", "nord"):
        assert f'href="{BOOKED_OUTSIDE}"' in text(page)
    elif known == "no":
        assert f'href="/booking/{LINDENHOF}?location=mitte&amp;type=consultation&amp;lang=de"' in text(page)
    else:
        assert ASKED_FOR_THE_SERVICE in text(page)


@pytest.mark.requirement("S22", "S23", "S25")
@pytest.mark.parametrize(
    ("location", "known", "insurance"), list(product(("mitte", "nord"), KNOWN, INSURANCE))
)
def test_a_prescription_is_for_patients_and_self_payers_of_nord_get_it_outside(
    http, location, known, insurance
):
    page = text(choose(http, location, "prescription", known, insurance))
    if known == "no":
        assert "Für Neupatienten können wir leider keine Rezepte ausstellen." in page
    elif (location, insurance) == ("nord", "self_pay"):
        assert 'href="https://rezept.example/"' in page
    else:
        assert "Für wen ist das Rezept?" in page


@pytest.mark.requirement("S4", "S5", "S6")
def test_each_of_the_seven_standard_concerns_has_a_tile_of_its_own(http):
    tiles, topics = text(choose(http, "mitte")).split("Aktuelle Themen")
    for concern in ("Termin", "Befund", "Rezept", "Krankschreibung", "Überweisung", "Feedback", "Downloads"):
        assert concern in tiles
        assert concern not in topics.split("</form>")[0]


@pytest.mark.requirement("S7", "S30", "S31", "S34")
def test_a_topic_is_shown_at_once_under_its_display_name_and_offers_attached_flows(http):
    _, topics = text(choose(http, "mitte")).split("Aktuelle Themen")
    internal = a_definition()["flows"]["corona"]["title"]
    assert "Corona-Informationen" in topics
    assert internal not in topics
    asked = choose(http, "mitte", "corona")
    assert len(re.findall(r'name="c" value="([^"]+)"', text(asked))) > 2


@pytest.mark.requirement("S20", "S21", "S24")
def test_findings_are_a_message_at_one_location_and_a_form_at_the_other(http):
    assert "Befundabfragen sind bei uns nur vor Ort möglich." in text(choose(http, "nord", "findings"))
    assert "Um wessen Befund geht es?" in text(choose(http, "mitte", "findings"))


@pytest.mark.requirement("S15", "S35")
def test_a_new_patient_s_referral_goes_on_at_a_step_of_the_appointment(http):
    page = text(choose(http, "nord", "referral", "no", "private"))
    assert f'href="{BOOKED_OUTSIDE}"' in page
    assert page.count("Waren Sie schon einmal bei uns?") == 1


@pytest.mark.requirement("S26")
def test_praise_complaints_and_suggestions_are_written_and_without_a_name_there_is_a_telephone(http):
    page = text(choose(http, "mitte", "feedback"))
    for kind in ("Lob", "Beschwerde", "Vorschlag", "Lieber ohne Namen"):
        assert kind in page
    assert "Was war nicht gut?" in text(choose(http, "mitte", "feedback", "complaint"))
    assert "Was war gut?" in text(choose(http, "nord", "feedback", "praise"))
    assert "Was könnten wir besser machen?" in text(choose(http, "nord", "feedback", "suggestion"))
    assert "06221 5550456" in text(choose(http, "nord", "feedback", "unnamed"))
    assert 'href="tel:' in text(choose(http, "mitte", "feedback", "unnamed"))


def leads_to_a_survey(grade):
    """The practice asks how it was, where before it said how to tell."""
    survey = given_out(grade)
    definition = a_definition()
    said = {"de": "Umfrage beendet.", "sv": "Slut.", "zh-Hans": "已结束。", "en": "It is over."}
    flow = definition["flows"]["feedback"]
    ends = {"do": {"survey": {"survey": survey.id, "label": said | {"de": "Ihre Meinung"}, "closed": said}}}
    flow["steps"] = {flow["start"]: {"then": [ends]}}
    definition["tests"] = [it for it in definition.get("tests", ()) if it["flow"] != "feedback"]
    publish_release(
        organisation_id=LINDENHOF,
        definition=definition,
        note="Fragt, wie es war",
        follows=1,
        by=Actor(ActorKind.STAFF, "1004"),
        ports=window_ports(),
    )
    return survey


SURVEY = re.compile(r'href="(/surveys/lindenhof/stay-2026/ward-2[^"?]*)\?lang=')


@pytest.mark.requirement("S26", "R-4.2.15")
def test_feedback_leads_to_a_survey_and_once_it_is_over_to_a_sentence(http):
    leads_to_a_survey(Grade.OPEN)
    page = choose(http, "mitte", "feedback")
    assert SURVEY.search(text(page))[1] == "/surveys/lindenhof/stay-2026/ward-2"
    assert "Ihre Meinung" in text(page)
    assert "Umfrage beendet." in text(choose(http, "nord", "feedback"))
    close_survey(organisation_id=LINDENHOF, survey_id="stay-2026", ports=giving_ports())
    remembered_surveys.memory.clear()
    over = text(choose(http, "mitte", "feedback"))
    assert "Umfrage beendet." in over
    assert "/surveys/" not in over


def test_each_conversation_gets_a_code_of_its_own_that_is_good_once(http):
    leads_to_a_survey(Grade.TOKEN)
    page = choose(http, "mitte", "feedback")
    first = SURVEY.search(text(page))[1]
    swedish = re.search(r'href="(/window/lindenhof\?[^"]*lang=sv)"', text(page))[1]
    again = SURVEY.search(text(http.get(unescape(swedish))))[1]
    other = SURVEY.search(text(choose(http, "mitte", "feedback")))[1]
    assert first == again
    assert first != other
    with Client(load("surveys")) as surveys:
        assert "Ihr Aufenthalt" in text(surveys.http.get(first))
        assert surveys.http.get(first[:-1] + "x").status_code == 404


@pytest.mark.requirement("G2", "N7")
@pytest.mark.parametrize(
    "values",
    [(), ("nord",), ("nord", "findings"), ("nord", "appointment", "no", "private"), ("mitte", "downloads")],
)
def test_help_in_an_emergency_is_on_every_page(http, values):
    assert 'href="tel:112"' in text(choose(http, *values))


@pytest.mark.requirement("S14", "U12")
def test_a_redirect_is_a_page_with_a_link_that_takes_nothing_along(http):
    page = choose(http, "nord", "prescription", "yes", "self_pay")
    link = re.search(r'<a [^>]*href="https://rezept.example/"[^>]*>', text(page))[0]
    for said in ('target="_blank"', 'rel="noopener noreferrer"', 'referrerpolicy="no-referrer"'):
        assert said in link
    assert "rezept.example" in re.sub("<[^>]+>", "", text(page))
    assert policy(page)["frame-src"] == "'none'"
    assert "<iframe" not in text(page)


@pytest.mark.requirement("S14", "U13")
def test_an_embedded_service_is_the_only_origin_the_page_may_frame_and_has_a_link_below(http):
    page = choose(http, "nord", "appointment", "no", "private")
    assert policy(page)["frame-src"] == "https://termine.example"
    assert policy(choose(http, "nord"))["frame-src"] == "'none'"
    frame, link = text(page).index("<iframe"), text(page).rindex(f'href="{BOOKED_OUTSIDE}"')
    assert frame < link
    assert 'referrerpolicy="no-referrer" sandbox="allow-scripts' in text(page)


@pytest.mark.requirement("S10", "S17", "S18")
def test_each_service_has_its_own_way(http):
    asked = choose(http, "mitte", "appointment", "yes", "private")
    assert "Was brauchen Sie?" in text(press(http, asked, "vaccination"))
    assert "Für wen ist der Termin?" in text(press(http, asked, "checkup"))


@pytest.mark.requirement("S27", "S28", "S29", "S33")
def test_downloads_are_those_of_the_location_and_open_by_a_link_that_soon_ends(http):
    page = text(choose(http, "mitte", "downloads"))
    [leaflet] = {it for it in re.findall(r'href="(/window/lindenhof/files/[^"]+)"', page) if "flu" in it}
    taken = http.get(leaflet)
    assert taken.status_code == 303
    where = urlsplit(taken.headers["Location"])
    assert "X-Amz-Expires=300" in where.query
    assert "attachment" in where.query
    assert "/library/lindenhof/" in where.path
    assert "flu" not in text(choose(http, "nord", "downloads"))


def test_a_file_that_a_release_does_not_offer_is_not_there(http):
    release = window_ports().releases.live(LINDENHOF).release_id
    files = "/window/lindenhof/files"
    for address in (
        f"{files}/{release}/nothing/de",
        f"{files}/{release}/flu-leaflet/sv-nonsense",
        f"{files}/{'0' * 64}/flu-leaflet/de",
        f"/window/nobody/files/{release}/flu-leaflet/de",
    ):
        assert http.get(address).status_code == 404


@pytest.mark.requirement("N10", "G1")
def test_another_language_keeps_what_was_typed_in_the_form(http):
    page = choose(http, "mitte", "prescription", "yes", "private")
    assert re.search(r'<button form="request" formaction="/window/lindenhof/form"[^>]*value="sv"', text(page))
    typed = {"s": token_of(page), "lang": "sv", "name": "Åsa Öberg", "f-medication": "Alvedon"}
    swedish = post(http, "/window/lindenhof/form", typed)
    assert swedish.status_code == 200
    assert "Vem gäller receptet?" in text(swedish)
    assert 'value="Åsa Öberg"' in text(swedish)
    assert "Alvedon" in text(swedish)


def test_no_address_tells_an_answer(http):
    page = choose(http, "mitte", "appointment", "no")
    buttons = re.findall(r'name="c" value="([^"]+)"', text(page))
    assert len(buttons) == len(INSURANCE)
    assert not set(buttons) & set(INSURANCE)
    again = choose(http, "mitte", "appointment", "no")
    assert set(buttons).isdisjoint(re.findall(r'name="c" value="([^"]+)"', text(again)))


@pytest.mark.requirement("N1")
def test_a_patient_on_a_step_that_the_next_release_removes_finishes_on_theirs(http):
    page = choose(http, "mitte", "prescription", "yes")
    definition, ports = a_definition(), window_ports()
    flow = definition["flows"]["prescription"]
    del flow["steps"]["been_here"]
    flow["start"] = "insurance"
    flow["steps"]["insurance"]["then"] = flow["steps"]["insurance"]["then"][-1:]
    definition["tests"] = []
    publish_release(
        organisation_id=LINDENHOF,
        definition=definition,
        note="Nobody is asked any more",
        by=Actor(ActorKind.SYSTEM, "tests"),
        follows=ports.releases.live(LINDENHOF).number,
        ports=ports,
    )
    assert "Waren Sie schon einmal" not in text(choose(http, "mitte", "prescription"))
    back = open_window(http, s=token_of(page), back="2", lang="de")
    assert "Waren Sie schon einmal bei uns?" in text(back)
    assert "Für wen ist das Rezept?" in text(press(http, page, "private"))


def visits():
    return [(it.ending, len(it.steps), it.stood) for it in VisitRecord.query(a_month(), consistent_read=True)]


def a_month():
    return f"{LINDENHOF}#visits#{datetime.now(UTC):%Y-%m}"


@pytest.mark.requirement("N8")
def test_a_visit_is_counted_once_however_often_its_end_is_looked_at(http):
    page = choose(http, "mitte", "appointment", "no")
    assert visits() == []
    token = token_of(page)
    end = press(http, page, "statutory")
    for _ in range(3):
        press(http, page, "statutory")
    open_window(http, s=token, lang="sv")
    assert NO_APPOINTMENTS in text(end)
    assert visits() == [("message", 4, None)]


@pytest.mark.requirement("N8")
def test_a_visit_that_was_left_is_counted_where_it_was_left_unless_it_goes_on(http):
    page = choose(http, "mitte", "appointment")
    for _ in range(2):
        assert post(http, "/window/lindenhof/left", {"s": token_of(page)}).status_code == 204
    assert visits() == [("left", 2, "appointment/been_here")]
    press(http, press(http, page, "no"), "statutory")
    assert visits() == [("message", 4, None)]
    assert post(http, "/window/lindenhof/left", {"s": token_of(page)}).status_code == 204
    assert visits() == [("message", 4, None)]


def test_a_farewell_that_nobody_can_read_counts_nothing(http):
    for typed in ({}, {"s": "nonsense"}):
        assert post(http, "/window/lindenhof/left", typed).status_code == 204
    assert visits() == []
