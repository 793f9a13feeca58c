"""The window put together for the cloud. Called once per cold start."""

import os
from functools import partial

from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.documents.usecases.keep_file import keep_file
from frontdesk.documents.usecases.link_file import link_file
from frontdesk.documents.usecases.read_file import read_file
from frontdesk.documents.wiring import documents_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import OrganisationId
from frontdesk.requests.usecases.submit_request import submit_request
from frontdesk.requests.wiring import requests_ports
from frontdesk.surveys.model import Survey, SurveyId
from frontdesk.window.actions.external import origin_of
from frontdesk.window.ports import WindowPorts
from frontdesk.window.storage import StoredBookings, StoredDrafts, StoredReleases, StoredVisits


def window_ports() -> WindowPorts:
    catalogue, documents = catalogue_ports(), documents_ports()
    return WindowPorts(
        releases=StoredReleases(),
        drafts=StoredDrafts(),
        visits=StoredVisits(),
        bookings=StoredBookings(),
        catalogue=lambda organisation_id: read_catalogue(organisation_id=organisation_id, ports=catalogue),
        submit=partial(submit_request, ports=requests_ports()),
        normal_phone=_normal_phone,
        file_link=lambda organisation_id, sha256, name, media_type: link_file(
            organisation_id=organisation_id, sha256=sha256, name=name, media_type=media_type, ports=documents
        ),
        read_file=lambda organisation_id, sha256: read_file(
            organisation_id=organisation_id, sha256=sha256, ports=documents
        ),
        keep_file=lambda organisation_id, content, media_type: keep_file(
            organisation_id=organisation_id, content=content, media_type=media_type, ports=documents
        ),
        survey=_survey,
        clock=system_clock,
        trusted=tuple(filter(None, [origin_of(os.environ.get("STAND_IN_URL", ""))])),
    )


def _survey(organisation_id: OrganisationId, survey_id: str) -> Survey:
    # Imported where a conversation ends with a survey: few do, and everybody waits for the first page.
    from frontdesk.surveys.wiring.giving import remembered_surveys  # noqa: PLC0415

    return remembered_surveys.get(organisation_id, SurveyId(survey_id))


def _normal_phone(written: str, region: str) -> str | None:
    # Imported where a number is read: the library's data takes longer to load than a page to render.
    from frontdesk.patients.gateways.phone_numbers import normal_phone  # noqa: PLC0415

    return normal_phone(written, region=region)
