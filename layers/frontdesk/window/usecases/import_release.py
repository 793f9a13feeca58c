"""An administrator brings in what was exported, here or elsewhere, as a draft."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import Draft, DraftId
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._draft import check_size, checked_title, first_version
from frontdesk.window.usecases._envelope import unpack


def import_release(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    exported: bytes,
    title: str,
    by: Actor,
    ports: WindowPorts,
    draft_id: DraftId | None = None,
) -> Draft:
    """A draft of the release; its files are kept first, so that what a draft offers is there.

    With a `draft_id` of the client's own, doing it twice begins one draft.

    Whether it fits this organisation is said by checking the draft. A release without envelope is taken too, without
    files. ExportDamaged, ExportTooLarge and UnknownExport before anything is kept.
    """
    opened, title = unpack(exported), checked_title(title)
    check_size(opened.definition)
    for file in opened.files:
        ports.keep_file(organisation_id, file.content, file.media_type)
    return first_version(
        organisation_id, opened.definition, title=title, by=by, ports=ports, draft_id=draft_id
    )
