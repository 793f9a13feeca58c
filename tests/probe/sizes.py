"""What DynamoDB bills: sizes of items, units of reads and writes, and what an index is written for a change.

Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats" and "DynamoDB read and write operations".
Items are attribute values as the wire has them, {"name": {"S": "..."}}.
"""

from math import ceil

A_WRITE, A_READ = 1024, 4096
EMPTY_NESTED, PER_ELEMENT = 3, 1


def item_size(item):
    """Bytes of an item, names included; 0 for none."""
    return sum(len(name.encode()) + value_size(value) for name, value in (item or {}).items())


def value_size(value):
    [(kind, it)] = value.items()
    match kind:
        case "S" | "B":
            return len(it.encode() if kind == "S" else it)
        case "N":
            return _number_size(it)
        case "BOOL" | "NULL":
            return 1
        case "M":
            return EMPTY_NESTED + sum(len(k.encode()) + value_size(v) + PER_ELEMENT for k, v in it.items())
        case "L":
            return EMPTY_NESTED + sum(value_size(v) + PER_ELEMENT for v in it)
        case "SS" | "NS" | "BS":
            return sum(value_size({kind[0]: v}) for v in it)
    raise ValueError(kind)


def write_units(*items):
    """One write of the larger of the items; at least one unit, also for a condition that failed."""
    return max(1, ceil(max(map(item_size, items), default=0) / A_WRITE))


def read_units(size, *, consistent):
    """Of what was read together; an eventually consistent read is half of one."""
    return max(1, ceil(size / A_READ)) * (1 if consistent else 0.5)


def index_units(before, after, index):
    """What an index is written when an item changes: nothing, one write, or two when its place changes."""
    was, is_now = projected(before, index), projected(after, index)
    if was == is_now:
        return 0
    if was is None or is_now is None:
        return write_units(was or is_now)
    if any(was[name] != is_now[name] for name in index["keys"]):
        return write_units(was) + write_units(is_now)
    return write_units(was, is_now)


def projected(item, index):
    """The item as the index holds it; None when it is not in it. `index`: its keys, the table's, and `others`."""
    if not item or not set(index["keys"]) <= item.keys():
        return None
    if index["others"] is None:
        return item
    names = {*index["keys"], *index["table_keys"], *index["others"]}
    return {name: value for name, value in item.items() if name in names}


def _number_size(text):
    digits = text.lstrip("-").replace(".", "").strip("0")
    return ceil(len(digits) / 2) + 1 + text.startswith("-")
