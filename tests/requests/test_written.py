"""A request is read from its record as it was written, with everything that was said and every instant in UTC."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from frontdesk.documents.model import Document
from frontdesk.kernel.ids import EntryId
from frontdesk.requests.model import EntryKind, RequestStatus
from frontdesk.requests.model.written import read_request, write_request

from .builders import (
    DAY,
    MONDAY_NINE,
    a_closed_request,
    a_request,
    a_waiting_request,
    an_asked_request,
    an_entry,
)

LEAFLET = Document(id="d1", name="Blatt.pdf", media_type="application/pdf", size=900, sha256="a" * 64)
ATTACHED = an_entry(EntryKind.ATTACHMENT, text="", document=LEAFLET, id=EntryId("d1"))


@pytest.mark.parametrize(
    "request_",
    [
        a_request(version=3),
        a_waiting_request(version=1, escalated_at=MONDAY_NINE + DAY, attempt=2),
        an_asked_request(version=2),
        a_closed_request(version=9, settled_at=MONDAY_NINE + DAY, status=RequestStatus.WITHDRAWN),
        a_waiting_request(version=4, thread=(an_entry(), ATTACHED), files_welcome=0),
    ],
    ids=["new", "escalated", "asked", "settled", "with a file"],
)
def test_a_request_is_read_as_it_was_written(request_):
    stored = json.loads(json.dumps(write_request(request_)))
    assert read_request(stored, version=request_.version) == request_


def test_the_record_keeps_the_version_itself():
    assert "version" not in write_request(a_request(version=3))


def test_only_an_attachment_has_a_file():
    with_file, plain = write_request(a_request(thread=(ATTACHED, an_entry())))["thread"]
    assert "document" in with_file
    assert "document" not in plain


def test_every_instant_is_read_in_utc():
    east = timezone(timedelta(hours=8))
    written = write_request(a_request(version=1, due_at=datetime(2026, 11, 25, 17, tzinfo=east)))
    written["thread"][0]["at"] = "2026-11-23T17:00:00+08:00"
    request = read_request(written, version=1)
    assert request.due_at.isoformat() == "2026-11-25T09:00:00+00:00"
    assert request.due_at.tzinfo is UTC
    assert request.thread[0].at.tzinfo is UTC
    assert request.thread[0].at.isoformat() == "2026-11-23T09:00:00+00:00"
