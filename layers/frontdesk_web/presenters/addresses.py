"""Where the patients' pages are."""

from urllib.parse import urlencode

from frontdesk.catalogue.model import Page as ContentPage
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.kernel.language import Language


def window(organisation_id: OrganisationId, **query: object) -> str:
    """The conversation. Query: `s` the sealed session, `lang`, `back` the index of the answer to change."""
    return _address(f"/window/{organisation_id}", query)


def sending(organisation_id: OrganisationId) -> str:
    """Where the request form is sent to."""
    return f"/window/{organisation_id}/request"


def speaking(organisation_id: OrganisationId) -> str:
    """Where the request form is sent to be shown in another language, with what was typed."""
    return f"/window/{organisation_id}/form"


def left(organisation_id: OrganisationId) -> str:
    """Where the browser tells that a conversation was left."""
    return f"/window/{organisation_id}/left"


def file(organisation_id: OrganisationId, release_id: ReleaseId, download: str, language: Language) -> str:
    """A file of a release; the same for everybody, so that it tells nothing of who asks for it."""
    return f"/window/{organisation_id}/files/{release_id}/{download}/{language.value}"


def content(organisation_id: OrganisationId, which: ContentPage, **query: object) -> str:
    """What the clinic says about itself."""
    return _address(f"/window/{organisation_id}/{which.value}", query)


def request(organisation_id: OrganisationId, ticket: str, deed: str = "", **query: object) -> str:
    """A patient's own request; `deed` is `proof`, `reply` or `withdrawal`."""
    return _address(f"/requests/{organisation_id}/{ticket}" + (f"/{deed}" if deed else ""), query)


def attached(organisation_id: OrganisationId, ticket: str, document_id: str, token: str) -> str:
    """Where the bucket leads the browser when a file of a patient has arrived."""
    return request(organisation_id, ticket, f"attached/{document_id}", s=token)


def attachment(organisation_id: OrganisationId, ticket: str, entry_id: str, token: str) -> str:
    """Where a patient takes a file out of the thread."""
    return request(organisation_id, ticket, f"files/{entry_id}", s=token)


def booking(organisation_id: OrganisationId, part: str = "", **query: object) -> str:
    """Booking a time; `part` is `times` or `hold`. Query: `location`, `type`, `performer`, `day`, `lang`.

    My times: `mine` (query `s`, the proof), `mine/code`, `mine/proof`, `mine/login`, `mine/logout`.
    """
    return _address(f"/booking/{organisation_id}" + (f"/{part}" if part else ""), query)


def held(organisation_id: OrganisationId, ticket: str, deed: str = "", **query: object) -> str:
    """The form for a time that is kept; `deed` is `form`, `review` or `confirm`."""
    return booking(organisation_id, f"held/{ticket}" + (f"/{deed}" if deed else ""), **query)


def appointment(organisation_id: OrganisationId, ticket: str, part: str = "", **query: object) -> str:
    """A patient's own appointment; `part` is one of its pages, what can be done with it, or its calendar file."""
    return booking(organisation_id, f"appointments/{ticket}" + (f"/{part}" if part else ""), **query)


def invitation(organisation_id: OrganisationId, ticket: str, part: str = "", **query: object) -> str:
    """What a patient waits for or is invited to; `part` is what can be done with it."""
    return booking(organisation_id, f"invitations/{ticket}" + (f"/{part}" if part else ""), **query)


def reminder(organisation_id: OrganisationId, ticket: str, part: str = "", **query: object) -> str:
    """Behind the link of a reminder; `part` is `confirm`."""
    return booking(organisation_id, f"reminders/{ticket}" + (f"/{part}" if part else ""), **query)


def _address(path: str, query: dict[str, object]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
