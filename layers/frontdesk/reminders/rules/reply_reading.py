"""A text as words that are known. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.messaging.rules.plain_words import folded, spellings
from frontdesk.reminders.rules.reply_votes import SAYS
from frontdesk.reminders.rules.reply_words import COURTESY, NO_TYPOS, VOCABULARY, Word

NAMES = 2
"""Words of a name that somebody signs with."""
PHRASE = 5
"""Words that the longest of ours has."""
TYPO_FROM = 4
"""Letters a word has at least to be a misspelt one of ours."""
_HAN = "\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_HAN}]+|[^\W\d_{_HAN}]+|\d+|\S|\n")
_STOPS = frozenset(",;.!\n/&+。、·|")
_BLANK = frozenset(":=-()\"'*_\u2013\u2014>~“”„«»…")
_AFTER_NUMBER = re.compile(r"(\d)\s*[.)]")
_QUOTED = re.compile(
    r"\n\s*>|\n-- ?\n|\n\s*[-_]{5,}|\n\s*(?:am\b|on\b|den\b|在)[^\n]*\n?[^\n]*(?:schrieb|wrote|skrev|写道)[^\n]*:",
    re.IGNORECASE,
)
GREETINGS = frozenset(
    ("lg", "vg", "mfg", "gruss", "grusse", "gruesse", "grussen", "mvh", "halsningar", "regards")
)
_BY_LENGTH = {
    size: [it for it in VOCABULARY if len(it) == size and " " not in it]
    for size in {len(it) for it in VOCABULARY}
}
_SAID_OF_NUMBERS = {"1": Word.YES, "2": Word.NO}
"""What they are where the reminder is about one time; where it is about several, they are those."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody is named: the places of their times."""

    whose: frozenset[int]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a part of the text ends; `joins`: by an "and"."""

    joins: bool = False


Read = Word | Who | Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is said of somebody, in the order in which it is said. `joined`: it follows an "and"."""

    words: tuple[Word, ...]
    whose: frozenset[int]
    starts_with_a_name: bool
    joined: bool


def without_quotes(text: str) -> str:
    """What was written, without the message it answers, as mail programs put it below."""
    return _QUOTED.split(f"{text}\n", maxsplit=1)[0]


def read_words(text: str, names: Sequence[str]) -> list[Read] | None:
    """The words; None when one of them is none of ours, or the text asks something."""
    plain, known = _AFTER_NUMBER.sub(r"\1 ", folded(text)), _known(names)
    tokens = _unsigned([it for it in _TOKEN.findall(plain) if not _is_blank(it)], known)
    found = list[Read]()
    at = 0
    while at < len(tokens):
        read, used = _next(tokens[at:], known, len(names))
        if read is None:
            return None
        found.extend(read)
        at += used
    return found


def parts_of(words: Sequence[Read]) -> list[Part]:
    """The text in parts, each with what is said in it and of whom: "Anna ja Ben nein" are two."""
    parts, joined = list[Part](), False
    for segment, joins in _segments(words):
        for chunk in _chunks(segment):
            parts.append(_part(chunk, joined=joined))
            joined = False
        joined = joins
    return parts


def _segments(words: Sequence[Read]) -> Iterator[tuple[list[Word | Who], bool]]:
    """What stands between stops, and whether an "and" ends it."""
    segment: list[Word | Who] = []
    for it in words:
        if not isinstance(it, Stop):
            segment.append(it)
        elif segment:
            yield segment, it.joins
            segment = []
    if segment:
        yield segment, False


def _chunks(segment: Sequence[Word | Who]) -> Iterator[list[Word | Who]]:
    """Cut before each name that follows an answer, or before each answer that follows a name, as it begins."""
    telling = [isinstance(it, Who) for it in segment if _tells(it)]
    names_first = bool(telling) and telling[0]
    chunk, seen = list[Word | Who](), set[bool]()
    for it in segment:
        if _tells(it):
            is_name = isinstance(it, Who)
            if is_name is names_first and (not names_first) in seen:
                yield chunk
                chunk, seen = [], set()
            seen.add(is_name)
        chunk.append(it)
    if chunk:
        yield chunk


def _tells(it: Word | Who) -> bool:
    return isinstance(it, Who) or it in SAYS or it in {Word.NOT, Word.CANNOT}


def _part(chunk: Sequence[Word | Who], *, joined: bool) -> Part:
    whose = [it.whose for it in chunk if isinstance(it, Who)]
    first = next((it for it in chunk if _tells(it)), None)
    return Part(
        words=tuple(it for it in chunk if not isinstance(it, Who)),
        whose=frozenset().union(*whose),
        starts_with_a_name=isinstance(first, Who),
        joined=joined,
    )


