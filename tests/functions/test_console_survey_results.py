"""What a survey has come to is shown to those who may see it: page, sheets, report, rows and API say the same."""

import dataclasses
import json
import os
import re
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from frontdesk.access.model import Role
from frontdesk.kernel.language import Language
from frontdesk.surveys.model import Opening, Spot
from frontdesk.surveys.storage import DynamoResponses, DynamoSurveys, RevisionRecord
from tests.conftest import client
from tests.frontdesk_web.console_shown import words_of
from tests.surveys.counting import DEMO, DEMO_DOCUMENT, a_response, a_survey

from .browser import deeds, html, somebody
from .loading import load_module

PAGE, API = "/console/surveys/results/stay", "/console/api/survey-results/stay?place=all&year={year}"
NOW = datetime.now(UTC)
SPOTS = (
    Spot(id="one", location_id="mitte", name={Language.GERMAN: "Station Eins"}),
    Spot(id="two", location_id="mitte", name={Language.GERMAN: "Station Zwei"}),
)


@pytest.fixture
def asked(console, enrol):
    """A closed survey, counted: 24 answered at one ward and 7 at another; two have little pain, seven wrote."""
    RevisionRecord(
        f"lindenhof#QUESTIONNAIRE#{DEMO.id}",
        f"revision#{DEMO.revision}",
        number=1,
        by="staff:1004",
        at=NOW.isoformat(),
        document=DEMO_DOCUMENT,
    ).save()
    enrol("1004", Role.ADMINISTRATOR)
    enrol("1005", Role.LEAD)
    DynamoSurveys().put(
        a_survey(
            spots=SPOTS,
            opening=Opening.CLOSED,
            made_at=NOW - timedelta(days=1),
            closed_at=NOW - timedelta(hours=3),
        )
    )
    week = (NOW - timedelta(days=NOW.weekday())).date()
    for number in range(31):
        words = {"more": f"=SUM({number})"} if number < 7 else {}
        row = {"ward": 1 + number % 2, "recommend": 10, "pain": 1 if number < 2 else 2, **words}
        DynamoResponses().add(a_response(row, spot="one" if number < 24 else "two", week=week), None)
    load_module("surveys").night({}, None)
    return console


def taken(response):
    """The file behind the link."""
    assert response.status_code == 303
    [listed] = client("s3").list_objects_v2(Bucket=os.environ["DOCUMENTS_BUCKET"], Prefix="exports/")[
        "Contents"
    ]
    return client("s3").get_object(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=listed["Key"])["Body"].read()


@pytest.mark.requirement("R-5.4.16")
def test_the_page_shows_what_may_be_shown_and_no_small_number(asked):
    lead = somebody(asked, "1005")
    assert "Ihr Aufenthalt" in words_of(html(lead.gets("/console/surveys/results")))
    words = words_of(html(lead.gets(PAGE)))
    assert "Antworten: 31" in words
    assert "10 Anzahl: 31 Prozent: 100 %" in words
    assert "Antwort 1 Anzahl: \N{EN DASH} nicht gezeigt" in words
    assert len(html(lead.gets(PAGE))) < 30_000


def test_a_place_can_be_asked_for_and_one_that_is_none_is_not_there(asked):
    lead = somebody(asked, "1005")
    assert "Antworten: 24" in words_of(html(lead.gets(f"{PAGE}?place=s.one&year={NOW.year}")))
    for address in (f"{PAGE}?place=s.three", f"{PAGE}?year=20x6", "/console/surveys/results/other"):
        assert lead.gets(address).status_code == 404


def test_while_a_month_runs_it_is_said_in_steps_how_many_have_answered(asked):
    open_one = dataclasses.replace(
        DynamoSurveys().get("lindenhof", "stay"), id="open", opening=Opening.OPEN, closed_at=None
    )
    DynamoSurveys().put(dataclasses.replace(open_one, version=None))
    lead, week = somebody(asked, "1005"), (NOW - timedelta(days=NOW.weekday())).date()
    page = PAGE.replace("stay", "open")
    assert "weniger als 5 Antworten" in words_of(html(lead.gets(page)))
    for number in range(13):
        answer = a_response({"ward": 1, "recommend": 10}, spot="one", week=week, survey="open")
        DynamoResponses().add(answer, None)
        load_module("surveys").count({}, None)
        words = words_of(html(lead.gets(page)))
        assert ("mindestens 10" in words) is (number >= 9)
        assert ("mindestens 5" in words) is (4 <= number < 9)
        assert set(re.findall(r"mindestens (\d+) Antworten", words)) <= {"5", "10"}
    assert "CSV" in words
    assert "mindestens 10" in words_of(html(somebody(asked, "1004").gets("/console/surveys/open")))


