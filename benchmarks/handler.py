"""`python -m benchmarks.handler`: the window's work as multiples of one bare get_item, and what keeps to a budget.

All take turns in one process under moto, so a slow moment of the machine slows them all; medians are compared.
moto stands in for the network: against real DynamoDB the multiples are smaller. Budgets are in microseconds of this
machine's processor and only fall; one that is broken ends the run with an error.
"""

import base64
import json
import os
import sys
import time
import timeit
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from statistics import median
from typing import Any

import boto3  # the yardstick is boto3 itself
from moto import mock_aws

from benchmarks.environment import ENVIRONMENT, ORGANISATION, ROOT

WINDOW = ROOT / "functions" / "window"
DEMO = ROOT / "local" / "demo"
ANSWERS = (
    ("location", "mitte"),
    ("menu", "prescription"),
    ("prescription/been_here", "yes"),
    ("prescription/insurance", "private"),
)
WHOLE = "one whole call (window, new conversation)"
ROUNDS = 200
AT_ONCE, REPEATED = 50, 9
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
BUDGETS_US = {
    "one step of the walk": 5,
    "proof of the demo release": 2_000,
    "proof of a hospital group's": 50_000,
}
"""A step is an answer and where it leads; the group's release has 30 steps, 50 services and 8 locations."""
Deed = Callable[[], object]


def main() -> int:
    """Measure and print; 1 when a budget is broken."""
    _at_work()
    with mock_aws():
        fill()
        deeds = _deeds()
        yardstick, *others = _medians(deeds).items()
        print(f"{yardstick[0]}: {yardstick[1] * 1000:.2f} ms here, taken as 1")
        for name, seconds in others:
            print(f"{name}: {seconds / yardstick[1]:.2f}")
        broken = _kept({name: _best(deed) for name, deed in _budgeted().items()})
    return int(broken)


def first_page() -> bytes:
    """What the window answers to somebody who comes for the first time."""
    _at_work()
    with mock_aws():
        fill()
        html = _deeds()[WHOLE]()
    assert isinstance(html, bytes)
    return html


def _at_work() -> None:
    os.environ.update(ENVIRONMENT)
    os.environ.pop("AWS_ENDPOINT_URL", None)
    if str(WINDOW) not in sys.path:
        sys.path.insert(0, str(WINDOW))


def fill() -> None:
    """The demo clinic with its release, and a key."""
    from frontdesk.catalogue.storage import CatalogueRecord
    from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
    from frontdesk.catalogue.wiring import catalogue_ports
    from frontdesk.kernel.actor import Actor, ActorKind
    from frontdesk.patients.storage import SubjectRecord
    from frontdesk.requests.storage import RequestRecord
    from frontdesk.window.storage import PublicationRecord
    from frontdesk.window.usecases.publish_release import publish_release
    from frontdesk.window.wiring import window_ports
    from local.demo.library import keep_files

    for record in (CatalogueRecord, PublicationRecord, RequestRecord, SubjectRecord):
        record.create_table(wait=True)
    place = {"LocationConstraint": ENVIRONMENT["AWS_REGION"]}
    for bucket in ("RELEASES_BUCKET", "DOCUMENTS_BUCKET"):
        boto3.client("s3").create_bucket(Bucket=ENVIRONMENT[bucket], CreateBucketConfiguration=place)
    keys, name = {"k1": base64.b64encode(bytes(32)).decode()}, ENVIRONMENT["KEYRING_PARAMETER"]
    boto3.client("ssm").put_parameter(Name=name, Value=json.dumps(keys), Type="SecureString")
    catalogue, definition = _demo()
    store_catalogue(catalogue, ports=catalogue_ports())
    keep_files(catalogue.organisation.id, definition)
    publish_release(
        organisation_id=catalogue.organisation.id,
        definition=definition,
        note="Bench",
        follows=0,
        by=Actor(ActorKind.SYSTEM, "bench"),
        ports=window_ports(),
    )


