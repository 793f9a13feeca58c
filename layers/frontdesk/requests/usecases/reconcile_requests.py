"""The round that lets no request be forgotten, whatever became of the workflow engine."""

from datetime import timedelta

from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.usecases.revive_machine import revive_machine

GRACE = timedelta(minutes=2)


def reconcile_requests(*, whole: bool, ports: RequestsPorts) -> int:
    """How many executions were started anew.

    The frequent round looks only at requests for which something should have happened two minutes ago;
    the `whole` one, at start-up and every night, asks after the execution of every request that is not settled.
    """
    before = None if whole else ports.clock() - GRACE
    revived = 0
    for organisation_id in ports.organisations():
        for request_id in ports.requests.running(organisation_id, before=before):
            revived += revive_machine(ports.requests.get(organisation_id, request_id), ports=ports)
    return revived
