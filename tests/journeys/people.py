"""Who takes part in a journey: a patient with a telephone, and somebody at the reception; both over HTTP."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from typing import Any, TypeVar

import httpx2

from local.stack import Desk
from tests.journeys.configured import labels_of, release_of

CLINIC = "lindenhof"
WITHIN_S = 20.0
NUMBERS = count(1000)


T = TypeVar("T")


def eventually(ask: Callable[[], T], what: str, within_s: float = WITHIN_S) -> T:
    """What `ask` answers as soon as that is something."""
    give_up_at = time.monotonic() + within_s
    while not (found := ask()):
        assert time.monotonic() < give_up_at, f"never came: {what}"
        time.sleep(0.1)
    return found


def far_off() -> str:
    """The first of next month, as an address of times says it: whatever the clock says, no limit is near there."""
    today = datetime.now(UTC).date()
    return f"day={(today.replace(day=1) + timedelta(days=31)).replace(day=1)}"


def words(html: str) -> str:
    """What a person reads of a page."""
    plain = re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(plain))


def hidden(html: str, name: str) -> str:
    """The value of a form's hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name}: {words(html)[:500]}"
    return unescape(found[1])


def buttons(html: str) -> list[tuple[str, str]]:
    """The answers a page offers: the code that is sent for each, and its label."""
    found = re.findall(r'<button name="c" value="([^"]*)">(.*?)</button>', html, re.DOTALL)
    return [(unescape(code), words(re.sub(r"<small>.*?</small>", "", it)).strip()) for code, it in found]


@dataclass
class Patient:
    """Anna with a number of her own, so that journeys do not read each other's messages."""

    http: httpx2.Client
    location: str = "mitte"
    language: str = "de"
    number: int = field(default_factory=lambda: next(NUMBERS))
    ticket: str = ""

    @property
    def name(self) -> str:
        return f"Anna Probe-{self.number}"

    @property
    def phone(self) -> str:
        return f"+496221555{self.number}"

    @property
    def born(self) -> dict[str, str]:
        return {"birth_day": "3", "birth_month": "4", "birth_year": "1980"}

    @property
    def request_id(self) -> str:
        return self.ticket[:32]

    @property
    def page(self) -> str:
        return f"/requests/{CLINIC}/{self.ticket}"

    def steps(self) -> list[tuple[str, str]]:
        """The questions on the way to the form of a prescription, and the answers to them."""
        return [
            ("location", self.location),
            ("menu", "prescription"),
            ("prescription/been_here", "yes"),
            ("prescription/insurance", "private"),
        ]

    def addresses(self) -> list[str]:
        """Every page of the conversation; the last one is the form's."""
        at = f"/window/{CLINIC}?lang={self.language}"
        passed = [at]
        labels = labels_of(release_of(CLINIC), self.language)
        for step in self.steps():
            html = self.http.get(at).raise_for_status().text
            code = next(code for code, label in buttons(html) if label == labels[step])
            at = f"/window/{CLINIC}?s={hidden(html, 's')}&c={code}"
            passed.append(at)
        return passed

    def form(self) -> dict[str, str]:
        """The form, filled in."""
        token = hidden(self.http.get(self.addresses()[-1]).raise_for_status().text, "s")
        return {
            "s": token,
            "name": self.name,
            "phone": f"06221 555{self.number}",
            "f-medication": "Ibuprofen 400, 20 Stück",
            "f-collect": "card",
            "consent": "2026-11",
            **self.born,
        }

    def send(self, form: dict[str, str] | None = None) -> str:
        """Send the request; the address of the confirmation."""
        answer = self.http.post(f"/window/{CLINIC}/request", data=form or self.form())
        assert answer.status_code == 303, words(answer.text)[:500]
        self.ticket = answer.headers["location"].split("/")[3]
        return answer.headers["location"]

    def messages(self) -> list[dict[str, str]]:
        return self.http.get("/simulator/messages", params={"to": self.phone}).json()["messages"]

    def gets(self, kind: str) -> dict[str, str]:
        """The message of that kind (`received`, `question`, `answered`), once it is there."""

        def found() -> dict[str, str] | None:
            return next((it for it in self.messages() if kind in it["reference"].split("-", 1)[1]), None)

        return eventually(found, f"{kind} to {self.phone}, only {self.messages()}")

    def prove(self) -> str:
        """Say the date of birth; the address of the request itself."""
        answer = self.http.post(f"{self.page}/proof", data=self.born)
        assert answer.status_code == 303, words(answer.text)[:500]
        return answer.headers["location"]

    def reads(self) -> str:
        """The request page, as HTML."""
        return self.http.get(self.prove()).raise_for_status().text

    def does(self, what: str, **typed: str) -> httpx2.Response:
        """Reply or withdraw."""
        seen = self.reads()
        sent = {"s": hidden(seen, "s"), "entry": hidden(seen, "entry"), **typed}
        return self.http.post(f"{self.page}/{what}", data=sent)


@dataclass
class Colleague:
    """Somebody of the staff, signed in. The cookie is kept by hand: it is for HTTPS, which this client knows."""

    http: httpx2.Client
    number: str = "1001"
    clinic: str = CLINIC
    cookie: str = ""
    """Of a session that they have already; without one they sign in."""

    def __post_init__(self) -> None:
        if self.cookie:
            return
        who = {"clinic": self.clinic, "number": self.number, "password": f"Lindenhof-{self.number}"}
        answer = self.http.post("/console/login", data=who)
        assert answer.status_code == 303, words(answer.text)[:500]
        self.cookie = answer.headers["set-cookie"].split(";")[0]

    def sees(self, address: str) -> httpx2.Response:
        return self.http.get(f"/console/{address}", headers={"Cookie": self.cookie})

    def opens(self, request_id: str) -> str:
        answer = self.sees(f"requests/{request_id}")
        assert answer.status_code == 200, words(answer.text)[:500]
        return answer.text

    def says(self, deed: str, text: str, *, seen: str, request_id: str) -> httpx2.Response:
        """Send `text` from the page that was `seen`; deed is answer, question or decline."""
        form = {name: hidden(seen, name) for name in ("csrf", "entry", "seen")} | {"text": text}
        address = f"/console/requests/{request_id}/{deed}"
        return self.http.post(address, data=form, headers={"Cookie": self.cookie})

    def does(self, deed: str, text: str, request_id: str) -> httpx2.Response:
        return self.says(deed, text, seen=self.opens(request_id), request_id=request_id)


def record(desk: Desk, request_id: str, sk: str = "request") -> dict[str, Any] | None:
    """The request as it is stored."""
    found = desk.addresses.client("dynamodb").get_item(
        TableName=desk.addresses.environment["REQUESTS_TABLE"],
        Key={"pk": {"S": f"{CLINIC}#REQUEST#{request_id}"}, "sk": {"S": sk}},
        ConsistentRead=True,
    )
    return found.get("Item")


def deadlines(desk: Desk, request_id: str) -> dict[str, str]:
    """What the record promises."""
    item = record(desk, request_id)
    assert item is not None
    said = json.loads(item["said"]["S"])
    promised = {name: said[name] for name in ("due_at", "given_up_at") if name in said}
    assert promised, sorted(said)
    return promised
