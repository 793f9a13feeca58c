"""How a follow-up task stands, in words."""

import pytest

from frontdesk.followup.model import NoContact, State
from frontdesk.kernel.language import Language
from frontdesk_web.presenters.console_task_words import choice_in_words, reason_in_words, state_tag
from tests.followup.task_builders import a_task


@pytest.mark.parametrize(
    ("why", "words"),
    [("refused", "möchte keinen Anruf"), ("died", "verstorben"), ("no_answer", "nicht erreichbar")],
)
def test_who_wants_no_call_is_not_called_out_of_reach(why, words):
    assert state_tag(a_task(state=State.UNREACHABLE, why=why), Language.GERMAN).text == words


def test_only_where_one_chooses_it_is_said_what_ends_a_task():
    assert choice_in_words(NoContact.REFUSED, Language.GERMAN) == "möchte keinen Anruf (beendet die Aufgabe)"
    assert reason_in_words(NoContact.REFUSED, Language.GERMAN) == "möchte keinen Anruf"
    assert choice_in_words(NoContact.BUSY, Language.GERMAN) == "besetzt"
