"""Reply templates of follow-up: a list of one's own and the clinic's, and the form of one."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.replies import ReplyShelf
from frontdesk.followup.rules.replies import why_not_write
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.ids import random_id
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import sentence, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import FOLLOWUP, FOLLOWUP_POLICY
from frontdesk_web.presenters.console_task_list import REPLIES
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

OWN, CLINICS, NEW = "own", "clinic", "new"


def replies_page(
    who: SignedIn, catalogue: Catalogue, shelves: Sequence[ReplyShelf], *, member: Member, done: str
) -> Page:
    """All that can be inserted, and a way to write more."""
    language = who.session.language
    is_office = Right.EDIT in member.rights
    parts = [
        {
            "title": _whose(it, language),
            "replies": [(one, f"{REPLIES}/{_place(it)}/{one.id}") for one in it.replies],
            "new_url": f"{REPLIES}/{_place(it)}/{NEW}",
            "may_write": why_not_write(member, it.owner) is None,
        }
        for it in shelves
        if it.owner is None or not is_office
    ]
    _ = translations(language).gettext
    notices = {"saved": _("The template is saved."), "removed": _("The template is removed.")}
    return console_page(
        "console/replies.html",
        who,
        catalogue,
        here=None,
        back=FOLLOWUP_POLICY if is_office else FOLLOWUP,
        parts=parts,
        back_url=FOLLOWUP_POLICY if is_office else FOLLOWUP,
        back_label=_("Follow-up") if is_office else _("Follow-up today"),
        notice=notices.get(done),
    )


def reply_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    shelf: ReplyShelf,
    reply_id: str,
    *,
    member: Member,
    typed: Mapping[str, str],
    error: FrontdeskError | None,
) -> Page:
    """One in a form, or to read where somebody else writes it; without an id a new one."""
    language, known = who.session.language, shelf.named(reply_id)
    _ = translations(language).gettext
    labels = {"title": Words(_("Title"), language), "text": Words(_("Words"), language)}
    errors = error.errors if isinstance(error, BadInput) else ()
    return console_page(
        "console/reply.html",
        who,
        catalogue,
        here=None,
        back=FOLLOWUP_POLICY if Right.EDIT in member.rights else FOLLOWUP,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else sentence(error.code, language),
        problems=problems_of(errors, labels, language),
        errors=by_field(errors),
        known=known,
        whose=_whose(shelf, language),
        may_write=why_not_write(member, shelf.owner) is None,
        typed=typed or ({"title": known.title, "text": known.text} if known else {}),
        new_id=typed.get("id") or random_id(),
        url=f"{REPLIES}/{_place(shelf)}/{reply_id or NEW}",
        list_url=REPLIES,
    )


def _place(it: ReplyShelf) -> str:
    return CLINICS if it.owner is None else OWN


def _whose(it: ReplyShelf, language: Language) -> str:
    _ = translations(language).gettext
    return _("Templates of the clinic") if it.owner is None else _("My templates")
