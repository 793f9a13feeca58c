"""Somebody of the staff before a browser, for the tests of the console."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from frontdesk.audit.storage import DeedRecord
from frontdesk.requests.storage import DynamoRequests
from tests.frontdesk_web.console_desk import LINDENHOF, PASSWORD, REQUEST

FORM = "application/x-www-form-urlencoded"
PAGE = f"/console/requests/{REQUEST}"


def sent(http, address, typed, **headers):
    return http.post(address, headers={"Content-Type": FORM, **headers}, body=urlencode(typed).encode())


def enters(http, number="1001", password=PASSWORD, **more):
    return sent(http, "/console/login", {"clinic": LINDENHOF, "number": number, "password": password, **more})


@dataclass
class Browser:
    """Somebody who is signed in, as their browser keeps it."""

    http: object
    cookie: str

    def gets(self, address):
        return self.http.get(address, headers={"Cookie": self.cookie})

    def posts(self, address, typed, **headers):
        return sent(self.http, address, typed, Cookie=self.cookie, **headers)

    def csrf(self):
        return hidden(self.gets("/console/inbox"), "csrf")

    def form(self, text, page=PAGE):
        """The form of a request's page, filled in."""
        seen = self.gets(page)
        return {name: hidden(seen, name) for name in ("csrf", "entry", "seen")} | {"text": text}


def somebody(http, number="1001"):
    return Browser(http, cookie_of(enters(http, number)))


def cookie_of(response):
    [cookie] = response.headers["Set-Cookie"]
    return cookie.split(";")[0]


def html(response):
    return response.body.decode()


def hidden(response, name):
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', html(response))[1])


def stored():
    return DynamoRequests().get(LINDENHOF, REQUEST)


def deeds():
    return [(it.action, it.actor, it.about) for it in DeedRecord.scan()]
