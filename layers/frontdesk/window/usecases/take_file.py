"""A patient takes a file away that a release offers."""

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.kernel.language import Language
from frontdesk.window.ports import WindowPorts


def take_file(
    *,
    organisation_id: OrganisationId,
    release_id: ReleaseId,
    download: str,
    language: Language,
    ports: WindowPorts,
) -> str:
    """A short-lived address of the file; NotFound when the organisation's release offers none of that name."""
    offered = ports.releases.get(organisation_id, release_id).plan.downloads.get(download)
    file = offered.files.get(language) if offered else None
    if file is None:
        raise NotFound(download=download)
    return ports.file_link(organisation_id, file.sha256, file.name, file.media_type)
