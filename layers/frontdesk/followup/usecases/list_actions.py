"""The corrective actions of a clinic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.followup.model.actions import CorrectiveAction
from frontdesk.followup.model.lists import ActionPile
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.followup.rules.actions import lies, why_not_raise, why_not_see
from frontdesk.kernel.ids import OrganisationId

PAGE = 25
LISTED_AT_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list. `counts`: how many there are in each list of open ones."""

    actions: Sequence[CorrectiveAction]
    counts: Mapping[ActionPile, int]
    page: int
    pages: int


def list_actions(
    *, organisation_id: OrganisationId, pile: ActionPile, page: int = 1, member: Member, ports: ActionPorts
) -> Listed:
    """Those that are open, by what is due next; or the latest that are closed: of them what they may see.

    Nothing of a patient is in them.
    """
    now, heads = ports.clock(), ports.heads(organisation_id)

    def seen(*, is_open: bool) -> list[CorrectiveAction]:
        there = ports.actions.listed(organisation_id, is_open=is_open, most=LISTED_AT_MOST)
        return [it for it in there if why_not_see(member, it, heads(it.department_id)) is None]

    there = seen(is_open=True)
    piles = {
        it: [one for one in there if lies(one, it, member, heads(one.department_id), now=now)]
        for it in ActionPile
    }
    piles[ActionPile.CLOSED] = seen(is_open=False) if pile is ActionPile.CLOSED else []
    wanted = piles[pile]
    pages = max(1, -(-len(wanted) // PAGE))
    at = min(max(page, 1), pages)
    return Listed(
        actions=wanted[(at - 1) * PAGE : at * PAGE],
        counts={it: len(found) for it, found in piles.items() if it is not ActionPile.CLOSED},
        page=at,
        pages=pages,
    )


def all_actions(
    *, organisation_id: OrganisationId, member: Member, ports: ActionPorts
) -> Sequence[CorrectiveAction]:
    """Those that are open and those that are closed, for a report; at most 500 of each."""
    if refusal := why_not_raise(member):
        raise refusal
    lists = (
        ports.actions.listed(organisation_id, is_open=is_open, most=LISTED_AT_MOST)
        for is_open in (True, False)
    )
    return [it for one in lists for it in one]
