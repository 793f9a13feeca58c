"""The reference of the API, for those who build on it."""

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import API
from frontdesk_web.render import Page


def api_page(who: SignedIn, catalogue: Catalogue) -> Page:
    """Swagger UI over our own document; without JavaScript the document itself."""
    return console_page(
        "console/api.html", who, catalogue, here=None, back=API, document=f"{API}/openapi.json"
    )
