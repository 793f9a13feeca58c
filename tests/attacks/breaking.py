"""A correct document broken in many small ways: closer to what gets past a check than anything made from nothing."""

import copy

ODD = (
    None, True, False, 0, -1, 1.5, 10**18, "", " ", "\0", "é" * 300, "de", "live", "../..", "{0}", "%s", "${x}",
    "<b>", [], {}, [[]], {"de": ""}, {"de": None}, {"": ""}, ["mitte", "mitte"], "9999-99-99", "javascript:x",
)  # fmt: skip


def broken(whole, chance, *, times=3):
    """A copy of the document with up to `times` of its parts left out, doubled, moved or made odd."""
    it = copy.deepcopy(whole)
    for _ in range(chance.randint(1, times)):
        places = list(_places(it))
        holder, key = chance.choice(places)
        _break(holder, key, chance.choice(places), chance)
    return it


def _break(holder, key, other, chance):
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(other[0][other[1]])
        case 2 if isinstance(holder, dict):
            holder[f"{key}x"] = holder.pop(key)
        case 3 if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        case _:
            holder[key] = copy.deepcopy(chance.choice(ODD))


def _places(it):
    """Every part of it: what holds it, and under which name."""
    if not isinstance(it, dict | list):
        return
    for key, child in list(it.items() if isinstance(it, dict) else enumerate(it)):
        yield it, key
        yield from _places(child)
