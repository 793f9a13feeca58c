"""Somebody did something: the machine that waits goes on, or the next one starts where the record says."""

from frontdesk.followup.ports.tasks import WaitPorts
from frontdesk.followup.rules.instants import WAITING
from frontdesk.kernel.ids import OrganisationId


def tend_machine(*, organisation_id: OrganisationId, it: str, ports: WaitPorts) -> bool:
    """Whether an execution was started: none ran, and somebody is waited for.

    A run is taken by a conditional write, so that of two who see none running one starts it; one that was taken but
    never started (a crash in between) starts under its own name.
    """
    wait, run = ports.waits.wait(organisation_id, it), ports.waits.run(organisation_id, it)
    running = ports.machine.is_running(_name(organisation_id, it, run))
    if running:
        if token := ports.waits.parked(organisation_id, it):
            ports.machine.wake(token, wait)
        return False
    if wait.phase != WAITING:
        return False
    if running is not None:
        if not ports.waits.next_run(organisation_id, it, run):
            return False
        run += 1
    begin = {
        "organisation_id": organisation_id,
        "it": it,
        "next": {"phase": wait.phase, "seconds": wait.seconds},
    }
    ports.machine.start(_name(organisation_id, it, run), begin)
    return True


def _name(organisation_id: OrganisationId, it: str, run: int) -> str:
    """At most 31 + 1 + 32 + 1 + digits of 80 characters."""
    return f"{organisation_id}-{it}-{run}"
