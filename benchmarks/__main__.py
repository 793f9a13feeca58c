"""`make bench`: an engine step, a page and a whole call, each as a multiple of one bare DynamoDB get_item.

All take turns in one process under moto, so a slow moment of the machine slows them all; medians are compared.
moto stands in for the network: against real DynamoDB the multiples are smaller.
"""

import base64
import gzip
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import boto3  # the yardstick is boto3 itself
from moto import mock_aws

ROOT = Path(__file__).parents[1]
WINDOW = ROOT / "functions" / "window"
DEMO = ROOT / "local" / "demo"
ORGANISATION = "lindenhof"
ANSWERS = (
    ("location", "mitte"),
    ("menu", "prescription"),
    ("prescription/been_here", "yes"),
    ("prescription/insurance", "private"),
)
ROUNDS = 200
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_REGION": "eu-central-1",
    "WINDOW_TABLE": "bench-window",
    "CATALOGUE_TABLE": "bench-catalogue",
    "RELEASES_BUCKET": "bench-releases",
    "KEYRING_PARAMETER": "/bench/keyring",
    "POWERTOOLS_LOG_LEVEL": "ERROR",
}

Deed = Callable[[], object]


def main() -> None:
    """Measure and print."""
    os.environ.update(ENVIRONMENT)
    os.environ.pop("AWS_ENDPOINT_URL", None)
    sys.path.insert(0, str(WINDOW))
    with mock_aws():
        _fill()
        deeds, html = _deeds()
        yardstick, *others = _medians(deeds).items()
        print(f"{yardstick[0]}: {yardstick[1] * 1000:.2f} ms here, taken as 1")
        for name, seconds in others:
            print(f"{name}: {seconds / yardstick[1]:.2f}")
    static = ROOT / "layers" / "frontdesk_web" / "static"
    parts = {"page": html} | {it: (static / it).read_bytes() for it in ("patient.css", "patient.js")}
    sizes = {name: len(gzip.compress(it)) for name, it in parts.items()}
    print(f"first page, gzipped: {sum(sizes.values())} bytes {sizes}")


def _fill() -> None:
    """The demo clinic with its release, and a key."""
    from frontdesk.catalogue.model import Catalogue, written
    from frontdesk.catalogue.storage import CatalogueRecord
    from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
    from frontdesk.catalogue.wiring import catalogue_ports
    from frontdesk.kernel.actor import Actor, ActorKind
    from frontdesk.kernel.ids import OrganisationId
    from frontdesk.window.storage import LiveRecord
    from frontdesk.window.usecases.publish_release import publish_release
    from frontdesk.window.wiring import window_ports

    CatalogueRecord.create_table(wait=True)
    LiveRecord.create_table(wait=True)
    bucket, place = ENVIRONMENT["RELEASES_BUCKET"], {"LocationConstraint": ENVIRONMENT["AWS_REGION"]}
    boto3.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
    keys, name = {"k1": base64.b64encode(bytes(32)).decode()}, ENVIRONMENT["KEYRING_PARAMETER"]
    boto3.client("ssm").put_parameter(Name=name, Value=json.dumps(keys), Type="SecureString")
    said = json.loads((DEMO / f"{ORGANISATION}.json").read_text("utf-8"))
    catalogue = Catalogue(
        organisation=written.read_organisation(said["organisation"]),
        locations=tuple(written.read_location(it) for it in said["locations"]),
        departments=tuple(written.read_department(it) for it in said["departments"]),
    )
    store_catalogue(catalogue, ports=catalogue_ports())
    publish_release(
        organisation_id=OrganisationId(ORGANISATION),
        definition=json.loads((DEMO / f"{ORGANISATION}-release.json").read_text("utf-8")),
        by=Actor(ActorKind.SYSTEM, "bench"),
        ports=window_ports(),
    )


def _deeds() -> tuple[dict[str, Deed], bytes]:
    """What is measured, the yardstick first; and the page that the whole call answers."""
    from chalice.test import Client

    from frontdesk.kernel.ids import OrganisationId
    from frontdesk.kernel.language import Language
    from frontdesk.window.model import Answered, Session
    from frontdesk.window.rules.engine import standing
    from frontdesk_web.presenters.window import conversation_page

    window = import_module("app")
    ports, organisation = window.ports, OrganisationId(ORGANISATION)
    catalogue = ports.catalogue(organisation)
    release = ports.releases.get(organisation, ports.releases.live(organisation))
    path = tuple(Answered(place, value) for place, value in ANSWERS)
    session = Session(
        organisation_id=organisation, release_id=release.id, language=Language.GERMAN, path=path
    )
    menu = standing(release, session.back_to(1))
    table = boto3.client("dynamodb")
    key: dict[str, Any] = {"pk": {"S": ORGANISATION}, "sk": {"S": "live"}}
    client = Client(window.app)

    def call() -> bytes:
        answer = client.http.get(f"/window/{ORGANISATION}?lang=de")
        assert answer.status_code == 200, answer.body  # noqa: PLR2004
        body: bytes = answer.body
        return body

    deeds: dict[str, Deed] = {
        "one get_item": lambda: table.get_item(TableName=ENVIRONMENT["WINDOW_TABLE"], Key=key),
        "one engine step (four answers)": lambda: standing(release, session),
        "one page (the menu)": lambda: conversation_page(menu, catalogue, token="t" * 400, now=NOON),
        "one whole call (window, new conversation)": call,
    }
    return deeds, call()


def _medians(deeds: dict[str, Deed]) -> dict[str, float]:
    took: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(ROUNDS):
        for name, deed in deeds.items():
            began = time.perf_counter()
            deed()
            took[name].append(time.perf_counter() - began)
    return {name: median(it[ROUNDS // 10 :]) for name, it in took.items()}


if __name__ == "__main__":
    main()
