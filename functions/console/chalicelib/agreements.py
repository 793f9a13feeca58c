"""What a patient agreed to be sent beside their treatment: noted, and taken back, at the patient's page."""

from functools import partial

from chalicelib.reach import permit
from chalicelib.refusing import on_its_own_page
from frontdesk.access.model import Permission, SignedIn
from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import SubjectId
from frontdesk.patients.model import Offer
from frontdesk.patients.usecases.give_agreement import give_agreement
from frontdesk.patients.usecases.withdraw_agreement import withdraw_agreement
from frontdesk.patients.wiring import patients_ports
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_reminders import PATIENTS
from frontdesk_web.render import SeeOther
from frontdesk_web.session import signed_in

DEEDS = {"give": (give_agreement, "agreed"), "withdraw": (withdraw_agreement, "withdrawn")}

desk = Desk(__name__)
ports = patients_ports(record=partial(record_deed, ports=audit_ports()))


@desk.route(f"{PATIENTS}/{{subject_id}}/agreements", methods=["POST"])
@signed_in(desk)
def note(who: SignedIn, subject_id: str) -> SeeOther:
    permit(who, Permission.REMINDERS_CHANGE)
    typed = desk.form()
    offer, deed = typed.get("offer", ""), DEEDS.get(typed.get("deed", ""))
    if offer not in set(Offer) or deed is None:
        raise NotFound(offer=offer)
    noted, done = deed
    noted(
        organisation_id=who.organisation_id,
        subject_id=SubjectId(subject_id),
        offer=Offer(offer),
        by=who.staff.id,
        ports=ports,
    )
    return SeeOther(url=f"{PATIENTS}/{subject_id}?done={done}")


on_its_own_page(desk)
