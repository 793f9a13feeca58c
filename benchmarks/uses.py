"""The measured uses of the window: its open page, one step of a flow, one form that is sent."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.canned import Player, Recorder, operation
from benchmarks.environment import ORGANISATION, ROOT
from benchmarks.yardsticks import BARE, USES

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
TO_THE_STEP = ("mitte", "prescription")
TO_THE_FORM = (*TO_THE_STEP, "yes", "statutory")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TYPED = {
    "name": "Anna Beispiel",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": "1985",
    "phone": "06221 5550199",
    "email": "",
    "f-medication": "Ramipril 5 mg",
    "f-collect": "card",
    "f-note": "",
    "consent": "2026-11",
}

Deed = Callable[[], object]


def record_uses(path: str) -> None:
    """Write what AWS was asked and answered: everything, and for each use once it is warm."""
    from moto import mock_aws

    with mock_aws():
        recorder = Recorder()
        from benchmarks.handler import fill

        _at_noon()
        fill()
        calls = {}
        for use, deed in _uses().items():
            before = len(recorder.calls)
            deed()
            calls[use] = recorder.calls[before:]
    Path(path).write_text(json.dumps({"answers": recorder.calls, "uses": calls}), "utf-8")


def played_uses(path: str) -> Iterator[Deed]:
    """The uses in the order of USES, then the bare calls in the order of BARE."""
    said = json.loads(Path(path).read_text("utf-8"))
    Player(said["answers"])
    _at_noon()
    yield from _uses().values()
    for use in BARE:
        yield _bare(said["uses"][use])


def _bare(calls: list[dict[str, Any]]) -> Deed:
    """The same operations with the same arguments, by nothing but boto3."""
    import boto3
    from botocore import xform_name

    table = boto3.client("dynamodb")
    deeds = [partial(getattr(table, xform_name(name)), **said) for name, said in map(operation, calls)]

    def all_of_them() -> None:
        for deed in deeds:
            deed()

    return all_of_them


def _uses() -> dict[str, Deed]:
    """Each use ready to be had, in a container that is warm."""
    from chalice.test import Client

    sys.path.insert(0, str(ROOT / "functions" / "window"))
    from app import app

    from frontdesk.patients.gateways.keyring import keys
    from frontdesk_web.keyring import keyring
    from frontdesk_web.seals import choice

    keys()  # read once in a container, when somebody is first filed under their number
    http = Client(app).http
    address = f"/window/{ORGANISATION}"

    def get(**query: str) -> str:
        answer = http.get(f"{address}?{urlencode(query)}")
        assert answer.status_code == 200, answer.body  # noqa: PLR2004
        page: str = answer.body.decode()
        return page

    def press(page: str, value: str) -> str:
        token = _token(page)
        return get(s=token, c=choice(token, value, keyring=keyring()))

    def reached(values: tuple[str, ...]) -> str:
        page = get(lang="de")
        for value in values:
            page = press(page, value)
        return page

    step, form = reached(TO_THE_STEP), reached(TO_THE_FORM)
    sent = urlencode({"s": _token(form), **TYPED}).encode()

    def send() -> None:
        answer = http.post(f"{address}/request", headers=FORM, body=sent)
        assert answer.status_code == 303, answer.body  # noqa: PLR2004

    return dict(zip(USES, (partial(get, lang="de"), partial(press, step, "yes"), send), strict=True))


def _token(page: str) -> str:
    found = re.search(r'name="s" value="([^"]+)"', page)
    assert found, page
    return found[1]


def _at_noon() -> None:
    """The clinic is open whenever this runs, and what the container remembers of it stays fresh."""
    from frontdesk.catalogue.wiring import catalogue_ports
    from frontdesk.kernel import clock

    clock.system_clock = lambda: NOON
    catalogue_ports().shelf.memory.fresh_for = 10**9  # type: ignore[attr-defined]  # the shelf that remembers
