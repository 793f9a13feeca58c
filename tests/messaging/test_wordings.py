"""What messages say: in every language, with a link and a reference, and with nothing personal."""

from itertools import product

import pytest

from frontdesk.kernel.language import Language
from frontdesk.messaging.rules import PASSING, worded
from frontdesk.messaging.rules.wordings import WORDINGS
from frontdesk.messaging.rules.wordings_of_followup import OF_FOLLOWUP
from frontdesk.messaging.rules.wordings_of_outreach import OF_OUTREACH
from frontdesk.messaging.rules.wordings_of_recalls import OF_RECALLS
from frontdesk.messaging.rules.wordings_of_reminders import OF_REMINDERS
from frontdesk.messaging.rules.wordings_of_replies import OF_REPLIES
from frontdesk.messaging.rules.wordings_of_surveys import OF_SURVEYS
from frontdesk.requests.model import VIEW, View

GIVEN = {"times": "24.11.2026 09:00", "reference": "8F3A-C2D1", "link": "https://x/1", "note": ""}
DUE = {"what": "Tetanus", "due": "24.11.2026", "text": "Bitte melden Sie sich."}
SECRET = {"code": "048213"}


@pytest.mark.parametrize(
    ("template", "language"), list(product(WORDINGS.keys() - PASSING.keys() - OF_REPLIES.keys(), Language))
)
def test_every_message_reads_in_every_language(template, language):
    said = worded(template, language, clinic="Lindenhof", parameters=GIVEN | DUE)
    assert said.subject
    assert "{" not in said.subject + said.text
    assert said.text.startswith("Lindenhof")
    if template in OF_OUTREACH:
        assert said.text.endswith(DUE["text"])
        return
    if template in {*OF_RECALLS, *OF_SURVEYS, *OF_FOLLOWUP, "staff_followup", "staff_action"}:
        assert GIVEN["link"] in said.text
        return
    assert GIVEN["times" if template in OF_REMINDERS else "reference"] in said.text


@pytest.mark.parametrize(("template", "language"), list(product(PASSING, Language)))
def test_a_code_is_told_in_every_language_and_not_where_a_subject_is_seen(template, language):
    said = worded(template, language, clinic="Lindenhof", parameters=SECRET)
    assert said.text.startswith("Lindenhof")
    assert "048213" in said.text
    assert said.subject
    assert "048213" not in said.subject


def test_what_has_a_secret_is_what_passes():
    told = {template for template in WORDINGS for it in WORDINGS[template].values() if "{code}" in it.text}
    assert told == PASSING.keys()


def test_every_way_to_end_has_a_message():
    assert {f"request_{status}" for status, view in VIEW.items() if view is View.CLOSED} <= set(WORDINGS)


def test_an_unknown_message_is_a_fault():
    with pytest.raises(KeyError):
        worded("gossip", Language.GERMAN, clinic="", parameters=GIVEN)
