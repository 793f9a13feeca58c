"""Changes to a questionnaire that is being written: from one document to the next. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.surveys.model.drafts import Document

BREAK = None
"""Between two pages, where items and breaks stand in one line."""

Piece = Mapping[str, Any]


def with_front(document: Document, front: Piece) -> Document:
    """With another title, intro, languages and licence; an empty one goes."""
    changed = {**document, **front}
    return {name: said for name, said in changed.items() if said or name not in ("intro", "licence")}


def with_item(document: Document, item: Piece) -> Document:
    """With the item in its place, or at the end of the last page where it is new."""
    pages = [list(page) for page in document["pages"]]
    for page in pages:
        for n, there in enumerate(page):
            if there["id"] == item["id"]:
                page[n] = item
                return {**document, "pages": pages}
    pages[-1].append(item)
    return {**document, "pages": pages}


def without_item(document: Document, item_id: str) -> Document:
    """Without the item; what speaks of it is then a fault that the editor shows."""
    line = [it for it in _line(document) if it is BREAK or it["id"] != item_id]
    return _laid_out(document, line)


def moved(document: Document, item_id: str, *, up: bool) -> Document:
    """With the item one place further up or down: past its neighbour, or over the end of its page."""
    line = _line(document)
    here = _place(line, item_id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(line):
        line[here], line[there] = line[there], line[here]
    return _laid_out(document, line)


def page_broken(document: Document, item_id: str) -> Document:
    """With a new page that begins at the item; without it, where one does already."""
    line = _line(document)
    here = _place(line, item_id)
    if here and line[here - 1] is BREAK:
        del line[here - 1]
    elif here:
        line.insert(here, BREAK)
    return _laid_out(document, line)


def with_piece(document: Document, kind: str, index: int, piece: Piece) -> Document:
    """With a scale or an alert (`kind`) in that place, or at the end."""
    pieces = list(document.get(kind, ()))
    pieces[index : index + 1] = [piece]
    return {**document, kind: pieces}


def without_piece(document: Document, kind: str, index: int) -> Document:
    """Without that scale or alert."""
    return {**document, kind: [it for n, it in enumerate(document.get(kind, ())) if n != index]}


def next_id(document: Document) -> str:
    """A name that no item has: `q7`."""
    taken = {it["id"] for page in document["pages"] for it in page}
    n = len(taken) + 1
    while f"q{n}" in taken:
        n += 1
    return f"q{n}"


def _line(document: Document) -> list[Any]:
    line: list[Any] = []
    for n, page in enumerate(document["pages"]):
        line += [BREAK, *page] if n else [*page]
    return line


def _laid_out(document: Document, line: Sequence[Any]) -> Document:
    """The items on their pages; a page that became empty goes."""
    pages: list[list[Any]] = [[]]
    for it in line:
        if it is BREAK:
            pages.append([])
        else:
            pages[-1].append(it)
    return {**document, "pages": [page for page in pages if page] or [[]]}


def _place(line: Sequence[Any], item_id: str) -> int:
    return next(n for n, it in enumerate(line) if it is not BREAK and it["id"] == item_id)
