"""The API: its document, its reference page, and who is asking."""

from typing import Any

from chalicelib.schemas import SCHEMAS
from frontdesk.access.model import SignedIn
from frontdesk.access.rules import GRANTS
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.window.rules.definition import release_schema
from frontdesk.window.wiring import window_ports
from frontdesk_web.api import Api, ApiDesk, Operation
from frontdesk_web.fhir.names import public_base
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_api import api_page
from frontdesk_web.render import Page
from frontdesk_web.session import signed_in

ABOUT = (
    "Everything the console can do with the flows of the patient window, and all that staff do with appointments. "
    "Sign in to the console in the same browser; what your role may not see does not exist for you. Instants are UTC."
)
ABOUT_API = "this API"
MONTH = r"20[0-9]{2}-(0[1-9]|1[0-2])"

api = Api(SCHEMAS, title="frontdesk", version="0.2.0", about=ABOUT)
desk = ApiDesk(__name__)
pages = Desk(f"{__name__}.pages")
ports, shelf = window_ports(), catalogue_ports()


@pages.route("/console/api")
@signed_in(pages)
def reference(who: SignedIn) -> Page:
    return api_page(who, read_catalogue(organisation_id=who.organisation_id, ports=shelf))


@api.operation(desk, "/console/api/openapi.json", does=Operation(returns="Document", tag=ABOUT_API))
def openapi(who: SignedIn) -> dict[str, Any]:
    """This document; what patients' programs may do without signing in has one of its own."""
    public = {
        "url": f"{public_base(who.organisation_id)}/openapi.json",
        "description": "For patients, in FHIR R4",
    }
    return api.document() | {"externalDocs": public}


@api.operation(desk, "/console/api/release.schema.json", does=Operation(returns="Document", tag=ABOUT_API))
def schema_of_a_release(_who: SignedIn) -> object:
    """The JSON Schema of a release's definition."""
    return release_schema()


@api.operation(desk, "/console/api/me", does=Operation(returns="Me", tag=ABOUT_API))
def who_am_i(who: SignedIn) -> dict[str, Any]:
    """Who is signed in, and what they may do."""
    return {
        "organisation": who.organisation_id,
        "id": who.staff.id,
        "name": who.staff.name,
        "role": who.staff.role.value,
        "language": who.session.language.value,
        "permissions": sorted(it.value for it in GRANTS[who.staff.role]),
    }
