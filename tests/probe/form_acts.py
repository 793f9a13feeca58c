"""A follow-up form goes to a patient by message, and is filled in with an answer that worries."""

import re
from html import unescape

from tests.functions.booking_desk import BORN
from tests.journeys.people import hidden

from .followup_acts import A_CALL, SCHEME, lays_down, reads_how_it_is_followed_up, tells_of_a_discharge
from .scripts import colleague


def lays_down_to_ask_by_message(street):
    """With the questionnaire on how one feels, which the demo has published."""
    lays_down(street, SCHEME | {"steps": [{"after": 1, **A_CALL, "channels": ["sms"], "form": "phq-9"}]})


def fills_in_the_form(street):
    """By the link that came to the telephone, with the date of birth; thoughts of death on the first page."""
    told = [it["text"] for it in street.world.phone.kept.values() if it["template"] == "followup_form"]
    at = re.search(r"/surveys/\S+", told[-1])[0]
    page = street.post(at, data=BORN).raise_for_status().text
    while 'name="s"' in page:
        rows = set(re.findall(r'name="q\.phq\.(\w+)"', page))
        answers = {f"q.phq.{it}": "2" if it == "harm" else "0" for it in rows}
        asked = [unescape(it) for it in re.findall(r'name="q_asked" value="([^"]+)"', page)]
        typed = {"s": unescape(hidden(page, "s")), "in": "de", "go": "on", "q_asked": asked}
        page = street.post(at, data=typed | answers).raise_for_status().text
    assert "Vielen Dank" in page, page


def sees_who_is_to_be_called_at_once(street):
    assert "besorgniserregende Antwort" in colleague(street).sees("followup").raise_for_status().text


FORMS = {
    "asked by message": (
        reads_how_it_is_followed_up,
        lays_down_to_ask_by_message,
        tells_of_a_discharge,
        fills_in_the_form,
        sees_who_is_to_be_called_at_once,
    )
}
