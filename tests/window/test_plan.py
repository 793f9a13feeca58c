"""A release is read into a plan as it is written, and nothing that may be left out is missed."""

from datetime import date, time

import pytest

from frontdesk.catalogue.model import Span
from frontdesk.kernel.language import Language
from frontdesk.window.model.plan import (
    Ask,
    Case,
    Choice,
    Download,
    Flow,
    Hours,
    Placement,
    Plan,
    Service,
    Step,
    StoredFile,
)

from .builders import a_small_definition, ask, in_german, say

SAYS = {"message": {"text": in_german("Gut")}}
FULL = {
    "languages": {"default": "de", "required": ["de", "en"]},
    "greeting": in_german("Willkommen"),
    "ask_location": in_german("Wohin?"),
    "locations": {"mitte": {"label": in_german("Mitte")}, "nord": {"label": in_german("Nord")}},
    "embed_origins": ["https://a.example", "https://b.example"],
    "services": {
        "wound": {
            "label": in_german("Wunde"),
            "hint": in_german("Verband"),
            "locations": ["mitte"],
            "then": [{"run": {"flow": "topic", "step": "two"}}],
        }
    },
    "downloads": {
        "sheet": {
            "title": in_german("Blatt"),
            "description": in_german("Zum Lesen"),
            "locations": ["mitte", "nord"],
            "files": {
                "en": {"name": "Sheet.pdf", "type": "application/pdf", "size": 900, "sha256": "a" * 64}
            },
        }
    },
    "flows": {
        "topic": {
            "title": "Thema",
            "label": in_german("Ein Thema"),
            "icon": "calendar",
            "placement": "window",
            "locations": ["nord"],
            "start": "one",
            "steps": {
                "one": {
                    "ask": {
                        "type": "choice",
                        "as": "first",
                        "text": in_german("Was?"),
                        "options": [
                            {"value": "a", "label": in_german("A"), "hint": in_german("Oder B")},
                            {"value": "b", "label": in_german("B")},
                        ],
                    },
                    "then": [
                        {"when": {"first": "a", "second": "c"}, "at": ["nord"], "go": "two"},
                        {"do": SAYS},
                    ],
                },
                "two": {"then": [{"run": {"flow": "topic"}}]},
            },
            "valid": {"from": "2026-10-01", "until": "2026-11-23"},
            "hours": {"0": [["08:00", "12:00"], ["13:00", "15:30"]]},
            "closed": in_german("Zu"),
        }
    },
    "tests": [{"title": "Probe"}],
}


def test_everything_that_can_be_written_is_in_the_plan():
    plan = Plan.read(FULL)
    assert (plan.default, plan.required) == (Language.GERMAN, (Language.GERMAN, Language.ENGLISH))
    assert all(isinstance(it, Language) for it in (plan.default, *plan.required))
    assert (plan.greeting, plan.ask_location) == (in_german("Willkommen"), in_german("Wohin?"))
    assert plan.locations == {"mitte": in_german("Mitte"), "nord": in_german("Nord")}
    assert plan.embed_origins == {"https://a.example", "https://b.example"}
    assert plan.tests == ({"title": "Probe"},)


def test_a_flow_has_its_words_its_places_its_times_and_its_steps():
    [flow] = Plan.read(FULL).flows.values()
    first = Choice(value="a", label=in_german("A"), hint=in_german("Oder B"))
    second = Choice(value="b", label=in_german("B"), hint=None)
    goes = Case(when=(("first", "a"), ("second", "c")), at=frozenset({"nord"}), go="two", settings={})
    ends = Case(when=(), at=None, do="message", settings=SAYS["message"])
    question = Ask(name="first", text=in_german("Was?"), choices={"a": first, "b": second})
    runs = Case(when=(), at=None, run="topic", settings={})
    assert flow == Flow(
        name="topic",
        title="Thema",
        label=in_german("Ein Thema"),
        icon="calendar",
        placement=Placement.WINDOW,
        locations=("nord",),
        start="one",
        steps={
            "one": Step(flow="topic", name="one", place="topic/one", ask=question, cases=(goes, ends)),
            "two": Step(flow="topic", name="two", place="topic/two", ask=None, cases=(runs,)),
        },
        valid_from=date(2026, 10, 1),
        valid_until=date(2026, 11, 23),
        hours=Hours(own={0: (Span(time(8), time(12)), Span(time(13), time(15, 30)))}),
        closed=in_german("Zu"),
    )
    assert list(flow.steps["one"].ask.choices) == ["a", "b"]


