"""The round that lets no request be forgotten, whatever became of the workflow engine or of a fact on its way."""

from datetime import timedelta

from frontdesk.requests.model import Request, View
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.usecases.revive_machine import revive_machine
from frontdesk.requests.usecases.wake_machine import send_on

GRACE = timedelta(minutes=2)


def reconcile_requests(*, whole: bool, ports: RequestsPorts) -> int:
    """How many executions were started anew.

    The frequent round looks only at requests for which something should have happened two minutes ago, and wakes
    their executions: the fact of a decision may have been lost. The `whole` one, at start-up and every night, asks
    after the execution of every request that is not settled.
    """
    before = None if whole else ports.clock() - GRACE
    revived = 0
    for organisation_id in ports.organisations():
        for request_id in ports.requests.running(organisation_id, before=before):
            request = ports.requests.get(organisation_id, request_id)
            act = revive_machine if whole and not _may_sleep_through(request) else send_on
            revived += act(request, ports=ports)
    return revived


def _may_sleep_through(request: Request) -> bool:
    """Whether an execution may not know what is to be told to the patient: a question, or how it ended."""
    return request.view is not View.OPEN
