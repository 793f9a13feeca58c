"""A request whose execution is gone gets the next one; its deadlines stay."""

from dataclasses import replace

from frontdesk.kernel.errors import Conflict
from frontdesk.requests.model import Request
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import DONE, phase, wait


def revive_machine(request: Request, *, ports: RequestsPorts) -> bool:
    """Whether a new execution was started. The attempt is taken by a conditional write: of two revivers one wins.

    An attempt that was taken but never started (a crash in between) is started under its own name.
    """
    if phase(request) == DONE:
        return False
    running = ports.machine.is_running(request)
    if running:
        return False
    if running is not None:
        try:
            request = ports.requests.save(replace(request, attempt=request.attempt + 1))
        except Conflict:
            return False
    ports.machine.start(request, wait(request, now=ports.clock()))
    return True
