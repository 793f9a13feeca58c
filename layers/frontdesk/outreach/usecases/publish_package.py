"""The draft of a package becomes what is sent from now on."""

from dataclasses import replace

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, Conflict
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.outreach.errors import NothingToSend
from frontdesk.outreach.model import Package, PackageId
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.texts import faults_of


def publish_package(
    *,
    organisation_id: OrganisationId,
    package_id: PackageId,
    version: int | None,
    by: StaffId,
    ports: OutreachPorts,
) -> Package:
    """The next number, for good. Whoever is on an earlier one gets that to its end.

    BadInput with every fault of the draft at its field, NothingToSend without a message, Conflict where somebody has
    changed it since it was seen. In the trail before.
    """
    there = ports.packages.get(organisation_id, package_id)
    if there.version != version:
        raise Conflict(package_id=package_id)
    if not there.draft.items:
        raise NothingToSend
    clinic = ports.catalogue(organisation_id).organisation
    if faults := faults_of(there.draft, languages=clinic.languages, clinic=clinic.name):
        raise BadInput(faults)
    now, number = ports.clock(), there.number + 1
    ports.record(
        AuditEntry.look(
            organisation_id,
            "PackagePublished",
            by=Actor(ActorKind.STAFF, by),
            at=now,
            about=f"{package_id}/{number}",
        )
    )
    return ports.packages.publish(
        replace(
            there,
            live=there.draft,
            number=number,
            is_stopped=False,
            changed_by=by,
            changed_at=now,
        )
    )
