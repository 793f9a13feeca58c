"""A page as Chromium reads it, under its own policy: what it is made of, and whether anything of it ran."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .dressed import EMBEDDED

HERE = "https://clinic.example"
PAGE = f"{HERE}/looked-at"
MADE_OF = """() => [...document.querySelectorAll('*')].map(it => [
    it.namespaceURI.split('/').pop() + ':' + it.localName,
    it.getAttributeNames().sort().join(' '),
    ['href', 'src', 'action', 'formAction', 'data'].filter(name => it.hasAttribute(name)).map(name => {
        const to = new URL(it.getAttribute(name), document.baseURI);
        return to.protocol + '//' + to.host;
    }).join(' '),
].join(' | '))"""
"""Elements, the names of their attributes, and where their addresses lead: what no text may change."""
WATCH = """window.__broken = [];
addEventListener('securitypolicyviolation', it => window.__broken.push(it.violatedDirective + ' ' + it.blockedURI));"""
POKE = """() => { for (const it of document.querySelectorAll('*'))
    for (const name of ['mouseover', 'focus', 'toggle', 'error', 'load', 'begin', 'pointerenter'])
        it.dispatchEvent(new Event(name)); }"""


@dataclass
class Seen:
    """What a page is made of, and what it did that a page of ours does not do."""

    made_of: list[str]
    did: list[str] = field(default_factory=list)


class Eye:
    """One tab that is shown the answers of the doors; nothing of it leaves this machine."""

    def __init__(self, browser, window):
        self._context = browser.new_context()
        self._tab, self._window = self._context.new_page(), window
        self._answer, self._did = None, []
        self._context.route("**/*", self._serve)
        self._tab.add_init_script(WATCH)
        self._tab.on("dialog", self._dialog)
        self._tab.on("pageerror", lambda it: self._did.append(f"failed: {it}"))

    def looks_at(self, answer):
        self._answer, self._did = answer, []
        self._tab.goto(PAGE)
        self._tab.evaluate(POKE)
        made_of = self._tab.evaluate(MADE_OF)
        if self._tab.evaluate("'__pwned' in window"):
            self._did.append("ran what was written")
        self._did += self._tab.evaluate("window.__broken")
        return Seen(made_of, self._did)

    def closes(self):
        self._context.close()

    def _serve(self, route):
        url = route.request.url
        if url == PAGE:
            headers = {name: value for name, value in self._answer.headers if name.lower() != "set-cookie"}
            route.fulfill(status=200, headers=headers, body=self._answer.body)
        elif url.startswith(f"{HERE}/static/"):
            # The reference's own scripts are met in tests/journeys: here the page around them is looked at.
            static = self._window.gets(urlsplit(url).path)
            body = b"" if "/swagger-ui" in url or "/api." in url else static.body
            route.fulfill(status=static.status, headers=dict(static.headers), body=body)
        elif url.startswith(EMBEDDED):
            route.fulfill(status=200, content_type="text/html", body="<title>termine</title>")
        else:
            self._did.append(f"asked for {url}")
            route.abort()

    def _dialog(self, dialog):
        self._did.append(f"said {dialog.message}")
        dialog.dismiss()


def first_difference(one, other):
    """Where two pages begin to be made of other things; None when they never do."""
    for number, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return f"element {number}: {mine!r} became {theirs!r}"
    return None if len(one) == len(other) else f"{len(one)} elements became {len(other)}"
