"""The clinic's doors in the world, as the people of the journeys use them: an HTTP client without a network."""

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from moto import mock_aws

from local.demo.__main__ import main as move_in
from tests.conftest import client, furnish, staff_pool
from tests.journeys.people import hidden

from .world import World

DOORS = {
    "window": "window",
    "static": "window",
    "requests": "requests",
    "booking": "booking",
    "console": "console",
    "surveys": "surveys",
    "messaging": "messaging",
}
FORM = "application/x-www-form-urlencoded"


@dataclass
class Answer:
    """As much of httpx's response as the journeys' people look at."""

    status_code: int
    headers: dict
    content: bytes

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content or b"null")

    def raise_for_status(self):
        assert self.status_code < 400, (self.status_code, self.text[:300])
        return self


class Street:
    """`get`, `post` and `send` as httpx has them; whoever gets no answer tries again (`World.asks`)."""

    def __init__(self, world):
        self.world = world

    def get(self, address, *, headers=None):
        return self.send("GET", address, headers=headers)

    def post(self, address, *, data, headers=None):
        typed = {"Content-Type": FORM} | (headers or {})
        return self.send("POST", address, headers=typed, body=urlencode(data, doseq=True).encode())

    def send(self, method, address, *, headers=None, body=b""):
        app = DOORS[address.split("/")[1].partition("?")[0]]
        said = self.world.asks(app, method, address, headers=headers or {}, body=body)
        if said is None:
            return Answer(502, {}, b"")
        headers = {k.lower(): v[0] if isinstance(v, list) else v for k, v in said.headers.items()}
        return Answer(said.status_code, headers, said.body)


@contextmanager
def clinics(monkeypatch):
    """Both demo clinics with their staff, nobody has written yet; the world around them.

    Whom they call today and called for months is left out: that is there to be looked at, and nobody does here.
    """
    with mock_aws():
        furnish()
        pool, made = staff_pool()
        monkeypatch.setenv("USER_POOL_ID", pool)
        monkeypatch.setenv("USER_POOL_CLIENT_ID", made)
        for shown in ("keep_calls", "keep_history"):
            monkeypatch.setattr(f"local.demo.__main__.{shown}", lambda _catalogue: None)
        move_in()
        with World() as world:
            yield world


def sends_file(upload_page, content, *, name="Befund.pdf"):
    """What the browser does with the page's form: the bucket takes the file."""
    key = hidden(upload_page, "key").replace("${filename}", name)
    client("s3").put_object(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=key, Body=content)
    return hidden(upload_page, "success_action_redirect")