def test_a_service_has_a_flow_of_its_own_and_a_download_its_files():
    plan = Plan.read(FULL)
    runs = Case(when=(), at=None, run="topic", step="two", settings={})
    assert plan.services == {
        "wound": Service(
            name="wound",
            label=in_german("Wunde"),
            hint=in_german("Verband"),
            locations=("mitte",),
            cases=(runs,),
        )
    }
    file = StoredFile(name="Sheet.pdf", media_type="application/pdf", size=900, sha256="a" * 64)
    assert plan.downloads == {
        "sheet": Download(
            name="sheet",
            title=in_german("Blatt"),
            description=in_german("Zum Lesen"),
            locations=("mitte", "nord"),
            files={Language.ENGLISH: file},
        )
    }


def test_what_may_be_left_out_is_not_missed():
    flow = {
        "title": "Ruf",
        "label": in_german("Ruf"),
        "placement": "attached",
        "locations": ["mitte"],
        "start": "say",
        "steps": {"say": {"then": [say("Gut")]}},
    }
    plan = Plan.read(
        {
            "languages": {"default": "de", "required": ["de"]},
            "locations": {"mitte": {"label": in_german("Mitte")}},
            "services": {"wound": {"label": in_german("Wunde"), "locations": []}},
            "flows": {"call": flow},
        }
    )
    call, wound = plan.flows["call"], plan.services["wound"]
    assert (plan.greeting, plan.ask_location, plan.embed_origins, plan.tests) == (None, None, frozenset(), ())
    assert (plan.downloads, wound.hint, wound.cases) == ({}, None, ())
    assert (call.icon, call.hours, call.valid_from, call.valid_until, call.closed) == (None,) * 5
    assert not call.gated
    bare = Plan.read({key: it for key, it in FULL.items() if key != "services"})
    assert bare.services == {}


def test_a_flow_may_keep_the_hours_of_its_location_and_a_question_may_ask_for_services():
    flows = Plan.read(a_small_definition()).flows
    assert flows["callback"].hours == Hours(own=None)
    assert flows["appointment"].steps["service"].ask == Ask(
        name="service", text=in_german("Welche Leistung?"), choices=None
    )


@pytest.mark.parametrize(
    ("gates", "gated"),
    [
        ({"hours": "location"}, True),
        ({"valid": {"from": "2026-10-01"}}, True),
        ({"valid": {"until": "2026-10-01"}}, True),
        ({}, False),
    ],
)
def test_a_flow_with_hours_or_dates_is_closed_at_times(gates, gated):
    definition = a_small_definition()
    del definition["flows"]["callback"]["hours"]
    definition["flows"]["callback"].update(gates)
    assert Plan.read(definition).flows["callback"].gated is gated


def test_services_and_files_are_those_of_the_location_in_the_release_s_order():
    plan = Plan.read(a_small_definition())
    assert list(plan.services_at("mitte")) == ["checkup", "wound", "vaccination"]
    assert list(plan.services_at("nord")) == ["checkup"]
    assert [list(plan.downloads_at(it)) for it in ("mitte", "nord")] == [["sheet"], []]
    assert plan.services_at("nord")["checkup"] is plan.services["checkup"]
    assert plan.downloads_at("mitte")["sheet"] is plan.downloads["sheet"]


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({}, True),
        ({"at": ["mitte"]}, True),
        ({"at": ["nord"]}, False),
        ({"when": {"known": "yes"}}, True),
        ({"when": {"known": "no"}}, False),
        ({"when": {"known": "yes", "insurance": "private"}}, False),
        ({"when": {"known": "yes"}, "at": ["nord"]}, False),
    ],
)
def test_a_case_fits_when_all_its_answers_were_given_at_one_of_its_locations(condition, fits):
    case = Case.read({**condition, "go": "on"})
    assert case.fits({"known": "yes"}, "mitte") is fits
    assert case.always is (condition == {})


def test_a_question_keeps_its_answers_under_its_name():
    read = Ask.read(ask("known", "yes", "no"))
    assert (read.name, list(read.choices)) == ("known", ["yes", "no"])
