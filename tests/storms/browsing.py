"""A browser that sends the same again when nobody answers, and people who use it."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, count, repeat
from random import Random
from threading import Lock
from typing import Any

import httpx2

from tests.journeys.people import CLINIC, Colleague, Patient, words
from tests.storms.counting import Form, Word

GIVES_UP_AFTER_S = 90.0
PAUSES_S = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Before a browser sends again. Impatient ones keep a cloud that starts anew from ever standing up."""

MARKS = count(1)


class NotAnswered(Exception):
    """Nobody answered for so long that a person would have gone to the telephone."""


@dataclass
class Ledger:
    """What people were told, as it happens."""

    forms: list[Form] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    twice_at_once: int = 0
    troubles: list[str] = field(default_factory=list)
    """What each answer was that made a browser send again, or a person give up."""
    refusals: list[str] = field(default_factory=list)
    """What was neither an acceptance nor trouble: nobody should have been refused."""
    lock: Lock = field(default_factory=Lock)

    def note(self, kind: str, what: Any) -> None:
        """Write it down under `forms`, `words`, `troubles` or `refusals`."""
        with self.lock:
            getattr(self, kind).append(what)


class Browser(httpx2.Client):
    """Sends the very same again after a 5xx or a broken connection, as a person presses reload."""

    def __init__(self, address: str, ledger: Ledger, **options: Any) -> None:
        super().__init__(base_url=address, timeout=35, **options)
        self._ledger = ledger

    def request(self, method: str, url: Any, **sent: Any) -> httpx2.Response:
        """The first answer that is one. Raises NotAnswered."""
        give_up_at = time.monotonic() + GIVES_UP_AFTER_S
        for pause in chain(PAUSES_S, repeat(PAUSES_S[-1])):
            if time.monotonic() > give_up_at:
                break
            try:
                answer = super().request(method, url, **sent)
            except httpx2.TransportError as broken:
                self._ledger.note("troubles", type(broken).__name__)
            else:
                if answer.status_code < 500:
                    return answer
                self._ledger.note("troubles", f"{answer.status_code} {words(answer.text)[:60].strip()}")
            time.sleep(pause)
        raise NotAnswered(f"no answer to {method} {str(url)[:60]}")


@dataclass
class InAHurry(Patient):
    """A patient who asks for something only they ask for, and sends some forms twice at once."""

    def asks(self, ledger: Ledger, *, twice: bool) -> None:
        """Fill a form in, send it, read the confirmation; all of it into the ledger."""
        mark = f"Packung {next(MARKS)} von {self.number}."
        confirmed: set[tuple[str, str]] = set()
        try:
            form = {**self.form(), "f-medication": f"Ibuprofen 400, {mark}"}
            confirmed = {self._confirmed(it) for it in self._locations(form, 2 if twice else 1)}
        except (AssertionError, httpx2.HTTPStatusError, NotAnswered) as no:
            ledger.note("refusals", f"{mark}: {no}")
        ledger.note("forms", Form(mark, self.phone, tuple(sorted(confirmed))))
        if twice:
            with ledger.lock:
                ledger.twice_at_once += 1

    def _locations(self, form: dict[str, str], times: int) -> list[str]:
        def post(_: int) -> httpx2.Response:
            return self.http.post(f"/window/{CLINIC}/request", data=form)

        with ThreadPoolExecutor(times) as hands:
            answers = list(hands.map(post, range(times)))
        for answer in answers:
            assert answer.status_code == 303, f"{answer.status_code} {words(answer.text)[:120]}"
        return [it.headers["location"] for it in answers]

    def _confirmed(self, location: str) -> tuple[str, str]:
        """The id of the request and the reference that the page shows."""
        page = self.http.get(location)
        assert page.status_code == 200, f"{page.status_code} {words(page.text)[:120]}"
        shown = re.search(r"Vorgangsnummer ([0-9A-F]{4}-[0-9A-F]{4})", words(page.text))
        assert shown, words(page.text)[:120]
        return location.split("/")[3][:32], shown[1]


@dataclass
class Receptionist:
    """Answers some of the requests and asks back about others; nobody else has the same ones."""

    colleague: Colleague
    chance: Random

    def speaks(self, request_id: str, ledger: Ledger) -> None:
        """One word to one request, into the ledger when the page said that it is said."""
        deed = self.chance.choice(["answer", "answer", "question"])
        text = f"Wort an {request_id}."
        try:
            answer = self.colleague.does(deed, text, request_id)
            assert answer.status_code == 303, f"{answer.status_code} {words(answer.text)[:120]}"
        except (AssertionError, httpx2.HTTPStatusError, NotAnswered) as no:
            ledger.note("refusals", f"{deed} {request_id}: {no}")
        else:
            ledger.note("words", Word(request_id, deed, text))
