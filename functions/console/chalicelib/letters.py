"""Letters to patients: shown until they are printed and in their envelopes."""

from functools import partial

from chalicelib.reach import catalogue_of, permit
from frontdesk.access.model import Permission, SignedIn
from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.messaging.usecases.list_letters import list_letters
from frontdesk.messaging.usecases.mark_printed import mark_printed
from frontdesk.messaging.wiring import messaging_ports
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_letters import LETTERS, chosen, letters_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

desk = Desk(__name__)
ports, record = messaging_ports(), partial(record_deed, ports=audit_ports())


@desk.route(LETTERS)
@signed_in(desk)
def letters(who: SignedIn) -> Page:
    permit(who, Permission.MESSAGES_READ)
    found = list_letters(organisation_id=who.organisation_id, by=who.actor, record=record, ports=ports)
    return letters_page(who, catalogue_of(who), found, printed=desk.query().get("printed"))


@desk.route(LETTERS, methods=["POST"])
@signed_in(desk)
def printed(who: SignedIn) -> SeeOther:
    permit(who, Permission.MESSAGES_WRITE)
    done = mark_printed(organisation_id=who.organisation_id, letters=chosen(desk.form()), ports=ports)
    return SeeOther(url=f"{LETTERS}?printed={done}")
