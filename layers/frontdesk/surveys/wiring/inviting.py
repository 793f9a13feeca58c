"""Inviting to surveys, put together for the cloud. Called once per cold start."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.kernel.memory import Memory
from frontdesk.messaging.model import Kind, Message, Purpose
from frontdesk.messaging.rules.consent import INVITED_BY, is_wanted
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.messaging.wiring.settings import contact_at, laid_down
from frontdesk.patients.usecases.find_subjects import find_subject
from frontdesk.patients.usecases.preferences_of import preferences_of
from frontdesk.patients.wiring import patients_ports
from frontdesk.surveys.model import SpotId, Survey, SurveyId
from frontdesk.surveys.model.invitations import Visit
from frontdesk.surveys.ports.inviting import InvitingPorts
from frontdesk.surveys.storage import DynamoInvitations, DynamoSurveys
from frontdesk.surveys.wiring.giving import FRESH_FOR_S, keys

Visits = Callable[[OrganisationId, str], Visit | None]
Links = Callable[[OrganisationId, SurveyId, SpotId, str], str]

remembered: Memory[OrganisationId, Sequence[Survey]] = Memory(DynamoSurveys().all, FRESH_FOR_S)
"""The surveys of a clinic: the hospital tells of a visit every few seconds."""


def inviting_ports(visit: Visits, link: Links) -> InvitingPorts:
    """`visit`: as the hospital has it; `link`: the address that a token opens."""
    catalogue, outbox = catalogue_ports(), messaging_ports().outbox

    def zone(organisation_id: OrganisationId, location_id: LocationId) -> ZoneInfo:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).location(location_id).zone

    def queue(message: Message) -> None:
        [member] = message.members
        outbox.join(message, member)

    return InvitingPorts(
        surveys=remembered.get,
        survey=DynamoSurveys().get,
        keys=keys,
        invitations=DynamoInvitations(),
        visit=visit,
        zone=zone,
        reached=_reached,
        queue=queue,
        link=link,
        clock=system_clock,
    )


def _reached(
    organisation_id: OrganisationId, subject_id: SubjectId
) -> tuple[Language, Sequence[Kind]] | None:
    patients = patients_ports()
    try:
        subject = find_subject(organisation_id=organisation_id, subject_id=subject_id, ports=patients)
    except NotFound:
        return None
    addresses = {Kind.SMS: subject.phone, Kind.EMAIL: subject.email}
    order = laid_down.get(organisation_id).settings.order.get(Purpose.SURVEY, INVITED_BY)
    kinds = []
    for kind in (it for it in order if it in INVITED_BY):
        if to := addresses[kind]:
            wanted = preferences_of(
                organisation_id=organisation_id, contact=contact_at(kind, to), ports=patients
            )
            if is_wanted(Purpose.SURVEY, kind, wanted, now=system_clock()):
                kinds.append(kind)
    return (subject.language, kinds) if kinds else None
