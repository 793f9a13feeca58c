"""Somebody has the link to a request; a second proof shows that it is the patient."""

from datetime import date, timedelta

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.errors import ProofLocked, WrongProof
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import TRIES_A_DAY
from frontdesk.requests.usecases._look import record_look

TRIES_KEPT_FOR = timedelta(days=2)


def prove_identity(
    *, organisation_id: OrganisationId, request_id: RequestId, birth_date: date | None, ports: RequestsPorts
) -> None:
    """Return when the date of birth is the subject's. WrongProof with `tries_left`; ProofLocked until tomorrow, UTC.

    A try is used up before anything is compared, so that guesses made at once are counted one by one.
    """
    request = ports.requests.get(organisation_id, request_id)
    now = ports.clock()
    left = ports.requests.take_try(
        organisation_id, request_id, on=f"{now:%Y-%m-%d}", most=TRIES_A_DAY, until=now + TRIES_KEPT_FOR
    )
    if left is None:
        raise ProofLocked
    if birth_date != ports.subject(organisation_id, request.subject_id).birth_date:
        raise WrongProof(tries_left=left) if left else ProofLocked
    record_look(request, "RequestOpened", by=Actor(ActorKind.PATIENT, request.subject_id), ports=ports)
