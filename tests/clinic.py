"""The demo organisations, put into the cloud that is up: what the tests of whole functions are about."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache

from frontdesk.catalogue.model import Catalogue, Deadlines
from frontdesk.catalogue.model.written import read_department, read_location, read_organisation
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.usecases.publish_release import publish_release
from frontdesk.window.wiring import window_ports
from infra.target import ROOT
from local.demo.library import keep_files
from local.demo.organisations import HERE
from tests.clouds import step

LINDENHOF, BIRKENHOF = OrganisationId("lindenhof"), OrganisationId("birkenhof")
XINGLIN = OrganisationId("xinglin")
A_SECOND = timedelta(seconds=1)
SHORT = Deadlines(answer_within=A_SECOND, given_up_after=2 * A_SECOND, reply_within=timedelta(days=1))


def lindenhof(**changes):
    """The German demo organisation's catalogue, with changes to the organisation itself."""
    return demo_catalogue(LINDENHOF, **changes)


def xinglin(**changes):
    """The Chinese demo organisation's catalogue, with changes to the organisation itself."""
    return demo_catalogue(XINGLIN, **changes)


def demo_catalogue(organisation_id, **changes):
    """The catalogue of a demo organisation, with changes to the organisation itself."""
    said = json.loads((HERE / f"{organisation_id}.json").read_text("utf-8"))
    return Catalogue(
        organisation=replace(read_organisation(said["organisation"]), **changes),
        locations=tuple(read_location(it) for it in said["locations"]),
        departments=tuple(read_department(it) for it in said["departments"]),
    )


def a_definition(organisation_id=LINDENHOF):
    """A demo organisation's flows, to be changed at will."""
    return json.loads((HERE / f"{organisation_id}-release.json").read_text("utf-8"))


def a_plain_definition():
    """Three flows of the German practice without services and files, to be changed at will."""
    return json.loads((ROOT / "tests/plain-release.json").read_text("utf-8"))


def move_in(**changes):
    """Store the German practice with its files and publish its flows."""
    _moved_in(LINDENHOF, changes)


def move_in_xinglin(**changes):
    """Store the Chinese clinic with its files and publish its flows."""
    _moved_in(XINGLIN, changes)


def _moved_in(organisation_id, changes):
    step(("moved in", organisation_id, repr(changes)), lambda: _furnish(organisation_id, changes))
    catalogue_ports().shelf.memory.forget(organisation_id)


def _furnish(organisation_id, changes):
    definition = a_definition(organisation_id)
    store_catalogue(demo_catalogue(organisation_id, **changes), ports=catalogue_ports())
    keep_files(organisation_id, definition)
    publish_release(
        organisation_id=organisation_id,
        definition=definition,
        note="Tests",
        follows=0,
        by=Actor(ActorKind.SYSTEM, "tests"),
        ports=ports_of_the_window(),
    )


@cache
def ports_of_the_window():
    """As one container has them."""
    return window_ports()
