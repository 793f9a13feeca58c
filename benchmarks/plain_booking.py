"""A booking as most systems would write it, for comparison: one SQL database, the same rules, one transaction.

SQLite on this machine's disk, so that it pays for no network: what a clinic with one server could have at best.
"""

import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path

TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE cells (owner TEXT, cell INTEGER, appointment TEXT NOT NULL, PRIMARY KEY (owner, cell)) WITHOUT ROWID;
CREATE TABLE appointments (id TEXT PRIMARY KEY, owner TEXT, subject TEXT, starts INTEGER, said TEXT);
"""


class PlainBooking:
    """Takes cells that nobody has: their primary key decides who wins."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "booking.sqlite"
        self._of_thread = threading.local()
        self._connection.executescript(TABLES)

    @property
    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._of_thread, "it"):
            self._of_thread.it = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            self._of_thread.it.execute("PRAGMA synchronous = FULL")
        connection: sqlite3.Connection = self._of_thread.it
        return connection

    def book(self, appointment: str, performer: str, subject: str, cells: Iterable[int], said: str) -> bool:
        """Whether the time is theirs now."""
        connection, wanted = self._connection, list(cells)
        connection.execute("BEGIN IMMEDIATE")
        try:
            for owner in (performer, subject):
                connection.executemany(
                    "INSERT INTO cells VALUES (?, ?, ?)", [(owner, cell, appointment) for cell in wanted]
                )
            connection.execute(
                "INSERT INTO appointments VALUES (?, ?, ?, ?, ?)",
                (appointment, performer, subject, wanted[0], said),
            )
        except sqlite3.IntegrityError:
            connection.execute("ROLLBACK")
            return False
        connection.execute("COMMIT")
        return True

    def taken(self, performer: str, first: int, last: int) -> set[int]:
        """The taken cells of a performer between two, both included."""
        found = self._connection.execute(
            "SELECT cell FROM cells WHERE owner = ? AND cell BETWEEN ? AND ?", (performer, first, last)
        )
        return {cell for (cell,) in found}
