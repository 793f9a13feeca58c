"""A patient before a browser without JavaScript, for the tests of the window."""

import re
from urllib.parse import urlencode

from frontdesk_web.keyring import keyring
from frontdesk_web.seals import choice

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def text(response):
    return response.body.decode()


def open_window(http, clinic="lindenhof", **query):
    return http.get(f"/window/{clinic}?{urlencode(query)}")


def token_of(response):
    return re.search(r'name="s" value="([^"]+)"', text(response))[1]


def press(http, page, value, clinic="lindenhof"):
    """Press the button of an answer."""
    token = token_of(page)
    pressed = open_window(http, clinic, s=token, c=choice(token, value, keyring=keyring()))
    assert pressed.status_code == 200
    return pressed


def choose(http, *values, lang="de", clinic="lindenhof"):
    """Open the window and answer its questions."""
    page = open_window(http, clinic, lang=lang)
    for value in values:
        page = press(http, page, value, clinic)
    return page


def post(http, address, typed):
    return http.post(address, headers=FORM, body=urlencode(typed).encode())
