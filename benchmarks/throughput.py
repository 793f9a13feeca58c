"""`python -m benchmarks.throughput [--messages 1000]`: due messages handed to the simulated provider by a whole desk.

The functions run as processes of the local cloud on this machine, whose cores they share: a figure of this machine,
not of AWS. Exit 1 when not all of them arrive once each within the time that is allowed.
"""

import os
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Message, Purpose, Recipient, RecipientKind
from local.addresses import Addresses
from local.stack import running

ORGANISATION = "lindenhof"
MESSAGES, WITHIN_S = 1_000, 30.0
GIVEN_UP_AFTER_S = 180.0
WRITERS = 16


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figure; 1 when a message is missing, came twice, or all of them took too long."""
    parser = ArgumentParser(prog="python -m benchmarks.throughput")
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--within", type=float, default=WITHIN_S, metavar="SECONDS")
    asked = parser.parse_args(list(arguments))
    with tempfile.TemporaryDirectory() as home, running(Path(home), say=print) as desk:
        began = len(_arrived(desk.addresses))
        queue(desk.addresses, asked.messages)
        took = sent(desk.addresses, began + asked.messages)
        came = _arrived(desk.addresses)
    twice = sum(count - 1 for count in Counter(came).values())
    missing = began + asked.messages - len(set(came))
    print(
        f"{asked.messages} due messages: {took:.1f} s, {missing} missing, {twice} twice; {os.cpu_count()} cores"
    )
    return int(took > asked.within or missing > 0 or twice > 0)


def queue(addresses: Addresses, number: int) -> None:
    """So many messages that are due from now on, in the outbox as every area puts them there."""
    os.environ.update(addresses.environment)
    # Tables take their names and addresses from the environment when they are imported.
    from frontdesk.messaging.storage import DynamoOutbox
    from frontdesk.messaging.wiring.settings import settings_ports

    laid, here = settings_ports().laid, OrganisationId(ORGANISATION)
    laid.put_settings(here, replace(laid.get(here).settings, quiet=None))  # it may be night
    outbox, now = DynamoOutbox(), datetime.now(UTC)
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda it: outbox.add(due(it, now)), range(number)))


def due(number: int, now: datetime) -> Message:
    """One reminder, as mail to somebody of the staff."""
    return Message(
        id=MessageId(f"throughput-{number}"),
        organisation_id=OrganisationId(ORGANISATION),
        recipient=Recipient(RecipientKind.STAFF, "1001"),
        template="appointment_reminder",
        language=Language.GERMAN,
        queued_at=now,
        purpose=Purpose.APPOINTMENT,
        kinds=(Kind.EMAIL,),
        parameters={"times": "24.11.2026 09:00", "link": "https://clinic.example/1", "note": ""},
    )


def sent(addresses: Addresses, number: int) -> float:
    """How many seconds it takes from the next tick until so many have arrived."""
    begun = time.monotonic()
    tick = {"FunctionName": "frontdesk-reminders-tick", "InvocationType": "Event", "Payload": b"{}"}
    addresses.client("lambda").invoke(**tick)
    while len(_arrived(addresses)) < number and time.monotonic() - begun < GIVEN_UP_AFTER_S:
        time.sleep(2)
    return time.monotonic() - begun


def _arrived(addresses: Addresses) -> list[str]:
    found = httpx2.get(f"{addresses.simulator}/messages", params={"kind": "email"}, timeout=30).json()
    return [it["reference"] for it in found["messages"]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
