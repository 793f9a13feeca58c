"""Where simulated messages arrive: one SQLite file in the run's folder, so yesterday's are still there."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from time import time

TABLE = """
CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, recipient TEXT NOT NULL,
    subject TEXT NOT NULL, text TEXT NOT NULL, organisation_id TEXT NOT NULL, accepted_at TEXT NOT NULL
)
"""
WHAT_PEOPLE_SAID = """
CREATE TABLE IF NOT EXISTS said (
    number INTEGER PRIMARY KEY, what TEXT NOT NULL, reference TEXT NOT NULL, recipient TEXT NOT NULL,
    text TEXT NOT NULL, at TEXT NOT NULL, answered INTEGER NOT NULL
)
"""
KEEP = "INSERT INTO said (what, reference, recipient, text, at, answered) VALUES (?, ?, ?, ?, ?, ?)"
TOLD = "SELECT what, reference, recipient, text, at, answered FROM said ORDER BY number"
TAKE = """
INSERT OR IGNORE INTO messages (reference, kind, recipient, subject, text, organisation_id, accepted_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
FIND = """
SELECT reference, kind, recipient, subject, text, organisation_id, accepted_at FROM messages
WHERE reference = ?
"""
LIST = """
SELECT reference, kind, recipient, subject, text, organisation_id, accepted_at FROM messages
WHERE (:kind IS NULL OR kind = :kind) AND (:recipient IS NULL OR recipient = :recipient)
ORDER BY number
"""


class Kind(StrEnum):
    """How a message reaches a person."""

    SMS = "sms"
    EMAIL = "email"
    VOICE = "voice"


@dataclass(frozen=True)
class SimulatedMessage:
    """One message as the provider took it; `recipient` is a telephone number or an e-mail address."""

    reference: str
    kind: Kind
    recipient: str
    subject: str
    text: str
    organisation_id: str
    accepted_at: datetime

    def as_json(self) -> dict[str, str]:
        """What the provider answers and `GET /simulator/messages` lists."""
        plain = {name: str(value) for name, value in asdict(self).items()}
        plain["to"] = plain.pop("recipient")
        return plain | {"accepted_at": self.accepted_at.isoformat(), "status": "delivered"}


@dataclass(frozen=True)
class Said:
    """What somebody did with a message: a `reply`, or what became of it. `answered`: the status the clinic gave."""

    what: str
    reference: str
    recipient: str
    text: str
    at: datetime
    answered: int


def now() -> datetime:
    """This instant."""
    return datetime.fromtimestamp(time(), UTC)


class Letterbox:
    """Messages in the order they came. A reference is taken once; sending it again changes nothing."""

    def __init__(self, file: Path, clock: Callable[[], datetime] = now) -> None:
        self.file = file
        self._clock = clock
        file.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as box:
            box.execute(TABLE)
            box.execute(WHAT_PEOPLE_SAID)

    def now(self) -> datetime:
        """This instant, by the letterbox's clock."""
        return self._clock()

    def take(self, order: dict[str, str]) -> tuple[SimulatedMessage, bool]:
        """Take {reference, kind, to, subject, text, organisation_id}; return it and whether it is new."""
        wanted = [order[name] for name in ("reference", "kind", "to", "subject", "text", "organisation_id")]
        with self._open() as box:
            done = box.execute(TAKE, (*wanted, self._clock().isoformat()))
            row = box.execute(FIND, (order["reference"],)).fetchone()
        return _message(row), done.rowcount == 1

    def messages(self, kind: Kind | None = None, recipient: str | None = None) -> list[SimulatedMessage]:
        """All messages, or those of one kind or to one recipient, oldest first."""
        with self._open() as box:
            return [_message(row) for row in box.execute(LIST, {"kind": kind, "recipient": recipient})]

    def find(self, reference: str) -> SimulatedMessage | None:
        """The message of that reference, if it was taken."""
        with self._open() as box:
            row = box.execute(FIND, (reference,)).fetchone()
        return _message(row) if row else None

    def keep(self, said: Said) -> None:
        """Keep what somebody did."""
        with self._open() as box:
            box.execute(KEEP, (*list(asdict(said).values())[:4], said.at.isoformat(), said.answered))

    def said(self) -> list[Said]:
        """All that people did, in its order."""
        with self._open() as box:
            rows = box.execute(TOLD).fetchall()
        return [
            Said(what, reference, recipient, text, datetime.fromisoformat(at), answered)
            for what, reference, recipient, text, at, answered in rows
        ]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        box = sqlite3.connect(self.file)
        try:
            with box:
                yield box
        finally:
            box.close()


def _message(row: tuple[str, ...]) -> SimulatedMessage:
    reference, kind, recipient, subject, text, organisation_id, accepted_at = row
    at = datetime.fromisoformat(accepted_at)
    return SimulatedMessage(reference, Kind(kind), recipient, subject, text, organisation_id, at)
