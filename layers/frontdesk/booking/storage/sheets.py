"""Sheets in the table: who has which five minutes of a UTC day. A condition on the cells lets exactly one win."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.booking.model import HoldMark, OwnerKind, Sheet, SheetKey
from frontdesk.booking.rules.claims import Session, SheetChange
from frontdesk.booking.storage.table import REFUSED, Table
from frontdesk.kernel.ids import AppointmentId, OrganisationId, ResourceId
from frontdesk.kernel.patience import code_of

KEPT_FOR = timedelta(days=31)
TOKENS_END = 5
"""A name is a letter and one token of four characters, or two."""


class SheetRecord(Model):
    """The key alone: cells and holds have names that nobody can list."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    ttl = NumberAttribute(null=True)


def change_sheet(
    transaction: TransactWrite, organisation_id: OrganisationId, change: SheetChange, token: str
) -> None:
    """Add to the transaction what happens to one sheet."""
    cells = [Path(f"c{cell}") for cell in change.take]
    own = [Path(f"c{cell}") for cell in change.free]
    hold = Path(f"h{token}")
    conditions: list[Condition] = [cell.does_not_exist() for cell in cells]
    conditions += [cell == token for cell in own]
    actions: list[Action] = [cell.set(token) for cell in cells]
    actions += [cell.remove() for cell in own]
    if change.join:
        _take_a_seat(change.join, token, conditions, actions)
    if change.leave:
        seat = Path(f"g{change.leave.token}{token}")
        conditions.append(seat.exists())
        actions += [seat.remove(), Path(f"g{change.leave.token}").add(-1)]
    if change.mark and not change.unmark:
        conditions.append(hold.does_not_exist())
    if change.mark:
        actions.append(hold.set(f"{int(change.mark.until.timestamp())}#{change.mark.appointment_id}"))
    elif change.unmark:
        actions.append(hold.remove())
    ends = datetime.combine(change.key.day, time.min, UTC) + KEPT_FOR
    actions.append(SheetRecord.ttl.set(int(ends.timestamp())))
    transaction.update(
        SheetRecord(sheet_pk(organisation_id, change.key.owner), change.key.day.isoformat()),
        actions=actions,
        condition=reduce(lambda one, other: one & other, conditions) if conditions else None,
    )


def _take_a_seat(session: Session, token: str, conditions: list[Condition], actions: list[Action]) -> None:
    """The session's cells are free or its own, and fewer have a seat than may."""
    seat, taken = Path(f"g{session.token}{token}"), Path(f"g{session.token}")
    for cell in map(Path, (f"c{it}" for it in session.cells)):
        conditions.append(cell.does_not_exist() | (cell == session.token))
        actions.append(cell.set(session.token))
    conditions += [seat.does_not_exist(), taken.does_not_exist() | (taken < session.seats)]
    actions += [seat.set(1), taken.add(1)]


def clear_session(organisation_id: OrganisationId, sheet: Sheet, session: str) -> bool:
    """Give the cells of a session back that nobody is in; whether nobody was."""
    taken = Path(f"g{session}")
    own = [Path(f"c{cell}").remove() for cell, whose in sheet.taken.items() if whose == session]
    try:
        SheetRecord(sheet_pk(organisation_id, sheet.key.owner), sheet.key.day.isoformat()).update(
            actions=[*own, taken.remove()], condition=taken == 0
        )
    except UpdateError as error:
        if code_of(error) != REFUSED:
            raise
        return False
    return True


def sheets_of(
    organisation_id: OrganisationId, resource_id: ResourceId, first_day: date, last_day: date
) -> Sequence[Sheet]:
    """The answer is read as it comes: making attributes of ten thousand cells takes longer than to send them."""
    days = SheetRecord.sk.between(first_day.isoformat(), last_day.isoformat())
    found = _pages(sheet_pk(organisation_id, resource_id), days)
    return [_sheet(OwnerKind.RESOURCE, resource_id, item) for item in found]


def sheet_now(organisation_id: OrganisationId, key: SheetKey) -> Sheet | None:
    found = SheetRecord._get_connection().get_item(  # noqa: SLF001  (the model would drop what it has no name for)
        sheet_pk(organisation_id, key.owner), range_key=key.day.isoformat(), consistent_read=True
    )
    return _sheet(key.kind, key.owner, found["Item"]) if "Item" in found else None


def sheet_pk(organisation_id: OrganisationId, owner: str) -> str:
    return f"{organisation_id}#SHEET#{owner}"


def _pages(pk: str, days: Condition) -> Iterator[Mapping[str, Any]]:
    after = None
    while True:
        found = SheetRecord._get_connection().query(  # noqa: SLF001
            pk, range_key_condition=days, exclusive_start_key=after
        )
        yield from found["Items"]
        if (after := found.get("LastEvaluatedKey")) is None:
            return


def _sheet(kind: OwnerKind, owner: str, item: Mapping[str, Any]) -> Sheet:
    taken, holds = {}, {}
    sessions: dict[str, set[str]] = {}
    for name, value in item.items():
        if name[0] == "c":
            taken[int(name[1:])] = value["S"]
        elif name[0] == "g":
            seats = sessions.setdefault(name[1:TOKENS_END], set())
            seats |= {name[TOKENS_END:]} - {""}
        elif name[0] == "h":
            ends, _, appointment_id = value["S"].partition("#")
            until = datetime.fromtimestamp(int(ends), UTC)
            holds[name[1:]] = HoldMark(AppointmentId(appointment_id), until)
    key = SheetKey(kind, owner, date.fromisoformat(item["sk"]["S"]))
    groups = {session: frozenset(seats) for session, seats in sessions.items()}
    return Sheet(key=key, taken=taken, holds=holds, sessions=groups)
