"""What the throughput is measured with is a message as areas send it."""

from datetime import UTC, datetime

from benchmarks.throughput import due
from frontdesk.messaging.rules.templates import placeholders

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_the_message_that_is_measured_says_everything_that_its_words_ask_for():
    it = due(7, NOON)
    assert placeholders(it.template) == {*it.parameters, "clinic"}
