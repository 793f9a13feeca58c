"""What keeps a definition from being published: what the rules say, files nobody kept, surveys nobody can answer."""

from collections.abc import Iterator

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model import Opening
from frontdesk.window.model.releases import Fault
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.definition import why_not_publish
from frontdesk.window.usecases._files import files_of
from frontdesk.window.usecases._surveys import surveys_of


def faults_of(
    organisation_id: OrganisationId, definition: object, *, ports: WindowPorts
) -> tuple[Fault, ...]:
    """Every fault, each at its path; empty when it may be published here today."""
    catalogue = ports.catalogue(organisation_id)
    faults = why_not_publish(definition, catalogue=catalogue, trusted=ports.trusted)
    if faults:
        return faults
    return (
        *_missing(organisation_id, definition, ports=ports),
        *_not_open(organisation_id, definition, ports=ports),
    )


def _missing(organisation_id: OrganisationId, definition: object, *, ports: WindowPorts) -> Iterator[Fault]:
    for file in files_of(definition):
        try:
            ports.read_file(organisation_id, file.sha256)
        except NotFound:
            yield Fault(file.pointer, "unknown_file")


def _not_open(organisation_id: OrganisationId, definition: object, *, ports: WindowPorts) -> Iterator[Fault]:
    for pointer, survey_id in surveys_of(definition):
        try:
            survey = ports.survey(organisation_id, survey_id)
        except NotFound:
            yield Fault(pointer, "unknown_survey")
            continue
        if survey.opening is not Opening.OPEN:
            yield Fault(pointer, "survey_not_open")
