"""The demo practice, put into the cloud that is up: what the tests of whole functions are about."""

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

LINDENHOF, BIRKENHOF = OrganisationId("lindenhof"), OrganisationId("birkenhof")
A_SECOND = timedelta(seconds=1)
SHORT = Deadlines(answer_within=A_SECOND, given_up_after=2 * A_SECOND, reply_within=timedelta(days=1))


def lindenhof(**changes):
    """The demo organisation's catalogue, with changes to the organisation itself."""
    said = json.loads((ROOT / "local/demo/lindenhof.json").read_text("utf-8"))
    return Catalogue(
        organisation=replace(read_organisation(said["organisation"]), **changes),
        locations=tuple(read_location(it) for it in said["locations"]),
        departments=tuple(read_department(it) for it in said["departments"]),
    )


def a_definition():
    """The demo organisation's flows, to be changed at will."""
    return json.loads((ROOT / "local/demo/lindenhof-release.json").read_text("utf-8"))


def move_in(**changes):
    """Store the practice and publish its flows."""
    catalogue = lindenhof(**changes)
    store_catalogue(catalogue, ports=catalogue_ports())
    publish_release(
        organisation_id=catalogue.organisation.id,
        definition=a_definition(),
        by=Actor(ActorKind.SYSTEM, "tests"),
        ports=_window(),
    )


@cache
def _window():
    return window_ports()
