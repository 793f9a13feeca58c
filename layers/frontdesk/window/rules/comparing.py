"""How two values of JSON are compared: as one whole, as a text, name by name, or as things in an order. Pure."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Final, TypeGuard

from frontdesk.kernel.language import Language

NOTHING: Final = object()
"""Where one of the two says nothing; `None` is something that JSON can say."""

DEPTH_AT_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A flow, step, case, option, ... on the way to a change; `label` is what people call it, by language."""

    kind: str
    name: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`subject` is what changed, from the outside in; `attribute` which text or setting of it.

    `before` and `after` are as JSON says them, None where it said nothing; for `..._moved` the places, from 1.
    """

    kind: str
    subject: tuple[Named, ...]
    attribute: str
    language: str | None
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where two values are compared; `kind` is that of a plain value that changed there."""

    subject: tuple[Named, ...] = ()
    attribute: str = ""
    kind: str = "release_changed"

    def of(self, name: str) -> "Place":
        return replace(self, attribute=f"{self.attribute}.{name}" if self.attribute else name)

    def at(self, kind: str, name: str, said: object) -> "Place":
        part = Named(kind=kind, name=name, label=_label(said))
        return Place((*self.subject, part), "", f"{kind}_changed")

    def change(
        self, before: object, after: object, kind: str | None = None, language: str | None = None
    ) -> Change:
        return Change(
            kind=kind or self.kind,
            subject=self.subject,
            attribute=self.attribute,
            language=language,
            before=None if before is NOTHING else before,
            after=None if after is NOTHING else after,
        )


Walk = Callable[[Place, Any, Any], Iterator[Change]]


def compared(walk: Walk, place: Place, before: object, after: object) -> Iterator[Change]:
    """What the walk finds; that the two differ, where it finds nothing and they do."""
    if _same(before, after, in_order=True):
        return
    found = tuple(walk(place, before, after))
    if not found and not _same(before, after):
        found = (place.change(before, after),)
    yield from found


def value(kind: str | None = None) -> Walk:
    """One whole, whatever it is."""

    def walk(place: Place, before: object, after: object) -> Iterator[Change]:
        if not _same(before, after):
            yield place.change(before, after, kind)

    return walk


def text(place: Place, before: object, after: object) -> Iterator[Change]:
    """A text, language by language."""
    if not like(Mapping, before, after):
        yield place.change(before, after, "text_changed")
        return
    one, other = _mapping(before), _mapping(after)
    for language in _union(one, other):
        said = one.get(language, NOTHING), other.get(language, NOTHING)
        if not _same(*said):
            yield place.change(*said, "text_changed", language)


def record(known: Mapping[str, Walk], other: Walk) -> Walk:
    """An object, name by name; `other` compares what is not known by name."""

    def walk(place: Place, before: object, after: object) -> Iterator[Change]:
        if not like(Mapping, before, after):
            yield place.change(before, after)
            return
        one, two = _mapping(before), _mapping(after)
        for name in _union(one, two):
            said = one.get(name, NOTHING), two.get(name, NOTHING)
            yield from compared(known.get(name, other), place.of(name), *said)

    return walk


def present(kind: str, inner: Walk) -> Walk:
    """Something that is there or not."""

    def walk(place: Place, before: object, after: object) -> Iterator[Change]:
        here = replace(place, attribute="", kind=f"{kind}_changed")
        if before is NOTHING or after is NOTHING:
            yield here.change(before, after, f"{kind}_added" if before is NOTHING else f"{kind}_removed")
        else:
            yield from inner(here, before, after)

    return walk


def named(kind: str, inner: Walk, key: str | None = None) -> Walk:
    """Things by name, in an order that people see: an object, or a list whose items have their name under `key`.

    With an empty key the items are names themselves.
    """

    def walk(place: Place, before: object, after: object) -> Iterator[Change]:
        one, two = _by_name(before, key), _by_name(after, key)
        if one is None or two is None:
            yield place.change(before, after)
            return
        for name, said in one.items():
            if name not in two:
                yield place.at(kind, name, said).change(said, NOTHING, f"{kind}_removed")
        for name, said in two.items():
            here = place.at(kind, name, said)
            if name in one:
                yield from compared(inner, here, one[name], said)
            else:
                yield here.change(NOTHING, said, f"{kind}_added")
        for name in moved([it for it in one if it in two], [it for it in two if it in one]):
            was, now = list(one).index(name) + 1, list(two).index(name) + 1
            yield place.at(kind, name, two[name]).change(was, now, f"{kind}_moved")

    return walk


def settings(place: Place, before: object, after: object) -> Iterator[Change]:
    """What an action is told, by its shape: actions are plug-ins, and nobody keeps a list of what they may be told."""
    walk = value()
    if all(it is NOTHING or _is_text(it) for it in (before, after)):
        walk = text
    elif like(Mapping, before, after) and place.attribute.count(".") < DEPTH_AT_MOST:
        walk = record({}, settings)
    elif like(list, before, after):
        for kind, key in (("field", "id"), ("option", "value")):
            if _has_names(before, key) and _has_names(after, key):
                walk = named(kind, record({}, settings), key)
                break
    yield from walk(place, before, after)


def moved(before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
    """Of two orders of the same things those that left their place, most of them staying where they are."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in after[block.b : block.b + block.size]}
    return [name for name in after if name not in stayed]


def _by_name(said: object, key: str | None) -> Mapping[str, Any] | None:
    """The things by their name; None where that cannot be said."""
    if said is NOTHING:
        return {}
    if key is None:
        return said if isinstance(said, Mapping) else None
    return {_name(it, key): it for it in as_list(said)} if _has_names(said, key) else None


def _has_names(said: object, key: str) -> bool:
    """Whether it is a list whose items have a name each, one of their own."""
    if said is NOTHING:
        return True
    names = [_name(it, key) for it in as_list(said)]
    return (
        isinstance(said, list) and all(isinstance(it, str) for it in names) and len(set(names)) == len(names)
    )


def _name(said: object, key: str) -> Any:  # noqa: ANN401
    """The name of an item under `key`; without one it is a name itself."""
    if not key:
        return said
    return said.get(key) if isinstance(said, Mapping) else None


def _label(said: object) -> Mapping[str, str]:
    words = said.get("label", said.get("title")) if isinstance(said, Mapping) else None
    return words if _is_text(words) else {}


def _is_text(said: object) -> TypeGuard[Mapping[str, str]]:
    return (
        isinstance(said, Mapping)
        and bool(said)
        and said.keys() <= {it.value for it in Language}
        and all(isinstance(it, str) for it in said.values())
    )


def like(kind: type, *said: object) -> bool:
    """Whether each is of the kind, or nothing."""
    return all(it is NOTHING or isinstance(it, kind) for it in said)


def _mapping(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}


def as_list(said: object) -> list[Any]:
    """The items of what may be a list."""
    return said if isinstance(said, list) else []


def _union(one: Mapping[str, Any], two: Mapping[str, Any]) -> list[str]:
    return [*one, *(name for name in two if name not in one)]


def _same(one: object, two: object, *, in_order: bool = False) -> bool:
    if one is NOTHING or two is NOTHING:
        return one is two
    return written(one, in_order=in_order) == written(two, in_order=in_order)


def written(said: object, *, in_order: bool = False) -> str:
    """As JSON; in Python 1, 1.0 and true are equal, in JSON they are not."""
    return json.dumps(said, sort_keys=not in_order)
