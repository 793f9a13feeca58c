"""Reply templates of follow-up: one's own, and the clinic's."""

from chalicelib.followup_people import member_as
from chalicelib.reach import catalogue_of
from chalicelib.refusing import shown_again
from frontdesk.access.model import SignedIn
from frontdesk.followup.model.people import Right
from frontdesk.followup.model.replies import ReplyId, ReplyShelf
from frontdesk.followup.rules.replies import why_not_write
from frontdesk.followup.usecases.change_reply import change_reply, read_replies, remove_reply
from frontdesk.followup.wiring.replies import reply_ports
from frontdesk.kernel.errors import FrontdeskError, NotFound
from frontdesk.kernel.ids import StaffId, carried_id
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_replies import CLINICS, NEW, OWN, replies_page, reply_page
from frontdesk_web.presenters.console_task_list import REPLIES
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

ONE = f"{REPLIES}/{{shelf}}/{{reply_id}}"

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
def show(who: SignedIn, shelf: str, reply_id: str) -> Page:
    return _page(who, shelf, reply_id)


@desk.route(ONE, methods=["POST"])
@signed_in(desk)
def write(who: SignedIn, shelf: str, reply_id: str) -> SeeOther:
    _permit(who)
    typed, member, owner = desk.form(), member_as(who.staff), _owner(who, shelf)
    if refusal := why_not_write(member, owner):
        raise refusal  # before anything is read: what there is of others costs nothing more
    it = ReplyId(carried_id(typed.get("id", ""))) if reply_id == NEW else _known(who, shelf, reply_id)
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


def _owner(who: SignedIn, shelf: str) -> StaffId | None:
    if shelf not in {OWN, CLINICS}:
        raise NotFound(shelf=shelf)
    return who.staff.id if shelf == OWN else None


def _shelf(who: SignedIn, shelf: str) -> ReplyShelf:
    owner = _owner(who, shelf)
    shelves = read_replies(organisation_id=who.organisation_id, member=member_as(who.staff), ports=ports)
    return next(it for it in shelves if it.owner == owner)


def _known(who: SignedIn, shelf: str, reply_id: str) -> ReplyId:
    """NotFound for one that is not on the shelf."""
    if (found := _shelf(who, shelf).named(reply_id)) is None:
        raise NotFound(reply_id=reply_id)
    return found.id


def _page(who: SignedIn, shelf: str, reply_id: str, error: FrontdeskError | None = None) -> Page:
    """A form for what is there, or for a new one."""
    _permit(who)
    return reply_page(
        who,
        catalogue_of(who),
        _shelf(who, shelf),
        "" if reply_id == NEW else _known(who, shelf, reply_id),
        member=member_as(who.staff),
        typed=desk.form() if error else {},
        error=error,
    )


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page | None:
    """What could not be written is shown in its form, with what was typed; all else on a page of its own."""
    named = desk.request.uri_params or {}
    return _page(who, named["shelf"], named["reply_id"], error) if "shelf" in named else None