def _demo() -> tuple[Any, dict[str, Any]]:
    """The demo clinic's catalogue and its release."""
    from frontdesk.catalogue.model import Catalogue, written

    said = json.loads((DEMO / f"{ORGANISATION}.json").read_text("utf-8"))
    catalogue = Catalogue(
        organisation=written.read_organisation(said["organisation"]),
        locations=tuple(written.read_location(it) for it in said["locations"]),
        departments=tuple(written.read_department(it) for it in said["departments"]),
    )
    return catalogue, json.loads((DEMO / f"{ORGANISATION}-release.json").read_text("utf-8"))


def _budgeted() -> dict[str, Deed]:
    """What must keep to its budget."""
    from benchmarks.releases import a_catalogue, a_large_definition
    from frontdesk.window.model.plan import Plan
    from frontdesk.window.rules.definition import why_not_publish
    from frontdesk.window.rules.walk import Walk

    catalogue, definition = _demo()
    plan, group, houses = Plan.read(definition), a_large_definition(), a_catalogue()
    step, demo, large = BUDGETS_US

    def walk() -> None:
        it = Walk(plan, catalogue)
        for place, value in ANSWERS:
            assert it.take(place, value, NOON), place

    return {
        step: walk,
        demo: lambda: why_not_publish(definition, catalogue=catalogue),
        large: lambda: why_not_publish(group, catalogue=houses),
    }


def _kept(took: dict[str, float]) -> bool:
    """Print each figure beside its budget; whether one is broken."""
    took[next(iter(took))] /= len(ANSWERS)
    for name, seconds in took.items():
        print(f"{name}: {seconds * 1e6:.1f} us, at most {BUDGETS_US[name]}")
    return any(seconds * 1e6 > BUDGETS_US[name] for name, seconds in took.items())


def _deeds() -> dict[str, Deed]:
    """What is measured, the yardstick first."""
    from chalice.test import Client

    from frontdesk.kernel.ids import OrganisationId
    from frontdesk.kernel.language import Language
    from frontdesk.window.model import Answered, Session
    from frontdesk.window.rules.engine import standing
    from frontdesk_web.presenters.window import conversation_page

    window = import_module("app")
    ports, organisation = window.ports, OrganisationId(ORGANISATION)
    catalogue = ports.catalogue(organisation)
    release = ports.releases.get(organisation, ports.releases.live(organisation).release_id)
    session = Session(
        organisation_id=organisation,
        release_id=release.id,
        language=Language.GERMAN,
        began_at=NOON,
        path=tuple(Answered(place, value, NOON) for place, value in ANSWERS),
    )
    menu = standing(release, session.back_to(1), catalogue=catalogue, now=NOON)
    table = boto3.client("dynamodb")
    key: dict[str, Any] = {"pk": {"S": ORGANISATION}, "sk": {"S": "publication#00000001"}}
    client = Client(window.app)

    def call() -> bytes:
        answer = client.http.get(f"/window/{ORGANISATION}?lang=de")
        assert answer.status_code == 200, answer.body  # noqa: PLR2004
        body: bytes = answer.body
        return body

    return {
        "one get_item": lambda: table.get_item(TableName=ENVIRONMENT["WINDOW_TABLE"], Key=key),
        "four answers replayed, with words": lambda: standing(
            release, session, catalogue=catalogue, now=NOON
        ),
        "one page (the menu)": lambda: conversation_page(
            menu, catalogue, token="t" * 400, coded=lambda value: value, now=NOON
        ),
        WHOLE: call,
    }


def _best(deed: Deed) -> float:
    """Processor seconds of one deed, at its best: what the deed itself needs, whoever else runs."""
    times = timeit.repeat(deed, timer=time.process_time, number=AT_ONCE, repeat=REPEATED)
    return min(times) / AT_ONCE


def _medians(deeds: dict[str, Deed]) -> dict[str, float]:
    took: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(ROUNDS):
        for name, deed in deeds.items():
            began = time.perf_counter()
            deed()
            took[name].append(time.perf_counter() - began)
    return {name: median(it[ROUNDS // 10 :]) for name, it in took.items()}


if __name__ == "__main__":
    sys.exit(main())
