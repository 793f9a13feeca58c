"""What a clinic has in the end, without what may differ between two good runs: ids, instants, counters of tries.

Two runs are alike when their digests are equal. Whatever a table holds is in it by default, so a new area needs
no line here.
"""

import json
import re
from collections import Counter

from boto3.dynamodb.types import TypeDeserializer
from moto.dynamodb.models.utilities import dynamo_json_dump

from .state import kept_files, tables

DIFFERS = {
    "answered",
    "attempts",
    "changes",
    "claimed_until",
    "csrf",
    "due_at",
    "expires_at",
    "facts",
    "failures",
    "gives_up_at",
    "inbox_at",
    "listed_at",
    "outbox_at",
    "outbox_key",
    "running_at",
    "schema_version",
    "token",
    "ttl",
    "version",
}
"""`outbox_key` is the pile a message lies on; its `status` tells what became of it."""
BOOKKEEPING = ("wake", "tries#", "code")
"""Rows by sort key: a token of the machine, how often somebody guessed, and the latest one-time code."""
A_CODE = "code"
"""The template of a message that is good for ten minutes: who was told none in time asks for another one."""
DRAWN = (
    (re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(\+00:00|Z))?"), "<when>"),
    (re.compile(r"(#waiting#\w+#<when>)T[\d:]+"), r"\1"),
    (re.compile(r"requests/(\w+)/[\w-]{50,60}"), r"requests/\1/<ticket>"),
    (re.compile(r"(appointments|invitations)/[\w-]{50,60}"), r"\1/<ticket>"),
    (re.compile(r"[0-9a-f]{32,64}"), "<id>"),
    (re.compile(r"(?<=<when>)#[0-3](?=$)"), "<part of a day>"),
    (re.compile(r"^[0-9a-f]{20}$"), "<made of an id>"),
    (re.compile(r"\b\d{6}\b"), "<code>"),
    (re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b"), "<reference>"),
)
LEFT_BEHIND = "quarantine/"
"""What nobody took out of quarantine the bucket deletes by itself after two days."""
SESSION = "#session#"
AT_LEAST_ONCE = ("frontdesk-audit",)
"""A look that is written down twice was written down; nothing may be missing, and nothing else be there."""

_read = TypeDeserializer().deserialize


def digest(world):
    """Everything stored, sent and under way, as a Counter of lines."""
    lines = Counter()
    for name, table in tables():
        rows = Counter(_row(name, it) for part in table.items.values() for it in _items(part))
        lines += Counter(set(rows)) if name in AT_LEAST_ONCE else rows
    files = {key: body for key, body in kept_files().items() if not key.startswith(LEFT_BEHIND)}
    lines += Counter(f"file {_plain(key)} {len(body)}" for key, body in files.items())
    told = Counter(
        f"phone {it['to']} {it['template']} {_plain(it['text'])}" for it in world.phone.kept.values()
    )
    lines += Counter({it: 1 if it.split()[2] == A_CODE else number for it, number in told.items()})
    lines += Counter(f"machine {it}" for it in _latest(world.machines.executions).values())
    lines.pop(None, None)
    return lines


def counts_only(line):
    """A visit of the statistics: one that cannot be written is not counted, and nobody is stopped for it (ADR 20)."""
    return line.startswith("window ") and "#visits#" in line


def _items(part):
    return part.values() if isinstance(part, dict) else [part]


def _row(table, item):
    row = {name: _read(it) for name, it in json.loads(dynamo_json_dump(item.attrs)).items()}
    if row.get("sk", "").startswith(BOOKKEEPING) or SESSION in row["pk"] or row.get("template") == A_CODE:
        return None
    if row["pk"].endswith("#TURNS"):  # whoever asks for a code again, where none came, takes another turn
        return None
    if "#SHEET#" in row["pk"]:
        row = _without_tokens(row)
    told = json.dumps(_plainly(row), sort_keys=True, default=str, ensure_ascii=False)
    return f"{table.removeprefix('frontdesk-')} {told}"


def _without_tokens(sheet):
    """Which cells are taken, and how many hold one or have a seat; tokens are drawn with ids."""
    kinds = Counter(name[0] for name in sheet if name not in ("pk", "sk", "ttl"))
    cells = sorted(name for name in sheet if name[0] == "c")
    return {"pk": sheet["pk"], "sk": sheet["sk"], "cells": cells, "holds": kinds["h"], "seats": kinds["g"]}


def _plainly(it):
    match it:
        case dict():
            return {k: _plainly(v) for k, v in it.items() if k not in DIFFERS}
        case set():
            return sorted((_plainly(part) for part in it), key=str)  # it has no order, and ids are drawn
        case list() | tuple():
            return [_plainly(part) for part in it]
        case str() if it[:1] in ("{", "["):
            return _plainly(json.loads(it))
        case str():
            return _plain(it)
    return it


def _plain(text):
    for pattern, instead in DRAWN:
        text = pattern.sub(instead, text)
    return text


def _latest(executions):
    """Status by request of the last attempt at it; the names end in the attempt's number."""
    return {name.rpartition("-")[0]: it.status for name, it in sorted(executions.items())}
