"""Corrective actions in the table. There are few of them: one list of those that are open, one of those that were."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from frontdesk.followup.model.actions import ActionId, ActionState, CorrectiveAction
from frontdesk.followup.model.actions_written import read_action, write_action
from frontdesk.followup.rules.actions import acts_at, due_at
from frontdesk.followup.storage.table import Json, Listed, Running, Table, ends_after, instant
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import read_many, save_or_conflict, save_versioned

SK, WAKE = "action", "wake"


class ActionRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    listed = Listed()
    running = Running()
    list_key = UnicodeAttribute(null=True)
    listed_on = UnicodeAttribute(null=True)
    running_key = UnicodeAttribute(null=True)
    running_at = UnicodeAttribute(null=True)
    said = Json(null=True)
    facts = Json(null=True)
    token = UnicodeAttribute(null=True)
    ttl = NumberAttribute(null=True)
    version = VersionAttribute()


class DynamoActions:
    """`Actions` on DynamoDB."""

    def add(self, action: CorrectiveAction, *facts: Event) -> bool:
        return save_versioned(_record(action, facts), None)

    def write(self, action: CorrectiveAction, *facts: Event) -> CorrectiveAction:
        return replace(action, version=save_or_conflict(_record(action, facts), action.version))

    def get(self, organisation_id: OrganisationId, action_id: ActionId) -> CorrectiveAction:
        try:
            record = ActionRecord.get(_key(organisation_id, action_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(action_id=action_id) from missing
        return _action(organisation_id, record)

    def listed(
        self, organisation_id: OrganisationId, *, is_open: bool, most: int
    ) -> Sequence[CorrectiveAction]:
        found = ActionRecord.listed.query(
            _list_key(organisation_id, is_open=is_open), scan_index_forward=is_open, limit=most
        )
        keys = [(it.pk, it.sk) for it in found]
        there = {it.pk: it for it in read_many(ActionRecord, keys)}
        return [_action(organisation_id, there[pk]) for pk, _ in keys if pk in there]

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterator[ActionId]:
        until = ActionRecord.running_at < instant(before) if before else None
        for it in ActionRecord.running.query(f"{organisation_id}#ACTIONS", until):
            yield ActionId(it.pk.removeprefix(_key(organisation_id, ActionId(""))))

    def park(self, organisation_id: OrganisationId, action_id: ActionId, token: str) -> None:
        ActionRecord(_key(organisation_id, action_id), WAKE).update(
            actions=[ActionRecord.token.set(token)], add_version_condition=False
        )

    def parked(self, organisation_id: OrganisationId, action_id: ActionId) -> str | None:
        try:
            return ActionRecord.get(_key(organisation_id, action_id), WAKE, consistent_read=True).token
        except DoesNotExist:
            return None


def _key(organisation_id: OrganisationId, action_id: ActionId) -> str:
    return f"{organisation_id}#ACTION#{action_id}"


def _list_key(organisation_id: OrganisationId, *, is_open: bool) -> str:
    return f"{organisation_id}#ACTIONS#{'open' if is_open else 'closed'}"


def _action(organisation_id: OrganisationId, record: ActionRecord) -> CorrectiveAction:
    action_id = ActionId(record.pk.removeprefix(_key(organisation_id, ActionId(""))))
    return read_action(organisation_id, action_id, record.said, version=int(record.version))


def _record(it: CorrectiveAction, facts: Sequence[Event]) -> ActionRecord:
    is_open, acts = it.state is not ActionState.CLOSED, acts_at(it)
    latest = max((one.at for one in it.said), default=it.raised_at)
    place = (due_at(it) or latest) if is_open else latest
    return ActionRecord(
        _key(it.organisation_id, it.id),
        SK,
        list_key=_list_key(it.organisation_id, is_open=is_open),
        listed_on=f"{instant(place)}#{it.id}",
        running_key=f"{it.organisation_id}#ACTIONS" if acts else None,
        running_at=f"{instant(acts)}#{it.id}" if acts else None,
        said=write_action(it),
        facts=[carried(fact) for fact in facts] or None,
        ttl=ends_after(it.raised_at.date()),
    )
