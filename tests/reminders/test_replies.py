"""What people mean by their replies: a golden table, and what holds for any text whatever."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frontdesk.messaging.model.threads import Opting
from frontdesk.messaging.rules.opting import WORDS, opting
from frontdesk.messaging.rules.plain_words import only_words
from frontdesk.reminders.model.replies import Intent
from frontdesk.reminders.rules.replies import understand
from frontdesk.reminders.rules.reply_reading import GREETINGS
from frontdesk.reminders.rules.reply_votes import SAYS, Vote
from frontdesk.reminders.rules.reply_words import NO_TYPOS, VOCABULARY

GOLDEN = json.loads(Path(__file__).with_name("replies.json").read_text("utf-8"))
ONE, FAMILY = ["Anna Berg"], ["Anna Berg", "Ben Berg"]
INTENTS = {
    Vote.CONFIRM: Intent.CONFIRM,
    Vote.DECLINE: Intent.CANCEL,
    Vote.CANCEL: Intent.CANCEL,
    Vote.MOVE: Intent.MOVE,
}
TELLING = sorted(
    it for it, word in VOCABULARY.items() if word in SAYS and len(it) > 3 and it.isascii() and " " not in it
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def meaning(text, people):
    """As the golden table says it: one word where all of them are meant alike."""
    if (opted := opting(text)) is not Opting.NOTHING:
        return opted.value
    found = understand(text, people)
    if found is None:
        return "unclear"
    if len(found) == len(people) and len(set(found.values())) == 1:
        return next(iter(found.values())).value
    return {people[place].split()[0]: intent.value for place, intent in sorted(found.items())}


@pytest.mark.parametrize("case", GOLDEN, ids=lambda it: repr(it["text"][:40]))
def test_a_reply_means_what_people_say_it_means(case):
    assert meaning(case["text"], case["people"]) == case["means"]


def test_the_golden_table_is_large_and_says_nothing_twice():
    said = [(it["text"], tuple(it["people"])) for it in GOLDEN]
    assert len(said) == len(set(said)) >= 150


@pytest.mark.requirement("4b opt-out")
@pytest.mark.parametrize("word", sorted(WORDS))
def test_no_word_that_ends_messages_cancels_a_time(word):
    assert understand(word, ONE) is None
    assert understand(word, FAMILY) is None


@pytest.mark.parametrize("word", ["cancel", "absagen", "avboka", "取消", "nein"])
def test_to_cancel_is_not_to_want_no_more_messages(word):
    assert opting(word) is Opting.NOTHING


@given(text=st.text(max_size=80))
@settings(max_examples=300)
def test_a_text_without_a_word_of_ours_or_one_a_slip_away_cancels_nothing(text):
    words = set(only_words(text).split())
    assume(not words & VOCABULARY.keys())
    found = understand(text, FAMILY) or {}
    meant = [it for word in words for it in edited(word) if it in VOCABULARY]
    assert meant or Intent.CANCEL not in found.values()


@given(words=st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=9), min_size=1, max_size=5))
@settings(max_examples=300)
def test_a_word_that_nobody_knows_makes_the_whole_unclear(words):
    assume(not GREETINGS & set(words))  # after "Gruss" comes a name
    text = " ".join([*words, "xqzv"])
    assert understand(f"absagen {text}", ONE) is None


def edited(word):
    """Every word that one slip of a finger makes of it."""
    pairs = [(word[:it], word[it:]) for it in range(len(word) + 1)]
    yield from (a + b[1:] for a, b in pairs if b)
    yield from (a + b[1] + b[0] + b[2:] for a, b in pairs if len(b) > 1)
    yield from (a + letter + b for a, b in pairs for letter in LETTERS)
    yield from (a + letter + b[1:] for a, b in pairs if b for letter in LETTERS)


@given(word=st.sampled_from(TELLING), data=st.data())
@settings(max_examples=500)
def test_no_slip_of_a_finger_turns_one_meaning_into_another(word, data):
    typed = data.draw(st.sampled_from([*edited(word)]))
    assume(typed not in VOCABULARY and typed not in NO_TYPOS)
    found = understand(typed, ONE)
    assert found is None or found[0] is INTENTS[SAYS[VOCABULARY[word]]]


@given(names=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4), text=st.text(max_size=40))
@settings(max_examples=200)
def test_whatever_people_are_called_only_they_are_meant(names, text):
    found = understand(text, names)
    assert found is None or set(found) <= set(range(len(names)))
