"""What somebody means who answers a reminder. Pure; it never guesses.

A text is understood when each of its words is one of ours (`reply_words`), when they say one thing, and when it is
clear of whom. Everything else is `None`: people read it. What is cancelled by mistake costs a patient their time.
"""

from collections.abc import Mapping, Sequence

from frontdesk.reminders.model.replies import Intent
from frontdesk.reminders.rules.reply_reading import Part, Who, parts_of, read_words, without_quotes
from frontdesk.reminders.rules.reply_votes import BARE_NOT, Vote, intent_of, votes_of
from frontdesk.reminders.rules.reply_words import Word

AT_MOST = 300
"""Characters: whoever writes more has more to say than yes or no."""


def understand(text: str, names: Sequence[str]) -> Mapping[int, Intent] | None:
    """What is meant of each of those whom a reminder was about, by their place in `names`; None when it is not clear.

    `names` are theirs in the order of their times, one person as often as they have times. Who is not mentioned is not
    in the answer.
    """
    said = without_quotes(text).strip()
    words = read_words(said, names) if said and len(said) <= AT_MOST else None
    if not words:
        return None
    parts = parts_of(words)
    if any(isinstance(it, Who) for it in words):
        return _each(parts)
    return _everybody(parts, len(names))


def _everybody(parts: Sequence[Part], count: int) -> Mapping[int, Intent] | None:
    """One answer for all. Where there are several, "I cannot" may be said of one of them."""
    votes, words = set[Vote](), [it for part in parts for it in part.words]
    for part in parts:
        found = votes_of(part.words)
        if found is None:
            return None
        votes |= found
    intent = intent_of(votes)
    of_one = count > 1 and Word.SELF in words and not {Word.ALL, Word.BOTH} & {*words}
    if intent is None or (Word.BOTH in words and count != 2) or (of_one and intent is Intent.CANCEL):  # noqa: PLR2004
        return None
    return dict.fromkeys(range(count), intent)


def _each(parts: Sequence[Part]) -> Mapping[int, Intent] | None:
    """An answer for each who is named. "Anna und Ben ja": a name without an answer has that of the next one."""
    meant = dict[int, Intent]()
    without, waiting = set[int](), set[int]()
    before: Part | None = None
    for part in parts:
        votes = votes_of(part.words)
        if votes is None or {Word.ALL, Word.BOTH} & {*part.words}:
            return None
        if not votes and part.whose and _goes_on(before, part):
            if not _agree(meant, part.whose, meant[min(before.whose)] if before else None):
                return None
            continue
        waiting |= part.whose
        if not votes:
            continue
        if not waiting:
            return None
        if votes == {BARE_NOT}:
            without |= waiting
        elif not _agree(meant, waiting, intent_of(votes)):
            return None
        waiting, before = set(), part
    if waiting or (without and Intent.CONFIRM not in meant.values()):
        return None
    return meant if _agree(meant, without, Intent.CANCEL) and meant else None


def _goes_on(before: Part | None, part: Part) -> bool:
    """ "Ja für Anna und Ben": the second name belongs to what was said of the first."""
    return before is not None and part.joined and not before.starts_with_a_name and bool(before.whose)


def _agree(meant: dict[int, Intent], whose: set[int] | frozenset[int], intent: Intent | None) -> bool:
    """Whether it is clear what is meant of them, and nothing else was said of them before."""
    if not whose:
        return True
    if intent is None or any(meant.get(it, intent) is not intent for it in whose):
        return False
    meant.update(dict.fromkeys(whose, intent))
    return True