def _is_blank(token: str) -> bool:
    """What says nothing: dashes, and pictures other than those that are words."""
    if token in VOCABULARY or token in _STOPS:
        return False
    return token in _BLANK or (unicodedata.category(token[0]) in {"So", "Sk"} and token not in _CONTRARY)


_CONTRARY = frozenset("👎❌🚫✖✗❎⛔🙅❓❔⁉")
"""Pictures that say no, or ask."""


def _unsigned(tokens: list[str], known: Mapping[str, Word | Who]) -> list[str]:
    """Without the name after a greeting at the end, of somebody the reminder was not about: a mother's, of whoever."""
    at = max((it for it, token in enumerate(tokens) if token in GREETINGS), default=len(tokens))
    name = [it for it in tokens[at + 1 :] if it not in _STOPS]
    signed = 0 < len(name) <= NAMES and not any(it in known or _misspelt(it) for it in name)
    return tokens[: at + 1] if signed and all(it.isalpha() for it in name) else tokens


def _known(names: Sequence[str]) -> Mapping[str, Word | Who]:
    """Our words and the names: in full, each part of one that nobody else of them has, and with an s at its end.

    What all of them are called tells nobody apart. A name that is one of our words is read as the word.
    """
    whose, people = dict[str, set[int]](), dict[str, set[str]]()
    for place, name in enumerate(names):
        for part in _calls(name):
            whose.setdefault(part, set()).add(place)
            people.setdefault(part, set()).add(name)
    everybody, alone = set(names), dict[str, Word | Who]()
    for part, places in whose.items():
        if people[part] == everybody:
            alone[part] = Word.POLITE
        elif len(people[part]) == 1:
            alone[part] = Who(frozenset(places))
    return {**alone, **VOCABULARY}


def _calls(name: str) -> frozenset[str]:
    """How a name may be written; of a Chinese one the given name as well."""
    parts = [name, *name.replace("-", " ").split()]
    if re.fullmatch(rf"[{_HAN}]{{2,4}}", name):
        parts.append(name[1:])
    spelt = [" ".join(_TOKEN.findall(it)) for part in parts for it in spellings(part)]
    return frozenset({*spelt, *(f"{it}s" for it in spelt)})


def _next(
    tokens: Sequence[str], known: Mapping[str, Word | Who], count: int
) -> tuple[list[Read] | None, int]:
    """What stands first, and how many tokens it is; None for what is not known."""
    token = tokens[0]
    if token in _STOPS:
        return [Stop()], 1
    for length in range(min(PHRASE, len(tokens)), 0, -1):
        it = known.get(" ".join(tokens[:length]))
        if it is not None:
            return [Stop(joins=True) if it is Word.AND else it], length
    if token.isdecimal():
        number = _number(token, count)
        return (None if number is None else [number]), 1
    if re.match(rf"[{_HAN}]", token):
        return _han(token, known), 1
    word = _misspelt(token)
    return (None if word is None else [word]), 1


def _number(token: str, count: int) -> Word | Who | None:
    if count == 1:
        return _SAID_OF_NUMBERS.get(token)
    return Who(frozenset({int(token) - 1})) if len(token) == 1 and 1 <= int(token) <= count else None


def _han(run: str, known: Mapping[str, Word | Who]) -> list[Read] | None:
    """Chinese is written without blanks: the longest word that is known comes first."""
    found, at = list[Read](), 0
    while at < len(run):
        length = next((it for it in range(min(6, len(run) - at), 0, -1) if run[at : at + it] in known), 0)
        if not length:
            return None
        it = known[run[at : at + length]]
        found.append(Stop(joins=True) if it is Word.AND else it)
        at += length
    return found


def _misspelt(token: str) -> Word | None:
    """The word it must be, if a letter is wrong, missing, too many, or changed places with the next one.

    Only what says something is worth it, or is polite; and only where no other word of ours is as near.
    """
    if len(token) < TYPO_FROM or token in NO_TYPOS:
        return None
    sizes = range(len(token) - 1, len(token) + 2)
    near = [it for size in sizes for it in _BY_LENGTH.get(size, ()) if _is_near(token, it)]
    words = {VOCABULARY[it] for it in near}
    if len(words) != 1 or not any(it[0] == token[0] and len(it) >= TYPO_FROM for it in near):
        return None
    [word] = words
    return word if word in SAYS or COURTESY & {*near} else None


def _is_near(one: str, other: str) -> bool:
    """Whether one edit makes them the same."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((it for it, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other[at:]
