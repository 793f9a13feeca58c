"""Puts the demo organisations where they are missing: `python -m local.demo`, in the environment of the functions."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import boto3

from frontdesk.access.model import Role, Staff
from frontdesk.access.usecases.enrol_staff import enrol_staff
from frontdesk.access.wiring import access_ports
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.booking.wiring import booking_ports
from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.model.written import read_department, read_location, read_organisation
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId
from frontdesk.kernel.language import Language
from frontdesk.messaging.gateways.bridge_secret import parameter_of as telephony_of
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.patients.gateways.login_secret import parameter_of
from frontdesk.window.usecases.list_publications import list_publications
from frontdesk.window.usecases.publish_release import publish_release
from frontdesk.window.wiring import window_ports
from local.demo.encounters import keep_encounters
from local.demo.followup import keep_book
from local.demo.followup_history import keep_history
from local.demo.library import keep_files
from local.demo.organisations import demos
from local.demo.recalls import keep_recalls
from local.demo.stand_ins import led_to_stand_ins
from local.simulators.handset import SECRET as OF_THE_HANDSET
from local.simulators.login import SECRET
from local.simulators.switchboard import SIGNED_WITH

DEMO = Actor(ActorKind.SYSTEM, "demo")


def put_organisation(
    said: Mapping[str, Any], release: Mapping[str, Any], timetable: Mapping[str, Any]
) -> None:
    """Store the catalogue, the staff with accounts, the files and the times, and publish the release. Twice is once."""
    stand_in_url = os.environ.get("STAND_IN_URL")
    organisation = said["organisation"]
    catalogue = Catalogue(
        organisation=read_organisation(
            led_to_stand_ins(organisation, stand_in_url) if stand_in_url else organisation
        ),
        locations=tuple(read_location(it) for it in said["locations"]),
        departments=tuple(read_department(it) for it in said["departments"]),
    )
    store_catalogue(catalogue, ports=catalogue_ports())
    for it in said["staff"]:
        _enrol(catalogue.organisation.id, it)
    if "login" in organisation:
        _agree_with_the_provider(catalogue.organisation.id)
    messaging_ports().secrets.keep(catalogue.organisation.id, "simulator", "secret", OF_THE_HANDSET)
    _connect_the_switchboard(catalogue.organisation.id)
    keep_files(catalogue.organisation.id, release)
    _lay_out(catalogue.organisation.id, timetable)
    keep_recalls(catalogue.organisation.id, catalogue.locations[0].id, catalogue.locations[0].zone)
    keep_book(catalogue)
    keep_encounters(catalogue)
    keep_history(catalogue)
    _publish(catalogue.organisation.id, release)


def _agree_with_the_provider(organisation_id: OrganisationId) -> None:
    """The secret by which the simulated provider of log-ins knows the clinic."""
    name = parameter_of(organisation_id)
    boto3.client("ssm").put_parameter(Name=name, Value=SECRET, Type="SecureString", Overwrite=True)


def _connect_the_switchboard(organisation_id: OrganisationId) -> None:
    """The secret of the simulated telephone system."""
    name, value = telephony_of(organisation_id), json.dumps({"secrets": [SIGNED_WITH]})
    boto3.client("ssm").put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)


def _lay_out(organisation_id: OrganisationId, timetable: Mapping[str, Any]) -> None:
    """Store the times that the demo offers, unless the clinic has some already: somebody may have changed them."""
    timetables = booking_ports().timetables
    if timetables.get(organisation_id) is None:
        timetables.put(organisation_id, read_timetable(timetable))


def _publish(organisation_id: OrganisationId, release: Mapping[str, Any]) -> None:
    """Publish what the demo says now, unless somebody else has published since: theirs stays."""
    stand_in_url = os.environ.get("STAND_IN_URL")
    ports = window_ports()
    live = next(iter(list_publications(organisation_id=organisation_id, ports=ports)), None)
    if live is not None and live.by != DEMO:
        return
    publish_release(
        organisation_id=organisation_id,
        definition=led_to_stand_ins(release, stand_in_url) if stand_in_url else release,
        note="Demo",
        by=DEMO,
        follows=live.number if live else 0,
        ports=ports,
    )


def _enrol(organisation_id: OrganisationId, said: Mapping[str, Any]) -> None:
    staff = Staff(
        id=StaffId(said["id"]),
        organisation_id=organisation_id,
        name=said["name"],
        role=Role(said["role"]),
        departments=frozenset(DepartmentId(it) for it in said["departments"]),
        language=Language(said["language"]),
        email=said["email"],
    )
    enrol_staff(staff, ports=access_ports())
    cognito, pool = boto3.client("cognito-idp"), os.environ["USER_POOL_ID"]
    username = f"{organisation_id}.{staff.id}"
    with suppress(cognito.exceptions.UsernameExistsException):
        cognito.admin_create_user(UserPoolId=pool, Username=username, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(
        UserPoolId=pool, Username=username, Password=said["password"], Permanent=True
    )


def main() -> None:
    """Store all demo organisations."""
    for demo in demos():
        put_organisation(demo.said, demo.release, demo.timetable)


if __name__ == "__main__":
    main()
