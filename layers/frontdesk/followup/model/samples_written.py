"""A draw with its whole frame as plain JSON: how its record writes it."""

from collections.abc import Mapping
from typing import Any

from frontdesk.followup.model import TaskId
from frontdesk.followup.model.samples import Case, Pick, Sample

Json = dict[str, Any]


def write_frame(frame: tuple[Case, ...]) -> list[list[str]]:
    """A line a case, short: a frame may have a thousand."""
    return [[it.task_id, it.stratum, it.forced, it.dropped] for it in frame]


def read_frame(said: list[list[str]]) -> tuple[Case, ...]:
    return tuple(
        Case(task_id=TaskId(task), stratum=stratum, forced=forced, dropped=dropped)
        for task, stratum, forced, dropped in said
    )


def write_sample(it: Sample) -> Json:
    picks = [[one.task_id, one.stratum, one.probability, one.forced] for one in it.picks]
    return {"seed": it.seed, "sizes": dict(it.sizes), "picks": picks}


def read_sample(said: Mapping[str, Any]) -> Sample:
    return Sample(
        seed=said["seed"],
        sizes=said["sizes"],
        picks=tuple(
            Pick(task_id=TaskId(task), stratum=stratum, probability=float(probability), forced=forced)
            for task, stratum, probability, forced in said["picks"]
        ),
    )
