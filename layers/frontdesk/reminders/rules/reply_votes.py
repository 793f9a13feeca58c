"""What the words of one part of an answer say together. Pure."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import pairwise

from frontdesk.reminders.model.replies import Intent
from frontdesk.reminders.rules.reply_words import Word


class Vote(StrEnum):
    """`DECLINE`: no, or not coming. `KEEP`: not to be cancelled or moved. `BARE_NOT`: not what another part says."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    CANCEL = "cancel"
    MOVE = "move"
    KEEP = "keep"
    BARE_NOT = "not"


BARE_NOT = Vote.BARE_NOT
SAYS = {
    Word.YES: Vote.CONFIRM,
    Word.COME: Vote.CONFIRM,
    Word.NO: Vote.DECLINE,
    Word.ABSENT: Vote.DECLINE,
    Word.CANCEL: Vote.CANCEL,
    Word.MOVE: Vote.MOVE,
}
_NEGATED = {Word.COME: Vote.DECLINE, Word.CANCEL: Vote.KEEP, Word.MOVE: Vote.KEEP}
_MEANS = {
    frozenset({Vote.CONFIRM}): Intent.CONFIRM,
    frozenset({Vote.CONFIRM, Vote.KEEP}): Intent.CONFIRM,
    frozenset({Vote.DECLINE}): Intent.CANCEL,
    frozenset({Vote.CANCEL}): Intent.CANCEL,
    frozenset({Vote.DECLINE, Vote.CANCEL}): Intent.CANCEL,
    frozenset({Vote.MOVE}): Intent.MOVE,
    frozenset({Vote.MOVE, Vote.DECLINE}): Intent.MOVE,
    frozenset({Vote.MOVE, Vote.KEEP}): Intent.MOVE,
}
_MODAL = {Word.CAN, Word.CANNOT, Word.MUST}


def intent_of(votes: Collection[Vote]) -> Intent | None:
    """What is meant by all that was said; None where it says nothing, or one thing and another."""
    return _MEANS.get(frozenset(votes))


def votes_of(words: Sequence[Word]) -> frozenset[Vote] | None:
    """What the part says, nothing where it is only polite; None where it is not clear."""
    if _asks(words) or _of_some(words) or (Word.NO, Word.CANCEL) in pairwise(words):
        return None  # "no cancel" is said by who wants to come, and by who does not
    can = bool({Word.CAN, Word.CANNOT} & {*words})
    said: list[Word] = [_plain(it) for it in words if it in SAYS or it in {Word.NOT, Word.CANNOT}]
    if can and not {Word.COME, Word.ABSENT} & {*said}:
        return None  # "kann nicht" may be about the hour
    if Word.NOT not in said:
        return frozenset(SAYS[it] for it in said)
    return _negated(said)


def _plain(word: Word) -> Word:
    return Word.NOT if word is Word.CANNOT else word


def _asks(words: Sequence[Word]) -> bool:
    """ "Kann ich absagen" is a question, with or without its mark; "leider muss ich absagen" is none."""
    return len(words) > 1 and words[0] in _MODAL and words[1] in {Word.SELF, Word.WE}


def _of_some(words: Sequence[Word]) -> bool:
    """ "Nicht alle kommen": some do. "Alla kommer inte" may be all of them, or not all."""
    return bool({Word.ALL, Word.BOTH} & {*words}) and bool({Word.NOT, Word.CANNOT} & {*words})


def _negated(said: list[Word]) -> frozenset[Vote] | None:
    """ "Nicht" belongs to the word after it, or else to the one before; between two of them it may be either's."""
    at = said.index(Word.NOT)
    before, after = said[:at], said[at + 1 :]
    if Word.NOT in after or (before and after and before[-1] is not Word.NO):
        return None
    if not before and not after:
        return frozenset({Vote.BARE_NOT})
    word = after.pop(0) if after else before.pop()
    if word not in _NEGATED:
        return None
    return frozenset({_NEGATED[word], *(SAYS[it] for it in (*before, *after))})
