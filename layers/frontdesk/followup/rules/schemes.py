"""Which scheme fits an encounter: the most particular one."""

from collections.abc import Collection, Sequence

from frontdesk.followup.model.facts import Facts
from frontdesk.followup.model.plans import Anchor, Scheme


def scheme_for(schemes: Sequence[Scheme], facts: Facts) -> Scheme | None:
    """The one that fits best: by the principal diagnosis, by another, by department, the longer code first.

    Of equals it is the first id.
    """
    fitting = [it for it in schemes if fits(it, facts)]
    return min(fitting, key=lambda it: (*_how_near(it, facts), it.id), default=None)


def diagnosis_of(scheme: Scheme, facts: Facts) -> str:
    """The diagnosis by which a scheme fits, the principal one before others; "" where it is for any."""
    theirs = [it for it in facts.diagnoses or () if _depth(scheme, (it,))]
    return theirs[0] if theirs else ""


def names(scheme: Scheme, prefix: str) -> bool:
    """Whether a scheme is made for an illness: one of its diagnoses is of that group, or the group is of it."""
    return is_of(scheme.diagnoses, prefix) or any(is_of((prefix,), it) for it in scheme.diagnoses)


def fits(scheme: Scheme, facts: Facts) -> bool:
    """Whether a scheme is for an encounter: by its people, its department and one of its diagnoses."""
    return (
        scheme.population is facts.population
        and (not scheme.departments or facts.department_id in scheme.departments)
        and (not scheme.diagnoses or _depth(scheme, facts.diagnoses) > 0)
        and (scheme.anchor is not Anchor.DISCHARGED or facts.ended_on is not None)
    )


def is_of(codes: Collection[str] | None, prefix: str) -> bool:
    """Whether one of the ICD-10 codes begins so, dots or none."""
    wanted = _plain(prefix)
    return any(_plain(code).startswith(wanted) for code in codes or ())


def _how_near(scheme: Scheme, facts: Facts) -> tuple[int, ...]:
    """The nearer, the smaller: the first diagnosis is why somebody came, and decides before all others."""
    principal = (facts.diagnoses or ())[:1]
    return (-_depth(scheme, principal), -_depth(scheme, facts.diagnoses), -bool(scheme.departments))


def _depth(scheme: Scheme, codes: Collection[str] | None) -> int:
    """How long the longest of its diagnoses is that fits; 0 for none."""
    return max((len(_plain(it)) for it in scheme.diagnoses if is_of(codes, it)), default=0)


def _plain(code: str) -> str:
    return code.replace(".", "").upper()