def test_of_a_closed_survey_with_too_few_answers_nothing_is_promised(asked):
    words = words_of(html(somebody(asked, "1005").gets(f"{PAGE}?year=2020")))
    assert "Bisher sind" not in words
    assert "wenn er vorbei ist" not in words


def test_two_places_of_one_name_are_told_apart(asked):
    survey = DynamoSurveys().get("lindenhof", "stay")
    spot = dataclasses.replace(SPOTS[0], department_id="hausarzt", name={Language.GERMAN: "Hausarztpraxis"})
    DynamoSurveys().put(dataclasses.replace(survey, spots=(spot,)))
    page = html(somebody(asked, "1005").gets(PAGE))
    names = re.findall(r"<option[^>]*>([^<]+)", page.partition('id="place"')[2].partition("</select>")[0])
    assert len(names) == len(set(names))


def test_reception_does_not_see_that_there_is_such_a_page(asked):
    assert somebody(asked, "1001").gets(PAGE).status_code == 404


def test_a_year_with_nothing_says_so(asked):
    assert "Hier wird nichts gezeigt" in words_of(html(somebody(asked, "1005").gets(f"{PAGE}?year=2020")))


def test_a_question_is_shown_over_time(asked):
    words = words_of(html(somebody(asked, "1005").gets(f"{PAGE}?question=recommend")))
    assert "Im Verlauf" in words
    assert "Frage ward?" not in words


def test_words_of_ones_own_are_shown_where_enough_wrote_some(asked):
    assert "=SUM(3)" in html(somebody(asked, "1005").gets(f"{PAGE}/texts"))


@pytest.mark.requirement("R-5.4.17")
def test_the_report_is_a_pdf_with_the_same_table(asked):
    content = taken(somebody(asked, "1005").gets(f"{PAGE}/files/pdf"))
    assert content.startswith(b"%PDF-1.7")
    assert len(content) < 20_000


def test_the_tables_can_be_taken_as_sheets(asked):
    sheet = taken(somebody(asked, "1005").gets(f"{PAGE}/files/csv")).decode("utf-8-sig")
    assert "Frage recommend?;;10;31;100\N{NO-BREAK SPACE}%" in sheet.splitlines()
    assert "Frage pain?;;Antwort 1;\N{EN DASH};\N{EN DASH}" in sheet.splitlines()


def test_rows_of_a_closed_survey_are_for_administrators_and_in_the_trail(asked):
    assert somebody(asked, "1005").gets(f"{PAGE}/rows/csv").status_code == 404
    sheet = taken(somebody(asked, "1004").gets(f"{PAGE}/rows/csv")).decode("utf-8-sig")
    head, *rows = sheet.splitlines()
    assert head.startswith("spot;month;ward;pain;where.1;")
    assert len(rows) == 31
    assert "SUM" not in sheet
    assert ("SurveyResponsesExported", "staff:1004", "stay") in [(a, str(b), c) for a, b, c in deeds()]


@pytest.mark.requirement("G-2.1c")
def test_rows_are_fhir_and_workbooks_too(asked):
    bundle = json.loads(taken(somebody(asked, "1004").gets(f"{PAGE}/rows/json")))
    one = bundle["entry"][0]["resource"]
    assert (one["resourceType"], one["status"]) == ("QuestionnaireResponse", "completed")
    assert {"linkId": "recommend", "answer": [{"valueInteger": 10}]} in one["item"]
    client("s3").delete_object(
        Bucket=os.environ["DOCUMENTS_BUCKET"],
        Key=client("s3").list_objects_v2(Bucket=os.environ["DOCUMENTS_BUCKET"])["Contents"][0]["Key"],
    )
    book = zipfile.ZipFile(BytesIO(taken(somebody(asked, "1004").gets(f"{PAGE}/rows/xlsx"))))
    assert "xl/worksheets/sheet1.xml" in book.namelist()


def test_the_api_says_the_same(asked):
    said = json.loads(somebody(asked, "1005").gets(API.format(year=NOW.year)).body)
    [period] = said["periods"]
    assert period["responses"] == 31
    pain = next(it for it in said["questions"] if it["column"] == "pain")
    assert pain["answers"][0] == {"code": 1, "count": None, "share": None}
    assert next(it for it in said["questions"] if it["column"] == "recommend")["nps"] == {
        "low": 100,
        "high": 100,
    }
