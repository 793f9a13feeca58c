"""Which scheme fits an encounter: the most particular one."""

from collections.abc import Collection, Sequence

from frontdesk.followup.model.facts import Facts
from frontdesk.followup.model.plans import Anchor, Scheme


def scheme_for(schemes: Sequence[Scheme], facts: Facts) -> Scheme | None:
    """The one that fits best: by diagnosis before by department, the longer code first; of equals the first id."""
    fitting = [it for it in schemes if fits(it, facts)]
    return min(fitting, key=lambda it: (-_depth(it, facts), -bool(it.departments), it.id), default=None)


def fits(scheme: Scheme, facts: Facts) -> bool:
    """Whether a scheme is for an encounter: by its people, its department and one of its diagnoses."""
    return (
        scheme.population is facts.population
        and (not scheme.departments or facts.department_id in scheme.departments)
        and (not scheme.diagnoses or _depth(scheme, facts) > 0)
        and (scheme.anchor is not Anchor.DISCHARGED or facts.ended_on is not None)
    )


def is_of(codes: Collection[str] | None, prefix: str) -> bool:
    """Whether one of the ICD-10 codes begins so, dots or none."""
    wanted = _plain(prefix)
    return any(_plain(code).startswith(wanted) for code in codes or ())


def _depth(scheme: Scheme, facts: Facts) -> int:
    """How long the longest of its diagnoses is that fits; 0 for none."""
    return max((len(_plain(it)) for it in scheme.diagnoses if is_of(facts.diagnoses, it)), default=0)


def _plain(code: str) -> str:
    return code.replace(".", "").upper()
