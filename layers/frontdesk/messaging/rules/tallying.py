"""What became of a month's messages, in numbers that tell of nobody. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from frontdesk.kernel.ids import LocationId, TimeTypeId
from frontdesk.kernel.small_numbers import shown, total_of
from frontdesk.messaging.model import Kind, MessageStatus, Purpose, Reason
from frontdesk.messaging.model.tallies import (
    Followed,
    MessageStatistics,
    Sequel,
    SequelCount,
    SortCount,
    StatusCount,
    Tally,
)

TAKEN = (MessageStatus.ACCEPTED, MessageStatus.DELIVERED, MessageStatus.FAILED, MessageStatus.UNCERTAIN)
SAYS_WHY = (MessageStatus.FAILED, MessageStatus.UNDELIVERABLE)

Statuses = Counter[MessageStatus]
Sort = tuple[Purpose, Kind | None, str]


def message_statistics(
    month: date, tallies: Iterable[Tally], followed: Iterable[Followed]
) -> MessageStatistics:
    """The month's tables; one row for what was sent and what was not, by each way to look at it."""
    kinds: dict[Sort, Statuses] = defaultdict(Counter)
    templates: dict[Sort, Statuses] = defaultdict(Counter)
    reasons: Counter[Reason] = Counter()
    for it in tallies:
        kinds[it.purpose, it.kind, ""][it.status] += 1
        templates[it.purpose, None, it.template][it.status] += 1
        if it.status in SAYS_WHY:
            reasons[it.reason] += 1
    return MessageStatistics(
        month=month,
        all=_counts(list(kinds.values())),
        kinds=_sorts(kinds),
        templates=_sorts(templates),
        reasons={it: shown(number) for it, number in sorted(reasons.items())},
        sequels=_sequels(followed),
    )


def _sorts(sorts: dict[Sort, Statuses]) -> tuple[SortCount, ...]:
    return tuple(
        SortCount(
            purpose=purpose, kind=kind, template=template, counts=_counts([sorts[purpose, kind, template]])
        )
        for purpose, kind, template in sorted(sorts, key=lambda it: (it[0], it[1] or "", it[2]))
    )


def _counts(rows: list[Statuses]) -> StatusCount:
    """Of one row, or of all that are shown below it."""

    def of(*statuses: MessageStatus) -> list[int]:
        return [sum(row[it] for it in statuses) for row in rows]

    one = [row[it] for row in rows for it in TAKEN] if len(rows) == 1 else of(*TAKEN)
    return StatusCount(
        taken=total_of(one),
        delivered=total_of(of(MessageStatus.DELIVERED)),
        failed=total_of(of(MessageStatus.FAILED)),
        unsent=total_of(of(MessageStatus.UNDELIVERABLE)),
        withdrawn=total_of(of(MessageStatus.WITHDRAWN)),
    )


def _sequels(followed: Iterable[Followed]) -> tuple[SequelCount, ...]:
    found: dict[tuple[LocationId, TimeTypeId], Counter[tuple[Sequel, bool]]] = defaultdict(Counter)
    for it in followed:
        found[it.location_id, it.time_type_id][it.sequel, it.reminded] += 1
    return tuple(_sequel_count(*it, found[it]) for it in sorted(found))


def _sequel_count(
    location: LocationId, time_type: TimeTypeId, counted: Counter[tuple[Sequel, bool]]
) -> SequelCount:
    return SequelCount(
        location=location,
        time_type=time_type,
        sequels={it: {told: shown(counted[it, told]) for told in (True, False)} for it in Sequel},
    )
