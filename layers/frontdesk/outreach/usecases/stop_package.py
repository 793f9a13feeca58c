"""Nothing more of a package is sent, to anybody; or it goes on."""

from dataclasses import replace

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.outreach.model import Package, PackageId
from frontdesk.outreach.ports import OutreachPorts


def stop_package(
    *,
    organisation_id: OrganisationId,
    package_id: PackageId,
    stopped: bool,
    by: StaffId,
    ports: OutreachPorts,
) -> Package:
    """Messages that wait are asked about when their time comes: of a stopped package none goes, and none comes back.

    Twice is once. In the trail before; Conflict where somebody writes at it at the same moment.
    """
    there = ports.packages.get(organisation_id, package_id)
    if there.is_stopped is stopped:
        return there
    now = ports.clock()
    ports.record(
        AuditEntry.look(
            organisation_id,
            "PackageStopped" if stopped else "PackageResumed",
            by=Actor(ActorKind.STAFF, by),
            at=now,
            about=package_id,
        )
    )
    return ports.packages.put(replace(there, is_stopped=stopped, changed_by=by, changed_at=now))
