"""What surveys have come to: pages, files, the report, rows of closed ones, and the API."""

import dataclasses
import json
from typing import Any

from chalicelib.api import api
from chalicelib.handing import hand_over, hand_over_sheet
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import on_its_own_page
from frontdesk.access.model import Permission, SignedIn
from frontdesk.kernel.errors import NotFound
from frontdesk.surveys.model import SurveyId
from frontdesk.surveys.model.tallies import EVERYWHERE, PlaceId
from frontdesk.surveys.rules.disclosure import place_of
from frontdesk.surveys.rules.reporting import answered, averaged
from frontdesk.surveys.usecases.count_so_far import count_so_far
from frontdesk.surveys.usecases.export_responses import export_responses
from frontdesk.surveys.usecases.list_free_text import list_free_text
from frontdesk.surveys.usecases.read_results import read_results
from frontdesk.surveys.wiring.results import result_ports
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_menu import SURVEY_RESULTS as RESULTS
from frontdesk_web.presenters.console_survey_results import (
    report_of,
    results_page,
    sheet_of_results,
    sheet_of_rows,
    surveys_page,
    texts_page,
)
from frontdesk_web.presenters.survey_tables import Reader
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.reports import PDF, as_pdf
from frontdesk_web.session import signed_in
from frontdesk_web.survey_fhir import FHIR, as_bundle

READ, EDIT = Permission.SURVEYS_READ, Permission.SURVEYS_EDIT
YEAR = r"20[0-9]{2}"
OF_A_YEAR: dict[str, dict[str, Any]] = {
    "year": {"type": "string", "pattern": YEAR, "examples": ["2026"]},
    "place": {"type": "string", "maxLength": 80, "examples": ["all"]},
}

pages, desk = Desk(f"{__name__}.pages"), ApiDesk(__name__)
ports = result_ports()


@pages.route(RESULTS)
@signed_in(pages)
def surveys(who: SignedIn) -> Page:
    permit(who, READ)
    return surveys_page(who, catalogue_of(who), ports.surveys(who.organisation_id))


@pages.route(f"{RESULTS}/{{survey_id}}")
@signed_in(pages)
def results(who: SignedIn, survey_id: str) -> Page:
    permit(who, READ)
    reader, (place, year) = _reader(who, survey_id), _asked(who, survey_id)
    return results_page(
        who,
        reader,
        read_results(survey=reader.survey, place=place, year=year, ports=ports),
        place=place,
        year=year,
        this_year=ports.clock().year,
        so_far=count_so_far(survey=reader.survey, ports=ports),
        column=pages.query().get("question", ""),
        part=max(1, carried_number(pages.query().get("part", "")) or 1),
    )


@pages.route(f"{RESULTS}/{{survey_id}}/texts")
@signed_in(pages)
def texts(who: SignedIn, survey_id: str) -> Page:
    permit(who, READ)
    reader, (_, year) = _reader(who, survey_id), _asked(who, survey_id)
    return texts_page(who, reader, list_free_text(survey=reader.survey, year=year, ports=ports), year=year)


@pages.route(f"{RESULTS}/{{survey_id}}/files/{{kind}}")
@signed_in(pages)
def take_results(who: SignedIn, survey_id: str, kind: str) -> SeeOther:
    """The tables as a sheet, or the report."""
    permit(who, READ)
    reader, (place, year) = _reader(who, survey_id), _asked(who, survey_id)
    found = read_results(survey=reader.survey, place=place, year=year, ports=ports)
    name = f"{survey_id}-{place}-{year}.{kind}"
    if kind == "pdf":
        title, blocks = report_of(reader, found, place, year)
        return hand_over(who, name, as_pdf(title, blocks, language=reader.language), PDF)
    return hand_over_sheet(who, name, kind, sheet_of_results(reader, found))


@pages.route(f"{RESULTS}/{{survey_id}}/rows/{{kind}}")
@signed_in(pages)
def take_rows(who: SignedIn, survey_id: str, kind: str) -> SeeOther:
    """The responses of a closed survey; it is in the trail before a row is read."""
    permit(who, EDIT)
    reader, (_, year) = _reader(who, survey_id), _asked(who, survey_id)
    by = who.actor
    rows = export_responses(survey=reader.survey, year=year, by=by, ports=ports)
    name = f"{survey_id}-responses-{year}.{kind}"
    if kind == "json":
        content = json.dumps(as_bundle(reader.questionnaire, rows), ensure_ascii=False).encode()
        return hand_over(who, name, content, FHIR)
    return hand_over_sheet(who, name, kind, sheet_of_rows(rows, reader.language))


@api.operation(
    desk,
    "/console/api/survey-results/{survey_id}",
    does=Operation(permission=READ, query=OF_A_YEAR, returns="SurveyResults", tag="surveys"),
)
def survey_results(who: SignedIn, survey_id: str, asked: dict[str, str]) -> dict[str, Any]:
    """What a survey has come to at a place in a year: `all`, `l.<location>`, `d.<location>.<department>`, `s.<spot>`.

    Null stands for none, for fewer than may be shown, and for what would tell such a number.
    """
    reader = _reader(who, survey_id)
    place = place_of(asked["place"], reader.survey.spots)
    if place is None:
        raise NotFound(place=asked["place"])
    found = read_results(survey=reader.survey, place=place, year=int(asked["year"]), ports=ports)
    return {
        "survey": survey_id,
        "place": place,
        "smallest": reader.survey.smallest,
        "periods": [
            {
                "begins": f"{it.begins:%Y-%m}",
                "ends": f"{it.ends:%Y-%m}",
                "responses": it.responses,
                "turnout": it.turnout and dataclasses.asdict(it.turnout),
            }
            for it in found
        ],
        "questions": [
            {
                "column": it.column,
                "responses": it.responses,
                "hidden": it.hidden,
                "answers": [dataclasses.asdict(line) for line in it.lines],
                "nps": it.nps and dataclasses.asdict(it.nps),
                "mean": it.mean and dataclasses.asdict(it.mean),
                "median": it.median,
                "boxes": it.boxes and dataclasses.asdict(it.boxes),
            }
            for it in answered(reader.questionnaire, found)
        ],
        "averages": [
            {"of": it.of.id, "begins": f"{one.begins:%Y-%m}", "mean": one.mean, "grain": one.grain}
            for it in averaged(reader.questionnaire, found)
            for one in it.averages
        ],
    }


def _reader(who: SignedIn, survey_id: str) -> Reader:
    found = ports.survey(who.organisation_id, SurveyId(survey_id))
    return Reader(
        survey=found,
        questionnaire=ports.questionnaire(who.organisation_id, found.questionnaire_id, found.revision),
        catalogue=catalogue_of(who),
        language=who.session.language,
    )


def _asked(who: SignedIn, survey_id: str) -> tuple[PlaceId, int]:
    """The place and the year of the address; everywhere and this year where it names none."""
    asked, found = pages.query(), ports.survey(who.organisation_id, SurveyId(survey_id))
    place = place_of(asked.get("place", EVERYWHERE), found.spots)
    year = asked.get("year", str(ports.clock().year))
    if place is None or not (year.isdecimal() and year.isascii() and len(year) == len("2026")):
        raise NotFound(place=asked.get("place"), year=year)
    return place, int(year)


on_its_own_page(pages)
