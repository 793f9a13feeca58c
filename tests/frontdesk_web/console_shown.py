"""Pages of the console about that practice, rendered."""

import re

from frontdesk.kernel.language import Language
from frontdesk.requests.model import View
from frontdesk_web.presenters.console_inbox import inbox_page
from frontdesk_web.presenters.console_request import Opened, console_request_page
from tests.frontdesk_web.console_desk import (
    ENTRY,
    ERIK,
    NOW,
    catalogue,
    pile,
    request,
    signed_in,
    subject,
)


def inbox(*rows, who=None, view=View.OPEN, after=None, language=Language.GERMAN, **options):
    choices = {"departments": catalogue().departments, "chosen": None, "continued": False, **options}
    return inbox_page(
        who or signed_in(language=language),
        catalogue(),
        pile(*rows, after=after),
        {ERIK: subject()},
        view=view,
        now=NOW,
        **choices,
    ).html


def opened(it, *, trail=None, **changes):
    return Opened(request=it, subject=subject(**changes), staff_names={"1002": "Ali Demir"}, trail=trail)


def shown(it=None, *, who=None, trail=None, language=Language.GERMAN, now=NOW, **options):
    return console_request_page(
        who or signed_in(language=language),
        catalogue(),
        opened(it or request(), trail=trail),
        entry_id=ENTRY,
        now=now,
        **options,
    )


def words_of(html):
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())
