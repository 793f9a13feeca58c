"""Somebody writes at a package: its draft is stored, whatever is still missing in it."""

from dataclasses import replace

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.outreach.model import Content, Package, PackageId
from frontdesk.outreach.ports import OutreachPorts


def write_package(  # noqa: PLR0913
    content: Content,
    *,
    organisation_id: OrganisationId,
    package_id: PackageId,
    version: int | None,
    by: StaffId,
    ports: OutreachPorts,
) -> Package:
    """Store the draft in place of the version that was seen, None for a new package; as stored.

    Conflict where somebody has changed it since. What is live stays as it is. A form that is sent twice is one package.
    """
    try:
        there = ports.packages.get(organisation_id, package_id)
    except NotFound:
        if version is not None:
            raise
        there = None
    now = ports.clock()
    if there is None:
        new = Package(
            id=package_id, organisation_id=organisation_id, draft=content, changed_by=by, changed_at=now
        )
        return ports.packages.put(new)
    if there.draft == content:
        return there
    if there.version != version:
        raise Conflict(package_id=package_id)
    return ports.packages.put(replace(there, draft=content, changed_by=by, changed_at=now))
