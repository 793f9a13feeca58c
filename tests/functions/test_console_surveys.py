"""An administrator gives a questionnaire out, prints its codes, and ends it."""

import re
from html import unescape

import pytest

from frontdesk.access.model import Role
from frontdesk.surveys.model import Opening
from frontdesk.surveys.storage import DynamoSurveys
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.surveys.questionnaires import document, item
from tests.surveys.shelving import MURAT

from .browser import hidden, html, somebody

HERE = "/console/surveys"
FORM = {"id": "ward-2027", "questionnaire": "stay", "grade": "token", "spot.practice": "1"}


@pytest.fixture
def murat(console, enrol):
    """An administrator of a clinic that has published a questionnaire."""
    ports = questionnaire_ports()
    asked = document([item("again", "nps")])
    start_questionnaire(
        organisation_id=LINDENHOF, questionnaire_id="stay", document=asked, by=MURAT, ports=ports
    )
    publish_questionnaire(
        organisation_id=LINDENHOF, questionnaire_id="stay", version=1, by=MURAT, ports=ports
    )
    enrol("3001", Role.ADMINISTRATOR)
    return somebody(console, "3001")


def token(who):
    return hidden(who.gets(HERE), "csrf")


def form(who, **changes):
    page = html(who.gets(HERE))
    spots = re.findall(r'name="(spot\.[^"]+)"', page)
    return FORM | {"csrf": token(who), spots[0]: "1"} | changes


def stored():
    return DynamoSurveys().get(LINDENHOF, "ward-2027")


@pytest.mark.requirement("R-5.4.11")
def test_codes_are_printed_once_a_survey_is_open_and_work_no_more_once_it_is_closed(murat):
    made = murat.posts(HERE, form(murat))
    assert made.status_code == 303, html(made)
    page = f"{HERE}/ward-2027"
    assert "Noch kann niemand antworten" in html(murat.gets(page))
    for _ in range(2):
        assert murat.posts(f"{page}/open", {"csrf": token(murat)}).status_code == 303
    [spot] = stored().spots
    asked = {"csrf": token(murat), "spot": spot.id, "number": "3"}
    codes = murat.posts(f"{page}/codes", asked)
    assert html(codes).count('class="qr"') == 3
    assert murat.posts(f"{page}/codes", asked | {"number": "61"}).status_code == 400
    assert murat.posts(f"{page}/codes", asked | {"spot": "elsewhere"}).status_code == 404
    for _ in range(2):
        assert murat.posts(f"{page}/close", {"csrf": token(murat)}).status_code == 303
    assert stored().opening is Opening.CLOSED
    assert murat.posts(f"{page}/codes", asked).status_code == 404


def test_the_code_of_a_place_is_on_its_page_with_its_address(murat):
    murat.posts(HERE, form(murat, grade="open"))
    murat.posts(f"{HERE}/ward-2027/open", {"csrf": token(murat)})
    page = html(murat.gets(f"{HERE}/ward-2027"))
    assert page.count('class="qr"') == 1
    assert f"/surveys/lindenhof/ward-2027/{stored().spots[0].id}" in unescape(page).replace("<wbr>", "")


def test_a_code_calls_upon_passers_by_in_the_languages_of_the_clinic_and_nothing_else_is_printed(murat):
    murat.posts(HERE, form(murat, grade="open"))
    murat.posts(f"{HERE}/ward-2027/open", {"csrf": token(murat)})
    page = html(murat.gets(f"{HERE}/ward-2027"))
    card = page.partition('<ul class="codes">')[2].partition("</ul>")[0]
    for language, call in (
        ("de", "Bitte scannen Sie"),
        ("zh-Hans", "请用手机扫描二维码"),
        ("en", "Please scan the code"),
    ):
        assert f'lang="{language}"' in card
        assert call in card
    assert "Ihr Aufenthalt" in card
    assert re.search(r'<p class="muted screen">ward-2027', page)


@pytest.mark.parametrize("lacks", ["id", "questionnaire", "grade"])
def test_what_is_missing_is_said_at_its_field_and_the_rest_stays(murat, lacks):
    answer = murat.posts(HERE, form(murat, **{lacks: "?"}))
    assert answer.status_code in (400, 422)
    said = html(answer)
    assert 'class="err"' in said
    assert lacks == "id" or 'value="ward-2027"' in said


def test_nobody_else_sees_them_and_a_name_is_taken_once(murat, console):
    assert somebody(console).gets(HERE).status_code == 404
    murat.posts(HERE, form(murat))
    again = murat.posts(HERE, form(murat))
    assert again.status_code == 422
    assert murat.gets(f"{HERE}/nothing").status_code == 404


INVITES = {"trigger.discharged": "1", "after": "2", "unit": "days", "at": "9:30", "percent": "50"}


@pytest.mark.requirement("R-5.4.12")
def test_who_is_invited_where_and_from_when_on_it_is_shown_can_be_changed_until_it_is_opened(murat):
    murat.posts(HERE, form(murat, smallest="8", **INVITES))
    page, [first] = f"{HERE}/ward-2027", stored().spots
    assert stored().smallest == 8
    assert "nach 2 Tagen um 09:30 Uhr" in html(murat.gets(page))
    wards = {f"wards.{first.id}": "3A, 3B、4C"}
    typed = {
        "csrf": token(murat),
        "version": hidden(murat.gets(page), "version"),
        f"spot.{first.id}": "1",
        "title": "Auf Station",
        "smallest": "12",
    }
    changed = murat.posts(page, typed | wards | INVITES | {"percent": "100"})
    assert changed.status_code == 303, html(changed)
    there = stored()
    assert [it.ward for it in there.spots] == ["", "3A", "3B", "4C"]
    assert len({it.id for it in there.spots}) == 4
    assert (there.smallest, there.inviting.percent) == (12, 100)
    assert "Auf Station" in html(murat.gets(page))
    assert murat.posts(page, typed | INVITES).status_code == 409
    murat.posts(f"{page}/open", {"csrf": token(murat)})
    refused = murat.posts(page, typed | {"version": str(stored().version)})
    assert refused.status_code == 422
    assert "wurde schon ge\u00f6ffnet" in html(refused)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"smallest": "4"}, "smallest"),
        ({"smallest": "51"}, "smallest"),
        (INVITES | {"after": "0"}, "after"),
        (INVITES | {"after": "73", "unit": "hours"}, "after"),
        (INVITES | {"at": "25:00"}, "at"),
        (INVITES | {"percent": "0"}, "percent"),
        (INVITES | {"grade": "open"}, "triggers"),
    ],
)
def test_what_is_wrong_with_inviting_is_said_at_its_field_and_the_rest_stays(murat, wrong, field):
    answer = murat.posts(HERE, form(murat, **wrong))
    assert answer.status_code == 400
    assert f'id="{field}-error"' in html(answer)
    assert 'value="ward-2027"' in html(answer)
    murat.posts(HERE, form(murat))
    page = f"{HERE}/ward-2027"
    typed = form(murat, **wrong) | {"version": hidden(murat.gets(page), "version")}
    again = murat.posts(page, typed)
    if field != "triggers":
        assert again.status_code == 400
        assert f'id="{field}-error"' in html(again)
