"""What became of an appointment is counted, and whether somebody was reminded of it."""

from frontdesk.messaging.model.tallies import Followed
from frontdesk.messaging.ports.tallies import TallyPorts


def count_followed(followed: Followed, *, ports: TallyPorts) -> None:
    """Count it; under the id of the same fact it is counted once."""
    ports.tallies.follow(followed)
