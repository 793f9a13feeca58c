"""The round that lets nobody be forgotten, whatever became of the workflow engine or of a fact on its way."""

from datetime import timedelta

from frontdesk.followup.ports.tasks import WaitPorts
from frontdesk.followup.rules.instants import WAITING
from frontdesk.followup.usecases.tend_machine import tend_machine
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId

GRACE = timedelta(minutes=2)


def reconcile_waits(*, organisation_id: OrganisationId, whole: bool, ports: WaitPorts) -> int:
    """How many executions were started. The frequent round does itself what should have been done two minutes ago.

    So it opens the windows of what has no machine, and a machine that sleeps through its instant holds up nobody. The
    `whole` one asks after every execution.
    """
    now, started = ports.clock(), 0
    for it in ports.waits.running(organisation_id, before=None if whole else now - GRACE):
        if not whole or ports.waits.wait(organisation_id, it).phase != WAITING:
            try:
                ports.waits.pass_instant(organisation_id, it)
            except Conflict:
                continue  # somebody is at it: the next round sees what they wrote
        started += tend_machine(organisation_id=organisation_id, it=it, ports=ports)
    return started
