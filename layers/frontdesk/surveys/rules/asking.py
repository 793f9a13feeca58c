"""What is asked of somebody, given what they have answered so far, and the row that comes of it. Pure.

Answers on the way hold what was said, column by column; a column that is not there was not answered (yet). Pages are
counted from 1. Whatever is hidden has no answer: `read_page` lets it go, and `coded` says so.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import IntEnum

from frontdesk.kernel.errors import FieldError
from frontdesk.surveys.model.questionnaires import (
    HIDDEN,
    MISSING,
    Answer,
    Answers,
    Item,
    ItemId,
    Questionnaire,
    When,
)
from frontdesk.surveys.rules.fields import ASKED, read_item
from frontdesk.surveys.rules.holding import by_column, columns_of, holds, is_answered, items, shown_when

FOLLOWS = "surveys.follows"


def columns(q: Questionnaire) -> tuple[str, ...]:
    """Every column of the revision, in order: the same for each response."""
    return tuple(by_column(q))


def shown_items(q: Questionnaire, answers: Answers) -> tuple[Item, ...]:
    """What is asked, of all pages. What hangs on a hidden item is hidden, too."""
    return _walk(q, answers)[0]


def shown_on(q: Questionnaire, page_number: int, answers: Answers) -> tuple[Item, ...]:
    """What is asked on that page, the first being 1; IndexError where there is none."""
    on_page = {item.id for item in _page(q, page_number)}
    return tuple(item for item in shown_items(q, answers) if item.id in on_page)


def pages_shown(q: Questionnaire, answers: Answers) -> tuple[int, ...]:
    """The numbers of the pages that have something to show: whoever goes on or back takes the neighbour in here."""
    shown = {item.id for item in shown_items(q, answers)}
    return tuple(
        number for number, page in enumerate(q.pages, start=1) if any(item.id in shown for item in page)
    )


def is_last(q: Questionnaire, page_number: int, answers: Answers) -> bool:
    """Whether nothing is asked behind that page, whatever is answered on it."""
    return not any(_foreseen(q, page_number, answers)[page_number:])


def pages_to_come(q: Questionnaire, page_number: int, answers: Answers) -> int | None:
    """How many pages there are in all to whoever is on that one; None while what they answer there decides it."""
    behind = _foreseen(q, page_number, answers)[page_number:]
    if any(it is _Asked.PERHAPS for it in behind):
        return None
    return sum(number <= page_number for number in pages_shown(q, answers)) + sum(map(bool, behind))


def end_of(q: Questionnaire) -> int:
    """The number of the page behind all others, which asks nothing: there it is sent, where no page was surely last."""
    return len(q.pages) + 1


def page_of(q: Questionnaire, item_id: ItemId) -> int:
    """The number of the page an item is on; KeyError for one of another questionnaire."""
    for number, page in enumerate(q.pages, start=1):
        if any(item.id == item_id for item in page):
            return number
    raise KeyError(item_id)


def read_page(
    q: Questionnaire, page_number: int, form: Mapping[str, Sequence[str]], answers: Answers
) -> tuple[Answers, tuple[FieldError, ...]]:
    """The answers with those of a page's form, without what that hides; and what is wrong with the form.

    A question that an answer on the same page calls up is a fault (`surveys.follows`) until the form has shown it.
    Where an answer has a fault, the one from before stays, so that a slip loses nothing that hangs on it. Pointers of
    faults are columns; of a matrix as a whole, the item.
    """
    on_page = {item.id for item in _page(q, page_number)}
    asked = form.get(ASKED)
    read: dict[str, Answer] = {}
    faults: list[FieldError] = []
    for item in items(q):
        if not shown_when(item.when, read):
            continue
        kept = _kept(item, answers)
        if item.id not in on_page:
            read |= kept
        elif asked is not None and item.id not in asked:
            faults.append(FieldError(item.id, FOLLOWS))
            read |= kept
        else:
            said, wrong = read_item(item, form)
            faults += wrong
            at_fault = {fault.pointer for fault in wrong}
            read |= {column: it for column, it in kept.items() if column in at_fault} | said
    return read, tuple(faults)


def read_pages(q: Questionnaire, form: Mapping[str, Sequence[str]]) -> tuple[Answers, tuple[FieldError, ...]]:
    """Every page read at once, as if somebody had gone through them."""
    answers: Answers = {}
    faults: list[FieldError] = []
    for number in range(1, len(q.pages) + 1):
        answers, wrong = read_page(q, number, form, answers)
        faults += wrong
    return answers, tuple(faults)


def coded(q: Questionnaire, answers: Answers) -> Answers:
    """The whole row: hidden is -8, not answered -9, and "does not apply to me" stays the -7 it is."""
    shown, live = _walk(q, answers)
    asked = {column for item in shown for column in columns_of(item)}
    return {column: live.get(column, MISSING) if column in asked else HIDDEN for column in columns(q)}


def let_go(q: Questionnaire, before: Answers, after: Answers) -> tuple[Item, ...]:
    """The items whose answers went because they are no longer asked: to be told, so that nobody wonders."""
    shown = {item.id for item in shown_items(q, after)}
    return tuple(item for item in shown_items(q, before) if item.id not in shown and _kept(item, before))


def still_required(q: Questionnaire, answers: Answers) -> tuple[Item, ...]:
    """What must be answered and is not; nobody sends before that."""
    shown, live = _walk(q, answers)
    return tuple(
        item for item in shown if item.required and any(column not in live for column in columns_of(item))
    )


class _Asked(IntEnum):
    NO, PERHAPS, YES = range(3)


def _foreseen(q: Questionnaire, page_number: int, answers: Answers) -> tuple[_Asked, ...]:
    """Of each page whether it asks something, where only what was answered before that page is certain."""
    live: dict[str, Answer] = {}
    open_columns: set[str] = set()
    pages = []
    for number, page in enumerate(q.pages, start=1):
        found = _Asked.NO
        for item in page:
            asked = _verdict(item.when, live, open_columns)
            found = max(found, asked)
            if number < page_number:
                live |= _kept(item, answers) if asked else {}
            elif asked:
                open_columns |= set(columns_of(item))
        pages.append(found)
    return tuple(pages)


def _verdict(when: When | None, live: Answers, open_columns: AbstractSet[str]) -> _Asked:
    if when is None:
        return _Asked.YES
    found = [
        _Asked.PERHAPS if it.of in open_columns else _Asked.YES if holds(it, live) else _Asked.NO
        for it in when.tests
    ]
    return max(found) if when.any_of else min(found)


def _walk(q: Questionnaire, answers: Answers) -> tuple[tuple[Item, ...], Answers]:
    """What is shown, and the answers that stand: each test sees only what is itself shown."""
    shown: list[Item] = []
    live: dict[str, Answer] = {}
    for item in items(q):
        if shown_when(item.when, live):
            shown.append(item)
            live |= _kept(item, answers)
    return tuple(shown), live


def _kept(item: Item, answers: Answers) -> dict[str, Answer]:
    return {column: answers[column] for column in columns_of(item) if is_answered(answers.get(column))}


def _page(q: Questionnaire, page_number: int) -> tuple[Item, ...]:
    if not 1 <= page_number <= len(q.pages):
        raise IndexError(page_number)
    return q.pages[page_number - 1]
