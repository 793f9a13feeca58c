"""Staff call patients up from the console, with a telephone system and without."""

import json
import re

import pytest

from frontdesk.access.model import Role
from frontdesk.messaging.gateways.bridge_secret import parameter_of, telephony
from frontdesk.messaging.model.calls import CallEnd, CallId, CallState, Noted, Way
from frontdesk.messaging.storage import DynamoCalls
from frontdesk.messaging.usecases.hear_call_event import hear_call_event
from frontdesk.messaging.usecases.take_pending_calls import take_pending_calls
from frontdesk.messaging.wiring.calls import calls_ports
from tests.conftest import client
from tests.frontdesk_web.console_desk import LINDENHOF, subject
from tests.messaging.calls_desk import SECRET, an_event

from .browser import PAGE as REQUEST_PAGE
from .browser import deeds, hidden, html, somebody
from .calendar_desk import PAGE as APPOINTMENT_PAGE

CALLS = "/console/calls"


@pytest.fixture
def bridge(cloud):
    """The clinic has a telephone system."""
    name, value = parameter_of(LINDENHOF), json.dumps({"secrets": [SECRET]})
    client("ssm").put_parameter(Name=name, Value=value, Type="SecureString")


def asks(browser, page):
    """Presses the button beside the number; where it leads to."""
    seen = browser.gets(page)
    typed = {name: hidden(seen, name) for name in ("csrf", "call", "cause", "about")}
    return browser.posts(CALLS, typed), typed


def stored(address):
    return DynamoCalls().get(LINDENHOF, CallId(address.rpartition("/")[2]))


def hears(call, kind, **said):
    event = an_event(kind, call_id=call.id, **said)
    hear_call_event(organisation_id=LINDENHOF, event=event, ports=calls_ports())


@pytest.mark.requirement("R10")
@pytest.mark.parametrize("page", [APPOINTMENT_PAGE, REQUEST_PAGE])
def test_a_call_is_asked_for_where_the_number_is_shown_and_followed_as_it_goes(calendar, bridge, page):
    katrin = somebody(calendar)
    response, typed = asks(katrin, page)
    address = response.headers["Location"]
    assert (response.status_code, stored(address).way) == (303, Way.BRIDGE)
    assert katrin.posts(CALLS, typed).headers["Location"] == address

    seen = html(katrin.gets(address))
    assert "wartet auf die Telefonanlage" in seen
    assert 'href="tel:+4962215550199"' in seen
    assert subject().name in seen
    assert f'href="{page}"' in seen
    assert ("CallRead", "staff:1001", stored(address).id) in deeds()

    [it] = take_pending_calls(organisation_id=LINDENHOF, bridge="pbx", ports=calls_ports())
    assert it.number == subject().phone
    hears(it.call, "answered", after=1)
    said = json.loads(katrin.gets(f"{address}/state").body)
    assert (said["tag"]["text"], said["over"]) == ("im Gespräch", False)
    hears(it.call, "ended", after=61, end=CallEnd.COMPLETED, seconds=60)
    said = json.loads(katrin.gets(f"{address}/state").body)
    assert (said["tag"]["text"], said["spoken"], said["over"]) == (
        "gesprochen und beendet",
        "1:00 Minuten gesprochen",
        True,
    )
    assert subject().phone not in str(said)


def test_without_a_telephone_system_the_number_is_there_to_be_dialled_and_the_outcome_is_noted(calendar):
    katrin = somebody(calendar)
    response, typed = asks(katrin, APPOINTMENT_PAGE)
    address = response.headers["Location"]
    assert "Bitte wählen Sie die Nummer selbst" in html(katrin.gets(address))
    form = {"csrf": typed["csrf"], "noted": "not_reached"}
    assert katrin.posts(f"{address}/note", form).headers["Location"] == address
    assert stored(address).noted is Noted.NOT_REACHED
    assert 'value="not_reached" aria-pressed="true"' in html(katrin.gets(address))
    assert "Nicht erreicht" in html(katrin.gets(CALLS))

    refused = katrin.posts(f"{address}/note", {"csrf": typed["csrf"]})
    assert (refused.status_code, 'role="alert"' in html(refused)) == (400, True)


def test_a_second_call_leads_to_the_one_in_hand(calendar, bridge):
    katrin = somebody(calendar)
    first, _ = asks(katrin, APPOINTMENT_PAGE)
    second, typed = asks(katrin, REQUEST_PAGE)
    assert second.status_code == 422
    assert re.search(rf'role="alert".*href="{first.headers["Location"]}"', html(second), re.DOTALL)
    withdrawn = katrin.posts(f"{first.headers['Location']}/withdraw", {"csrf": typed["csrf"]})
    assert withdrawn.status_code == 303
    assert stored(first.headers["Location"]).state is CallState.ENDED
    assert katrin.posts(CALLS, typed).status_code == 303


def test_a_call_that_is_dialled_already_is_not_withdrawn_and_says_so(calendar, bridge):
    katrin = somebody(calendar)
    response, typed = asks(katrin, APPOINTMENT_PAGE)
    take_pending_calls(organisation_id=LINDENHOF, bridge="pbx", ports=calls_ports())
    refused = katrin.posts(f"{response.headers['Location']}/withdraw", {"csrf": typed["csrf"]})
    assert refused.status_code == 422
    assert "legen Sie stattdessen auf" in html(refused)


def test_a_call_is_its_callers_and_the_leads_to_see(calendar, enrol):
    katrin = somebody(calendar)
    address = asks(katrin, APPOINTMENT_PAGE)[0].headers["Location"]
    assert subject().name in html(katrin.gets(CALLS))
    ali, jens = somebody(calendar, "1002"), somebody(calendar, "2001")
    for place in (address, f"{address}/state"):
        assert (ali.gets(place).status_code, jens.gets(place).status_code) == (404, 200)
    assert subject().name not in html(ali.gets(CALLS))
    assert subject().name in html(jens.gets(CALLS))
    noted = jens.posts(f"{address}/note", {"csrf": jens.csrf(), "noted": "reached"})
    assert (noted.status_code, stored(address).noted) == (404, Noted.NONE)
    enrol("9001", Role.ADMINISTRATOR)
    assert somebody(calendar, "9001").gets(CALLS).status_code == 404


@pytest.mark.parametrize("forged", [{"about": "f" * 32}, {"cause": "staff"}, {"cause": "requests"}])
def test_nobody_is_called_about_what_is_not_there(calendar, forged):
    katrin = somebody(calendar)
    _, typed = asks(katrin, APPOINTMENT_PAGE)
    assert katrin.posts(CALLS, {**typed, "call": "c" * 32, **forged}).status_code == 404


def test_a_parameter_that_nobody_can_read_is_no_fault_of_the_caller(calendar):
    client("ssm").put_parameter(Name=parameter_of(LINDENHOF), Value="{", Type="SecureString")
    telephony.clear()
    assert asks(somebody(calendar), APPOINTMENT_PAGE)[0].status_code == 502
