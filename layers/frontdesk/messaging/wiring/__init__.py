"""Messaging put together for the cloud. Called once per cold start."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from frontdesk.access.usecases.staff_by_id import staff_by_id
from frontdesk.access.wiring import access_ports
from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound, ProviderFailure, Unavailable
from frontdesk.kernel.ids import ContactKey, OrganisationId, StaffId, SubjectId
from frontdesk.messaging.channels import find
from frontdesk.messaging.gateways import RealTools
from frontdesk.messaging.gateways.outward import Outward, leads_here
from frontdesk.messaging.gateways.secrets import ParameterSecrets
from frontdesk.messaging.gateways.senders import LambdaSenders
from frontdesk.messaging.model import (
    Address,
    Go,
    Kind,
    Message,
    Recipient,
    RecipientKind,
    Standing,
    Wording,
)
from frontdesk.messaging.model.traffic import Happening, Posted, Reply
from frontdesk.messaging.ports import Channel, MessagingPorts, Secrets, Tools
from frontdesk.messaging.rules import OF_THREADS
from frontdesk.messaging.rules.merged import Merged
from frontdesk.messaging.rules.templates import own_wording
from frontdesk.messaging.storage import DynamoLetters, DynamoOutbox, DynamoReceipts, DynamoThreads
from frontdesk.messaging.usecases.judge_message import judge_message
from frontdesk.messaging.usecases.word_line import word_line
from frontdesk.messaging.wiring.settings import judging_ports, laid_down, plain_settings, suppress
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.find_subjects import find_subject
from frontdesk.patients.wiring import patients_ports

Stands = Callable[[Message], Standing]

USUAL = (Kind.SMS, Kind.EMAIL)
"""In which order kinds are tried where a clinic has said nothing."""
ON_PAPER = "post"
"""What a letter needs no provider for: the clinic prints it."""


@dataclass(frozen=True, slots=True)
class Providers:
    """The channels of every organisation, with their settings."""

    catalogue: CataloguePorts
    secrets: Secrets
    tools: Tools

    def name_for(self, organisation_id: OrganisationId, kind: Kind) -> str:
        organisation = read_catalogue(organisation_id=organisation_id, ports=self.catalogue).organisation
        chosen = laid_down.get(organisation_id).settings.channels.get(kind)
        return chosen or organisation.channels.get(kind.value, ON_PAPER if kind is Kind.POST else "")

    def channel_for(self, organisation_id: OrganisationId, kind: Kind) -> Channel:
        return self.channel_of(organisation_id, self.name_for(organisation_id, kind))

    def pace(self, organisation_id: OrganisationId, kind: Kind) -> int | None:
        """What the clinic says that the provider takes in a minute, if it does."""
        said = plain_settings(organisation_id, self.name_for(organisation_id, kind)).get("per_minute")
        return said if isinstance(said, int) else None

    def channel_of(self, organisation_id: OrganisationId, name: str) -> Channel:
        plain = plain_settings(organisation_id, name)
        return find(name, Merged(plain, lambda: self.secrets.of(organisation_id, name)), self.tools)

    def read(self, posted: Posted) -> Sequence[Happening]:
        # Who asks for a clinic that is not there costs no look at the secrets.
        read_catalogue(organisation_id=posted.organisation_id, ports=self.catalogue)
        try:
            channel = self.channel_of(posted.organisation_id, posted.channel)
        except ProviderFailure as nothing_there:
            raise NotFound(channel=posted.channel) from nothing_there
        return channel.read(posted)


def messaging_ports(causes: Mapping[str, Stands] | None = None) -> MessagingPorts:
    """`causes`: who is asked, by the kind of cause, before a message is sent; the areas that have causes give them."""
    catalogue, patients, access = catalogue_ports(), patients_ports(), access_ports()
    providers = Providers(catalogue, ParameterSecrets(), _tools())

    threads = DynamoThreads()
    asked: dict[str, Stands] = {
        OF_THREADS: lambda message: word_line(message, threads=threads),
        **(causes or {}),
    }

    def address_of(organisation_id: OrganisationId, recipient: Recipient, kind: Kind) -> Address | None:
        phone: str | None = None
        letter: str | None = None
        try:
            if recipient.kind is RecipientKind.THREAD:
                thread = threads.head(organisation_id, ContactKey(recipient.id))
                return Address(kind, thread.to) if thread and thread.kind is kind else None
            if recipient.kind is RecipientKind.CONTACT:
                contact = find_contact(
                    organisation_id=organisation_id, contact_key=ContactKey(recipient.id), ports=patients
                )
                return Address(kind, contact.to) if contact.kind.value == kind.value else None
            if recipient.kind is RecipientKind.SUBJECT:
                subject = find_subject(
                    organisation_id=organisation_id, subject_id=SubjectId(recipient.id), ports=patients
                )
                phone, email = subject.phone, subject.email
                # Where they live is in the clinic's own files, under the name and the date of birth.
                letter = f"{subject.name}\n{subject.birth_date.isoformat()}"
            else:
                staff = staff_by_id(
                    organisation_id=organisation_id, staff_id=StaffId(recipient.id), ports=access
                )
                email = staff.email
        except NotFound:
            return None
        to = {Kind.SMS: phone, Kind.VOICE: phone, Kind.EMAIL: email, Kind.POST: letter}[kind]
        return Address(kind, to) if to else None

    def clinic_name(organisation_id: OrganisationId) -> str:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation.name

    def standing(message: Message) -> Standing:
        return asked[message.cause](message) if message.cause else Go()

    return MessagingPorts(
        outbox=DynamoOutbox(),
        address_of=address_of,
        kinds=lambda it: laid_down.get(it.organisation_id).settings.order.get(it.purpose, USUAL),
        channel_for=providers.channel_for,
        verdict=partial(judge_message, ports=judging_ports()),
        standing=standing,
        clinic_name=clinic_name,
        organisations=lambda: list_organisations(ports=catalogue),
        receipts=DynamoReceipts(),
        letters=providers.tools.letters,
        secrets=providers.secrets,
        read=providers.read,
        hear=_not_heard,
        suppress=suppress,
        clock=system_clock,
        own_wording=_own_wording,
        senders=LambdaSenders(),
        pace=providers.pace,
    )


def _tools() -> RealTools:
    return RealTools(
        letters=DynamoLetters(),
        public_url=os.environ.get("PUBLIC_URL", ""),
        clock=system_clock,
        outward=Outward(here_too=leads_here(os.environ.get("SIMULATOR_URL", ""))),
    )


def _not_heard(_reply: Reply) -> None:
    """Nobody here reads what people write: the provider keeps it, and tries again."""
    raise Unavailable


def _own_wording(message: Message, kind: Kind) -> Wording | None:
    laid = laid_down.get(message.organisation_id)
    return own_wording(laid.templates, message.template, message.language, kind)
