"""The demo organisations do what their clinics want, and the worked examples can be used by anybody."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from frontdesk.kernel.ids import LocationId
from frontdesk.window.model.plan import Placement, Plan
from frontdesk.window.rules.definition import why_not_publish
from frontdesk.window.rules.walk import Walk
from frontdesk.window.usecases._envelope import unpack
from frontdesk_web.icons import known_icon
from infra.target import ROOT
from local.demo.organisations import FILES, demos
from local.demo.stand_ins import led_to_stand_ins
from tests.clinic import LINDENHOF, XINGLIN, a_definition, demo_catalogue, lindenhof

DEMOS = [demo.id for demo in demos()]
EXAMPLES = sorted((ROOT / "docs/examples/releases").glob("*.json"))
STAND_IN = "http://localhost:8000"
SMALL = 15 * 1024
WEDNESDAY_MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

KNOWN, INSURANCES, LOCATIONS = ("yes", "no"), ("statutory", "private", "self_pay"), ("mitte", "nord")
EVERYBODY = list(product(LOCATIONS, KNOWN, INSURANCES))
BOOKING = "https://termine.example/nord"
NO_APPOINTMENT = "Für gesetzlich versicherte Neupatienten sind derzeit keine Termine möglich."
NO_PRESCRIPTION = "Für Neupatienten können wir leider keine Rezepte ausstellen."
COME_IN = "Für die erste Krankschreibung müssen wir Sie sehen."


def said_by(walk):
    """The end of a walk in short: what is done, and what it is about."""
    if walk.closed is not None:
        return "closed", next(iter(walk.closed.closed.values()))
    settings = walk.case.settings
    about = {
        "message": lambda: next(iter(settings["text"].values())),
        "external": lambda: settings["url"],
        "request": lambda: settings["type"],
        "book": lambda: settings["time_type"],
        "file": lambda: settings.get("downloads"),
    }
    return walk.case.do, about[walk.case.do]()


def conversation(location, flow, organisation_id=LINDENHOF, at=WEDNESDAY_MORNING, **answers):
    """A walk with everything answered that was asked for and is among the answers."""
    walk = Walk(Plan.read(a_definition(organisation_id)), demo_catalogue(organisation_id))
    assert walk.take("location", location, at)
    assert walk.take("menu", flow, at), f"{flow} is not in the menu"
    while walk.place is not None and walk.step.ask.name in answers:
        assert walk.take(walk.place, answers[walk.step.ask.name], at)
    return walk


def end(location, flow, organisation_id=LINDENHOF, **answers):
    walk = conversation(location, flow, organisation_id, **answers)
    assert walk.place is None, f"{walk.place} is not answered"
    return said_by(walk)


def appointment_for(location, known, insurance):
    """What the clinic wants: (action, what its text or address begins with); None goes on to the services."""
    if (known, insurance) == ("no", "statutory"):
        return "message", NO_APPOINTMENT
    if known == "no":
        return ("external", BOOKING) if location == "nord" else ("book", "consultation")
    return None


@pytest.mark.parametrize(("location", "known", "insurance"), EVERYBODY)
def test_who_may_have_an_appointment(location, known, insurance):
    walk = conversation(location, "appointment", known=known, insurance=insurance)
    wanted = appointment_for(location, known, insurance)
    if wanted is None:
        assert walk.place == "appointment/service"
    else:
        action, words = said_by(walk)
        assert action == wanted[0]
        assert words.startswith(wanted[1])


@pytest.mark.parametrize(
    ("location", "service", "wanted"),
    [
        ("mitte", "checkup", ("request", "appointment")),
        ("mitte", "wound", ("request", "appointment")),
        ("nord", "checkup", ("request", "appointment")),
        ("nord", "wound", ("request", "appointment")),
        ("nord", "acupuncture", ("external", "https://termine.example/akupunktur")),
    ],
)
def test_every_service_leads_to_its_own_end(location, service, wanted):
    assert end(location, "appointment", known="yes", insurance="statutory", service=service) == wanted


def test_who_wants_a_vaccination_comes_to_the_flow_of_vaccinations():
    answers = {"known": "yes", "insurance": "private", "service": "vaccination"}
    assert conversation("mitte", "appointment", **answers).place == "vaccination/wish"
    wanted = ["flu-leaflet", "vaccination-consent"]
    assert end("mitte", "appointment", **answers, vaccination="leaflet") == ("file", wanted)


@pytest.mark.parametrize(("location", "known", "insurance"), EVERYBODY)
def test_who_may_have_a_prescription(location, known, insurance):
    action, about = end(location, "prescription", known=known, insurance=insurance)
    if known == "no":
        assert (action, about.startswith(NO_PRESCRIPTION)) == ("message", True)
    elif (location, insurance) == ("nord", "self_pay"):
        assert (action, about) == ("external", "https://rezept.example/")
    else:
        assert (action, about) == ("request", "prescription")


@pytest.mark.parametrize(("location", "known", "insurance"), EVERYBODY)
def test_who_may_have_a_sick_note(location, known, insurance):
    action, about = end(location, "sick_note", known=known, insurance=insurance)
    if known == "no":
        assert (action, about.startswith(COME_IN)) == ("message", True)
    else:
        assert (action, about) == ("request", "sick_note")


@pytest.mark.parametrize(("location", "known", "insurance"), EVERYBODY)
def test_a_referral_is_for_known_patients_and_new_ones_are_led_to_the_appointment(location, known, insurance):
    walk = conversation(location, "referral", known=known, insurance=insurance)
    wanted = appointment_for(location, known, insurance)
    if known == "yes":
        assert said_by(walk) == ("request", "referral")
    elif wanted is None:
        assert walk.place == "appointment/service"
    else:
        assert said_by(walk)[1].startswith(wanted[1])


@pytest.mark.parametrize(
    ("location", "action", "about"),
    [
        ("mitte", "request", "findings"),
        ("nord", "message", "Befundabfragen sind bei uns nur vor Ort möglich."),
    ],
)
def test_findings_are_given_out_as_each_location_wants(location, action, about):
    done, said = end(location, "findings")
    assert (done, said.startswith(about)) == (action, True)


@pytest.mark.parametrize(
    ("corona", "action", "about"),
    [
        ("vaccination", "message", "Wir impfen gegen Corona"),
        ("leaflet", "file", "corona-leaflet"),
        ("rules", "external", "https://gesundheit.example/corona"),
    ],
)
def test_the_topic_corona_leads_to_flows_of_its_own(corona, action, about):
    done, said = end("mitte", "corona", corona=corona)
    assert (done, about in (said if done == "file" else [said[: len(about)]])) == (action, True)


def test_a_corona_test_is_an_appointment():
    assert conversation("mitte", "corona", corona="test").place == "appointment/been_here"


@pytest.mark.parametrize(
    ("wall", "wanted"),
    [
        ("2026-11-25T08:00", "request"),
        ("2026-11-25T12:29", "request"),
        ("2026-11-25T12:30", "closed"),
        ("2026-11-28T10:00", "closed"),
    ],
)
def test_a_call_back_is_taken_in_opening_hours_only(wall, wanted):
    at = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert end("mitte", "callback", at=at)[0] == wanted


@pytest.mark.parametrize(("location", "files"), [("mitte", 4), ("nord", 2)])
def test_downloads_are_those_released_at_the_location(location, files):
    assert end(location, "downloads") == ("file", None)
    assert len(Plan.read(a_definition()).downloads_at(location)) == files


def test_the_chinese_clinic_asks_how_one_pays_and_takes_the_only_service_for_granted():
    assert end("jingan", "appointment", XINGLIN, payment="commercial") == ("request", "appointment")
    assert end("jingan", "appointment", XINGLIN, payment="insurance")[0] == "message"
    assert end("pudong", "appointment", XINGLIN, payment="commercial")[0] == "external"


@pytest.mark.parametrize("organisation_id", DEMOS)
def test_a_demo_release_may_be_published(organisation_id):
    definition = a_definition(organisation_id)
    assert why_not_publish(definition, catalogue=demo_catalogue(organisation_id)) == ()
    assert len(definition["tests"]) >= 10


@pytest.mark.parametrize("organisation_id", DEMOS)
def test_it_may_be_published_with_stand_ins_for_services_outside(organisation_id):
    led = led_to_stand_ins(a_definition(organisation_id), f"{STAND_IN}/stand-in")
    assert ".example" not in json.dumps(led)
    catalogue = demo_catalogue(organisation_id)
    assert why_not_publish(led, catalogue=catalogue, trusted=[STAND_IN]) == ()
    assert {it.code for it in why_not_publish(led, catalogue=catalogue)} == {"insecure_url"}


@pytest.mark.parametrize("organisation_id", DEMOS)
def test_the_files_a_demo_release_offers_are_those_that_are_there(organisation_id):
    for download in a_definition(organisation_id)["downloads"].values():
        for file in download["files"].values():
            content = (FILES / file["name"]).read_bytes()
            found = (len(content), hashlib.sha256(content).hexdigest())
            assert (file["name"], *found) == (file["name"], file["size"], file["sha256"])
            assert content.startswith(b"%PDF-")
            assert len(content) < SMALL


@pytest.mark.parametrize("organisation_id", DEMOS)
def test_every_concern_has_a_picture_of_the_house(organisation_id):
    flows = Plan.read(a_definition(organisation_id)).flows.values()
    named = [it.icon for it in flows if it.placement is not Placement.ATTACHED]
    assert [it for it in named if known_icon(it) != it] == []


def test_no_file_is_there_that_nobody_offers():
    offered = {
        file["name"]
        for organisation_id in DEMOS
        for download in a_definition(organisation_id)["downloads"].values()
        for file in download["files"].values()
    }
    assert {it.name for it in FILES.iterdir()} == offered


@pytest.mark.requirement("S36")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda it: it.stem)
def test_an_example_may_be_published_by_any_clinic_with_that_location(example):
    ours = lindenhof()
    main = replace(ours.locations[0], id=LocationId("main"))
    definition = unpack(example.read_bytes()).definition
    assert why_not_publish(definition, catalogue=replace(ours, locations=(main,))) == ()
    assert definition["tests"]


@pytest.mark.requirement("S36")
def test_every_example_is_explained():
    explained = (ROOT / "docs/examples/README.md").read_text("utf-8")
    assert [it.name for it in EXAMPLES if it.name not in explained] == []
