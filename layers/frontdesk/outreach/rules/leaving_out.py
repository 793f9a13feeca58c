"""Who of a group is sent a push by what, and who is left out and why. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from frontdesk.hospital.model import Disposition, Encounter
from frontdesk.messaging.model import Kind
from frontdesk.outreach.model import LeftOut, Tally
from frontdesk.patients.model import Subject


def reached_by(
    it: Encounter,
    subject: Subject | None,
    *,
    has_agreed: bool,
    kinds: Sequence[Kind],
    unwanted: Mapping[Kind, bool],
) -> Kind | LeftOut:
    """By what somebody is sent a push: the first kind that reaches them and is wanted; else why not.

    `unwanted` has the kinds by which they are reached at all, and whether a message is unwanted there.
    """
    if it.disposition is Disposition.DIED:
        return LeftOut.DIED
    if subject is None:
        return LeftOut.UNKNOWN
    if not has_agreed:
        return LeftOut.NOT_AGREED
    reaching = [kind for kind in kinds if kind in unwanted]
    wanted = [kind for kind in reaching if not unwanted[kind]]
    if wanted:
        return wanted[0]
    return LeftOut.UNWANTED if reaching else LeftOut.NO_CONTACT


def tallied(found: Iterable[Kind | LeftOut]) -> Tally:
    """How many of each."""
    by_kind: dict[Kind, int] = {}
    left_out: dict[LeftOut, int] = {}
    for it in found:
        if isinstance(it, Kind):
            by_kind[it] = by_kind.get(it, 0) + 1
        else:
            left_out[it] = left_out.get(it, 0) + 1
    return Tally(by_kind=by_kind, left_out=left_out)
