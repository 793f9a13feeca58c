"""Where the patients' pages are."""

from urllib.parse import urlencode

from frontdesk.catalogue.model import Page as ContentPage
from frontdesk.kernel.ids import OrganisationId


def window(organisation_id: OrganisationId, **query: object) -> str:
    """The conversation. Query: `s` the sealed session, `lang`, `back` the index of the answer to change."""
    return _address(f"/window/{organisation_id}", query)


def sending(organisation_id: OrganisationId) -> str:
    """Where the request form is sent to."""
    return f"/window/{organisation_id}/request"


def content(organisation_id: OrganisationId, which: ContentPage, **query: object) -> str:
    """What the clinic says about itself."""
    return _address(f"/window/{organisation_id}/{which.value}", query)


def request(organisation_id: OrganisationId, ticket: str, deed: str = "", **query: object) -> str:
    """A patient's own request; `deed` is `proof`, `reply` or `withdrawal`."""
    return _address(f"/requests/{organisation_id}/{ticket}" + (f"/{deed}" if deed else ""), query)


def _address(path: str, query: dict[str, object]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
