"""The parts of a questionnaire in the console: its front, its items, its scores, its warnings."""

from collections.abc import Mapping

from chalicelib.questionnaires import draft_of, save, seen
from chalicelib.reach import catalogue_of
from chalicelib.refusing import shown_again
from frontdesk.access.model import SignedIn
from frontdesk.kernel.errors import FrontdeskError, NotFound
from frontdesk.surveys.model.drafts import Document, Draft
from frontdesk.surveys.model.questionnaires import ItemType
from frontdesk.surveys.rules.editing import (
    next_id,
    with_front,
    with_item,
    with_piece,
    without_item,
    without_piece,
)
from frontdesk.surveys.rules.holding import by_column, items
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_menu import QUESTIONNAIRES
from frontdesk_web.presenters.console_questionnaire_forms import (
    alert_form,
    before,
    counting,
    front_form,
    item_form,
    scale_form,
    written,
)
from frontdesk_web.presenters.console_questionnaire_typed import (
    alert_as_typed,
    alert_typed,
    front_as_typed,
    front_typed,
    item_as_typed,
    item_typed,
    name_typed,
    scale_as_typed,
    scale_typed,
)
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

ONE = f"{QUESTIONNAIRES}/{{questionnaire_id}}"

desk = Desk(__name__)


@desk.route(f"{ONE}/front")
@signed_in(desk)
def front(who: SignedIn, questionnaire_id: str) -> Page:
    return _front(who, draft_of(who, questionnaire_id))


@desk.route(f"{ONE}/front", methods=["POST"])
@signed_in(desk)
def change_front(who: SignedIn, questionnaire_id: str) -> SeeOther:
    draft, typed = draft_of(who, questionnaire_id), desk.form()
    return _saved(who, draft, with_front(draft.document, front_typed(typed)))


@desk.route(f"{ONE}/item")
@signed_in(desk)
def item(who: SignedIn, questionnaire_id: str) -> Page:
    return _item(who, draft_of(who, questionnaire_id))


@desk.route(f"{ONE}/item", methods=["POST"])
@signed_in(desk)
def change_item(who: SignedIn, questionnaire_id: str) -> Page | SeeOther:
    draft, typed = draft_of(who, questionnaire_id), desk.form()
    there, kind = _asked_for(draft)
    if typed.get("deed") == "more":
        return _item(who, draft, typed, more=True)
    if there is not None and typed.get("deed") == "remove":
        return _saved(who, draft, without_item(draft.document, there["id"]))
    q = written(draft)
    name = there["id"] if there else name_typed(typed, [it.id for it in items(q)])
    made = item_typed(typed, name, kind, before(q, name), q.languages)
    return _saved(who, draft, with_item(draft.document, made))


@desk.route(f"{ONE}/scale")
@signed_in(desk)
def scale(who: SignedIn, questionnaire_id: str) -> Page:
    return _scale(who, draft_of(who, questionnaire_id))


@desk.route(f"{ONE}/scale", methods=["POST"])
@signed_in(desk)
def change_scale(who: SignedIn, questionnaire_id: str) -> Page | SeeOther:
    draft, typed = draft_of(who, questionnaire_id), desk.form()
    at, q = _place(draft, "scales"), written(draft)
    if typed.get("deed") == "more":
        return _scale(who, draft, typed, more=True)
    if typed.get("deed") == "remove":
        return _saved(who, draft, without_piece(draft.document, "scales", at))
    made = scale_typed(typed, list(counting(q)), q.languages)
    name_typed(typed, [it.id for n, it in enumerate(q.scales) if n != at])
    return _saved(who, draft, with_piece(draft.document, "scales", at, made))


@desk.route(f"{ONE}/alert")
@signed_in(desk)
def alert(who: SignedIn, questionnaire_id: str) -> Page:
    return _alert(who, draft_of(who, questionnaire_id))


@desk.route(f"{ONE}/alert", methods=["POST"])
@signed_in(desk)
def change_alert(who: SignedIn, questionnaire_id: str) -> SeeOther:
    draft, typed = draft_of(who, questionnaire_id), desk.form()
    at, q = _place(draft, "alerts"), written(draft)
    if typed.get("deed") == "remove":
        return _saved(who, draft, without_piece(draft.document, "alerts", at))
    return _saved(
        who, draft, with_piece(draft.document, "alerts", at, alert_typed(typed, by_column(q), q.languages))
    )


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be saved is shown in its form, with what was typed; all else on a page of its own."""
    draft = draft_of(who, (desk.request.uri_params or {})["questionnaire_id"])
    form = {"front": _front, "item": _item, "scale": _scale, "alert": _alert}
    return form[str(desk.request.path).rpartition("/")[2]](who, draft, desk.form(), error=error)


def _front(
    who: SignedIn,
    draft: Draft,
    typed: Mapping[str, str] | None = None,
    *,
    error: FrontdeskError | None = None,
) -> Page:
    shown = front_as_typed(draft.document) if typed is None else typed
    return front_form(who, catalogue_of(who), draft, shown, error)


def _item(
    who: SignedIn,
    draft: Draft,
    typed: Mapping[str, str] | None = None,
    *,
    more: bool = False,
    error: FrontdeskError | None = None,
) -> Page:
    there, kind = _asked_for(draft)
    name = there["id"] if there else next_id(draft.document)
    if typed is None:
        typed = item_as_typed(there) if there else {"id": name}
    return item_form(
        who, catalogue_of(who), draft, name, kind, typed, is_new=there is None, more=more, error=error
    )


def _scale(
    who: SignedIn,
    draft: Draft,
    typed: Mapping[str, str] | None = None,
    *,
    more: bool = False,
    error: FrontdeskError | None = None,
) -> Page:
    at, there = _place(draft, "scales"), draft.document.get("scales", ())
    if typed is None:
        typed = scale_as_typed(there[at]) if at < len(there) else {"id": f"s{at + 1}"}
    return scale_form(who, catalogue_of(who), draft, at, typed, more=more, error=error)


def _alert(
    who: SignedIn,
    draft: Draft,
    typed: Mapping[str, str] | None = None,
    *,
    error: FrontdeskError | None = None,
) -> Page:
    at, there = _place(draft, "alerts"), draft.document.get("alerts", ())
    if typed is None:
        typed = alert_as_typed(there[at]) if at < len(there) else {}
    return alert_form(who, catalogue_of(who), draft, at, typed, error=error)


def _saved(who: SignedIn, draft: Draft, document: Document) -> SeeOther:
    save(who, draft, document, seen(desk.form()))
    return SeeOther(url=f"{QUESTIONNAIRES}/{draft.shelved.id}?done=saved")


def _asked_for(draft: Draft) -> tuple[Document | None, ItemType]:
    """The item that the address names, or the kind of a new one; NotFound for neither."""
    asked = desk.query()
    if "item" in asked:
        for page in draft.document["pages"]:
            for it in page:
                if it["id"] == asked["item"]:
                    return it, ItemType(it["type"])
        raise NotFound(item=asked["item"])
    if asked.get("type") not in set(ItemType):
        raise NotFound
    return None, ItemType(asked["type"])


def _place(draft: Draft, kind: str) -> int:
    """Which of the scales or warnings the address names; the one after the last is a new one."""
    at = carried_number(desk.query().get("at", ""))
    if at is None or at > len(draft.document.get(kind, ())):
        raise NotFound(at=at)
    return at
