"""The machine begins to wait: for staff, for a reviewer, for a department."""

from frontdesk.followup.ports.tasks import WaitPorts
from frontdesk.followup.rules.instants import WAITING
from frontdesk.kernel.ids import OrganisationId


def await_people(
    *, organisation_id: OrganisationId, it: str, seconds: int, token: str, ports: WaitPorts
) -> None:
    """Remember where it waits; if it need not, or not for so long, let it go on at once.

    Whoever acts writes first and looks for the token second; this writes the token first and looks at the record
    second. One of the two sees the other, so nothing is slept through.
    """
    ports.waits.park(organisation_id, it, token)
    wait = ports.waits.wait(organisation_id, it)
    if wait.phase != WAITING or wait.seconds < seconds - 1:
        ports.machine.wake(token, wait)
