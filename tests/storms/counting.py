"""What was promised to people, beside what is there: counted, with the rows that must be nought. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Form:
    """One form as its browser saw it. `mark` stands in what was typed and nowhere else."""

    mark: str
    phone: str
    confirmed: tuple[tuple[str, str], ...] = ()
    """The id of the request and the reference, of every confirmation page that was shown for it."""


@dataclass(frozen=True)
class Word:
    """What the reception said of a request, and was told that it is said."""

    request_id: str
    deed: str
    text: str


@dataclass(frozen=True)
class Record:
    """A stored request: all that it says, its thread's texts, its status, and whether nothing waits any more."""

    id: str
    said: str
    texts: tuple[str, ...] = ()
    status: str = "waiting"
    settled: bool = False
    acknowledged: bool = True
    """Not where the reception spoke before the house could: its first word is told instead."""


@dataclass(frozen=True)
class Message:
    """One message on the demo phone."""

    reference: str
    to: str
    text: str


@dataclass(frozen=True)
class Weather:
    """What was taken away, and how often a browser had to send again."""

    killed: Mapping[str, int] = field(default_factory=dict)
    restarts: int = 0
    sent_again: int = 0
    twice_at_once: int = 0


@dataclass(frozen=True)
class Seen:
    """All that the storm left behind. `running`: the names of the executions that run, as often as they do."""

    forms: tuple[Form, ...]
    words: tuple[Word, ...]
    records: tuple[Record, ...]
    messages: tuple[Message, ...]
    running: tuple[str, ...]
    weather: Weather
    refused: tuple[str, ...] = ()
    """What people were told instead of what they should have been, and who was not answered at all."""


FAULTS = (
    "refused",
    "never confirmed",
    "lost",
    "under another reference",
    "doubled",
    "words of the reception lost",
    "words of the reception doubled",
    "messages missing",
    "messages doubled",
    "executions missing",
    "executions doubled",
    "not settled",
)
"""The rows that must be nought."""

OF_THE_STORM = {"refused", "never confirmed", "under another reference"}
"""What people saw, which no waiting changes."""


def count(seen: Seen) -> dict[str, list[str]]:
    """Each fault and whom it struck: marks of forms, ids of requests, references of messages."""
    ours = {form.mark: [it for it in seen.records if form.mark in it.said] for form in seen.forms}
    mine = [it for records in ours.values() for it in records]
    texts = {it.id: Counter(it.texts) for it in mine}
    runs = Counter(it.id for it in mine for name in seen.running if it.id in name)
    return {
        "refused": list(seen.refused),
        "never confirmed": [it.mark for it in seen.forms if not it.confirmed],
        "lost": list(_lost(seen.forms, ours)),
        "under another reference": list(_misnamed(seen.forms)),
        "doubled": [mark for mark, records in ours.items() if len(records) > 1],
        "words of the reception lost": [
            it.request_id for it in seen.words if not texts.get(it.request_id, Counter())[it.text]
        ],
        "words of the reception doubled": [
            it.request_id for it in seen.words if texts.get(it.request_id, Counter())[it.text] > 1
        ],
        "messages missing": list(_missing_messages(seen, ours)),
        "messages doubled": list(_doubled_messages(seen.messages)),
        "executions missing": [it.id for it in mine if not it.settled and not runs[it.id]],
        "executions doubled": [it.id for it in mine if runs[it.id] > 1],
        "not settled": [it.id for it in mine if it.status == "answered" and not it.settled],
    }


def no_storm(seen: Seen) -> list[str]:
    """Why this proves nothing."""
    weather = seen.weather
    reasons = {
        "nobody was told that a request has arrived": not any(it.confirmed for it in seen.forms),
        "the reception said nothing": not seen.words,
        "no function was killed": not sum(weather.killed.values()),
        "the local cloud was not restarted": not weather.restarts,
        "no browser had to send again": not weather.sent_again,
        "no form was sent twice at once": not weather.twice_at_once,
    }
    return [reason for reason, holds in reasons.items() if holds]


def _lost(forms: Iterable[Form], ours: Mapping[str, list[Record]]) -> Iterable[str]:
    for form in forms:
        stored = {it.id for it in ours[form.mark]}
        yield from sorted({request_id for request_id, _ in form.confirmed} - stored)


def _misnamed(forms: Iterable[Form]) -> Iterable[str]:
    """A reference is said on the telephone; it has to lead to the request."""
    for form in forms:
        for request_id, reference in form.confirmed:
            if reference.replace("-", "").lower() != request_id[:8]:
                yield reference


def _missing_messages(seen: Seen, ours: Mapping[str, list[Record]]) -> Iterable[str]:
    """Every request that is stored is acknowledged, unless it was spoken of sooner; every word is announced."""
    said: dict[str, list[str]] = {}
    for word in seen.words:
        said.setdefault(word.request_id, []).append({"answer": "answered"}.get(word.deed, word.deed))
    there = {(it.to, it.reference.partition("/")[2]) for it in seen.messages}
    for form in seen.forms:
        for record in ours[form.mark]:
            words = said.get(record.id, [])
            for what in ["received", *words] if record.acknowledged or not words else words:
                name = f"{record.id}-{what}"
                if not any(to == form.phone and key.startswith(name) for to, key in there):
                    yield name


def _doubled_messages(messages: Iterable[Message]) -> Iterable[str]:
    """The same words to the same telephone, whatever the reference: each has the request's own link in it."""
    often = Counter((it.to, it.text) for it in messages)
    first = {(it.to, it.text): it.reference for it in reversed(list(messages))}
    return [first[it] for it, times in often.items() if times > 1]
