"""What a desk of forms answers when something could not be done."""

from collections.abc import Callable

from chalicelib.reach import catalogue_of
from frontdesk.access.model import SignedIn
from frontdesk.kernel.errors import FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.language import Language, preferred
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.render import Page
from frontdesk_web.session import visitor

Again = Callable[[SignedIn, FrontdeskError], Page | None]
"""Shows the form again, as it was sent, with what is wrong with it; None where there is no such form."""


def shown_again(desk: Desk) -> Callable[[Again], Again]:
    """What a form of the desk could not do is shown by this; all else, and to who is not signed in, on its own page."""

    def takes(again: Again) -> Again:
        def refused(error: FrontdeskError, _request: object) -> Page:
            who = visitor(desk)
            if who is None:
                spoken = preferred(desk.header("accept-language"), among=tuple(Language))
                return outside_error_page(error, spoken)
            is_of_a_form = desk.request.method == "POST" and not isinstance(error, NotFound | NotAllowed)
            shown = again(who, error) if is_of_a_form else None
            return shown or console_error_page(error, who, catalogue_of(who))

        desk.on_error = refused
        return again

    return takes


def on_its_own_page(desk: Desk) -> None:
    """The same for a desk without forms."""
    shown_again(desk)(lambda _who, _error: None)
