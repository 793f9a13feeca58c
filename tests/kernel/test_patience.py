"""How long a service under us is waited for: never without an end."""

from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from pynamodb.exceptions import PutError

from frontdesk.kernel import patience
from frontdesk.kernel.errors import Unavailable

KEYS = [(f"north#{number}", "-") for number in range(150)]


class Table:
    """A table that reads at most so many records at a time, and leaves the others."""

    Meta = SimpleNamespace(table_name="people")
    from_raw_data = staticmethod(lambda it: it["pk"])

    def __init__(self, reads):
        self.reads, self.asked = reads, []

    def _get_connection(self):
        return self

    def batch_get_item(self, keys):
        self.asked.append(len(keys))
        left = keys[self.reads :]
        unprocessed = {"people": {"Keys": left}} if left else {}
        return {"Responses": {"people": keys[: self.reads]}, "UnprocessedKeys": unprocessed}


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    taken = []
    monkeypatch.setattr(patience, "time", SimpleNamespace(sleep=taken.append))
    return taken


def test_many_are_read_a_hundred_at_a_time(pauses):
    table = Table(reads=100)
    assert list(patience.read_many(table, KEYS)) == [pk for pk, _ in KEYS]
    assert (table.asked, pauses) == ([100, 50], [])


def test_what_was_left_is_asked_for_again_after_a_pause(pauses):
    table = Table(reads=40)
    assert len(list(patience.read_many(table, KEYS[:100]))) == 100
    assert table.asked == [100, 60, 20]
    assert len(pauses) == 2


def test_a_table_that_reads_nothing_is_given_up():
    table = Table(reads=0)
    with pytest.raises(Unavailable):
        list(patience.read_many(table, KEYS[:2]))
    assert table.asked == [2, 2, 2]


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (ReadTimeoutError(endpoint_url="https://dynamodb"), ""),
        (ClientError({"Error": {"Code": "ThrottlingException"}}, "PutItem"), "ThrottlingException"),
        (None, ""),
    ],
)
def test_an_answer_that_never_came_has_no_code(cause, code):
    assert patience.code_of(PutError("failed", cause)) == code
