"""How many of those who were invited answered, as far as that may be shown. Pure.

Two tables are under it: of the responses those that came by a link and those that did not, and of the invitations those
that were answered and those that were not. Both are protected as every other (`disclosure`), and a place is shown where
both show how many answered. Taking more away makes nothing easier to work out; and what is known of all others at a
place is known of the same places, so that neither table tells what the other hides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from frontdesk.surveys.model import SpotId
from frontdesk.surveys.model.tallies import Tally, Turnout
from frontdesk.surveys.rules.disclosure import Spots, cells, people
from frontdesk.surveys.rules.grids import BY_LINK, INVITED, OTHERWISE, Grid

WAYS = Grid(column=INVITED, codes=(OTHERWISE, BY_LINK))


def turnouts(
    tallies: Sequence[Tally],
    sent: Mapping[SpotId, int],
    *,
    places: Iterable[Spots],
    shown: frozenset[Spots],
    smallest: int,
) -> Mapping[Spots, Turnout]:
    """By place; `shown` are those of which it is shown how many answered."""
    places, responses, answered = list(places), Counter[SpotId](), Counter[SpotId]()
    for it in tallies:
        responses[it.spot_id] += it.responses
        answered[it.spot_id] += it.counts.get(INVITED, {}).get(BY_LINK, 0)
    # Who was invited in the month before may answer in this one.
    asked = {spot: max(sent.get(spot, 0), answered[spot]) for spot in {*sent, *answered}}
    invited = people(places, asked, smallest) & shown
    if not invited:
        return {}
    by_way = cells(
        WAYS,
        {it: {BY_LINK: answered[it], OTHERWISE: responses[it] - answered[it]} for it in responses},
        places=places,
        shown=shown,
        responses=responses,
        smallest=smallest,
    )
    by_invitation = cells(
        WAYS,
        {it: {BY_LINK: answered[it], OTHERWISE: number - answered[it]} for it, number in asked.items()},
        places=places,
        shown=invited,
        responses=asked,
        smallest=smallest,
    )
    return {
        row: Turnout(sent=sum(asked.get(it, 0) for it in row), answered=by_way[row].shown[BY_LINK])
        for row in invited
        if BY_LINK in by_way[row].shown and BY_LINK in by_invitation[row].shown
    }
