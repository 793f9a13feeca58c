"""Reply templates of follow-up: one's own, and the clinic's."""

from chalicelib.followup_people import member_as
from chalicelib.reach import catalogue_of
from frontdesk.access.model import SignedIn
from frontdesk.followup.model.people import Right
from frontdesk.followup.model.replies import ReplyId
from frontdesk.followup.usecases.change_reply import change_reply, read_replies, remove_reply
from frontdesk.followup.wiring.replies import reply_ports
from frontdesk.kernel.errors import FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.ids import StaffId, carried_id
from frontdesk.kernel.language import Language, preferred
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_replies import CLINICS, OWN, replies_page, reply_page
from frontdesk_web.presenters.console_task_list import REPLIES
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

ONE = f"{REPLIES}/{{whose}}/{{reply_id}}"

desk = Desk(__name__)
ports = reply_ports()


@desk.route(REPLIES)
@signed_in(desk)
def show_all(who: SignedIn) -> Page:
    _permit(who)
    member = member_as(who.staff)
    shelves = read_replies(organisation_id=who.organisation_id, member=member, ports=ports)
    return replies_page(who, catalogue_of(who), shelves, member=member, done=desk.query().get("done", ""))


@desk.route(ONE)
@signed_in(desk)
def show(who: SignedIn, whose: str, reply_id: str) -> Page:
    return _page(who, whose, reply_id)


@desk.route(ONE, methods=["POST"])
@signed_in(desk)
def write(who: SignedIn, whose: str, reply_id: str) -> SeeOther:
    _permit(who)
    typed, member, owner = desk.form(), member_as(who.staff), _owner(who, whose)
    it = ReplyId(carried_id(reply_id))
    if typed.get("deed") == "remove":
        remove_reply(
            organisation_id=who.organisation_id, owner=owner, reply_id=it, member=member, ports=ports
        )
        return SeeOther(url=f"{REPLIES}?done=removed")
    change_reply(
        organisation_id=who.organisation_id,
        owner=owner,
        reply_id=it,
        title=typed.get("title", ""),
        text=typed.get("text", ""),
        member=member,
        ports=ports,
    )
    return SeeOther(url=f"{REPLIES}?done=saved")


def _permit(who: SignedIn) -> None:
    """Whoever calls has templates of their own, administrators lay down the clinic's."""
    if not member_as(who.staff).rights & set(Right):
        raise NotFound(replies=REPLIES)


def _owner(who: SignedIn, whose: str) -> StaffId | None:
    if whose not in {OWN, CLINICS}:
        raise NotFound(whose=whose)
    return who.staff.id if whose == OWN else None


def _page(who: SignedIn, whose: str, reply_id: str, error: FrontdeskError | None = None) -> Page:
    """A form for what is there, or for a new one under an id of its own."""
    _permit(who)
    member, owner = member_as(who.staff), _owner(who, whose)
    shelves = read_replies(organisation_id=who.organisation_id, member=member, ports=ports)
    shelf = next(it for it in shelves if it.owner == owner)
    return reply_page(
        who,
        catalogue_of(who),
        shelf,
        carried_id(reply_id),
        member=member,
        typed=desk.form() if error else {},
        error=error,
    )


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be written is shown in its form, with what was typed; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    named = desk.request.uri_params or {}
    if isinstance(error, NotFound | NotAllowed) or desk.request.method != "POST" or "whose" not in named:
        return console_error_page(error, who, catalogue_of(who))
    return _page(who, named["whose"], named["reply_id"], error)


desk.on_error = _refused
