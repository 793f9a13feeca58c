"""The doors of waiting and of invitations: a part of booking's HTTP function, for its file has no room for more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases.show_invitation import show_invitation
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.ids import InvitationId
from frontdesk.kernel.language import Language
from frontdesk_web import invitation_deeds as deeds
from frontdesk_web.http import App
from frontdesk_web.presenters.booking_appointment import Mine
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.booking_invitation import Invited
from frontdesk_web.render import Page, SeeOther

A_CLINIC = "/booking/{organisation_id}"
AN_APPOINTMENT = f"{A_CLINIC}/appointments/{{appointment_ticket}}"
AN_INVITATION = f"{A_CLINIC}/invitations/{{invitation_ticket}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What booking's function knows of a request: at which counter, with what, and of which appointment it is."""

    ports: Callable[[], BookingPorts]
    told: Callable[[], Mapping[str, str]]
    counter: Callable[[str], Counter]
    meant: Callable[[str, str, str], tuple[Catalogue, str]]
    before: Callable[[Catalogue, Timetable, Language], Counter]
    opened: Callable[
        [str, str, Callable[[Mine, Mapping[str, str], BookingPorts], Page | SeeOther]], Page | SeeOther
    ]


def open_doors(app: App, front: Front) -> None:
    """Add the routes to the app."""
    _open_the_list(app, front)
    _open_invitations(app, front)


def _open_the_list(app: App, front: Front) -> None:
    @app.route(f"{A_CLINIC}/wait")
    @app.route(f"{A_CLINIC}/wait", methods=["POST"])
    def ask_to_wait(organisation_id: str) -> Page | SeeOther:
        return deeds.ask_to_wait(front.counter(organisation_id), front.told())

    @app.route(f"{A_CLINIC}/wait/confirm", methods=["POST"])
    def wait(organisation_id: str) -> Page | SeeOther:
        return deeds.begin_to_wait(front.counter(organisation_id), app.form(), front.ports())

    @app.route(f"{AN_APPOINTMENT}/earlier", methods=["POST"])
    def wait_for_earlier(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
        return front.opened(organisation_id, appointment_ticket, deeds.begin_to_wait_for_earlier)


def _open_invitations(app: App, front: Front) -> None:
    def opened(organisation_id: str, ticket: str, deed: deeds.Deed) -> Page | SeeOther:
        return deeds.opened(_invited(front, organisation_id, ticket), front.told(), front.ports(), deed)

    @app.route(AN_INVITATION)
    def show_invited(organisation_id: str, invitation_ticket: str) -> Page | SeeOther:
        return opened(organisation_id, invitation_ticket, deeds.show)

    @app.route(f"{AN_INVITATION}/proof", methods=["POST"])
    def prove_invited(organisation_id: str, invitation_ticket: str) -> Page | SeeOther:
        return deeds.prove(_invited(front, organisation_id, invitation_ticket), app.form(), front.ports())

    @app.route(f"{AN_INVITATION}/chosen", methods=["POST"])
    def choose_invited(organisation_id: str, invitation_ticket: str) -> Page | SeeOther:
        return opened(organisation_id, invitation_ticket, deeds.choose)

    @app.route(f"{AN_INVITATION}/take", methods=["POST"])
    def take_invited(organisation_id: str, invitation_ticket: str) -> Page | SeeOther:
        return opened(organisation_id, invitation_ticket, deeds.take)

    @app.route(f"{AN_INVITATION}/withdraw", methods=["POST"])
    def withdraw_invited(organisation_id: str, invitation_ticket: str) -> Page | SeeOther:
        return opened(organisation_id, invitation_ticket, deeds.withdraw)


def _invited(front: Front, organisation_id: str, ticket: str) -> Invited:
    """An invitation, whoever asks: `token` says whether that is the patient. NotFound for any ticket but ours."""
    catalogue, invitation_id = front.meant(organisation_id, ticket, "invitation")
    here, ports = catalogue.organisation.id, front.ports()
    shown = show_invitation(organisation_id=here, invitation_id=InvitationId(invitation_id), ports=ports)
    counter = front.before(catalogue, shown.timetable, shown.invitation.language)
    return Invited(shown=shown, counter=counter, ticket=ticket, token=front.told().get("s", ""))
