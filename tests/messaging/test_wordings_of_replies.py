"""What is answered to a reply reads in every language, with all that it needs and nothing else."""

from itertools import product

import pytest

from frontdesk.kernel.language import Language
from frontdesk.messaging.rules import worded
from frontdesk.messaging.rules.wordings_of_replies import OF_REPLIES, OUTCOMES

NEEDS = {
    "own_words": {"text": "We will call."},
    "reply_confirmed": {"times": "24.11. 09:00", "link": "https://x/1"},
    "reply_cancelled": {"times": "24.11. 09:00", "link": "https://x/1"},
    "reply_move": {"times": "24.11. 09:00", "link": "https://x/1"},
    "reply_too_late": {"times": "24.11. 09:00", "why": "It is too late.", "phone": "030 1234"},
    "reply_mixed": {"outcomes": "Confirmed: 24.11. 09:00", "phone": "030 1234"},
    "reply_unclear": {"phone": "030 1234"},
    "reply_stopped": {},
    "reply_started": {},
}


@pytest.mark.parametrize(("template", "language"), list(product(OF_REPLIES, Language)))
def test_an_answer_says_all_that_it_is_given(template, language):
    said = worded(template, language, clinic="Lindenhof", parameters=NEEDS[template])
    assert said.text.startswith("Lindenhof")
    assert said.subject
    assert all(it in said.text for it in NEEDS[template].values())


def test_who_wants_no_more_is_told_how_to_begin_again():
    for language in Language:
        assert "START" in OF_REPLIES["reply_stopped"][language].text
        assert "STOP" in OF_REPLIES["reply_started"][language].text


def test_each_outcome_says_of_which_times():
    assert all("{times}" in OUTCOMES[it][language] for it in OUTCOMES for language in Language)
