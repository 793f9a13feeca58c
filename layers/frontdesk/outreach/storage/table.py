"""Where outreach keeps things: the table of reminders, under keys of its own, and one way to write with a condition."""

import json
import os
from datetime import UTC, datetime
from typing import Any

from pynamodb.attributes import JSONAttribute
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.kernel.patience import EveryTable
from frontdesk.outreach.model import PackageId


class Table(EveryTable):
    """What every record of outreach says about its table."""

    table_name = os.environ.get("REMINDERS_TABLE", "frontdesk-reminders")
    stream_view_type = STREAM_NEW_AND_OLD_IMAGE


class Json(JSONAttribute):
    """JSON in as few bytes as it takes, in Chinese too."""

    def serialize(self, value: Any) -> str | None:  # noqa: ANN401  (as its base has it)
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def clinic_pk(organisation_id: OrganisationId) -> str:
    """Where all packages and pushes lie."""
    return f"{organisation_id}#PUSH"


def parts_pk(organisation_id: OrganisationId, push_id: PackageId) -> str:
    """Where the people of a push lie until it has gone out."""
    return f"{organisation_id}#PUSH#{push_id}"


def patient_pk(organisation_id: OrganisationId, subject_id: SubjectId) -> str:
    """Where all lies that is known of a patient in this table."""
    return f"{organisation_id}#PATIENT#{subject_id}"


def instant(at: datetime) -> str:
    """As it stands in a key: always of one length."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
