"""What counts where a clinic laid down nothing, and what is wrong with what it would lay down. Pure."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from frontdesk.followup.model.book_written import read_step
from frontdesk.followup.model.plans import Anchor, Book, Policy, Population
from frontdesk.followup.rules.changing import asks_nothing
from frontdesk.followup.rules.scripts import faults_of_script
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import DepartmentId, OrganisationId

ANCHORS = {
    Population.OUTPATIENT: (Anchor.VISITED,),
    Population.INPATIENT: (Anchor.ADMITTED,),
    Population.DISCHARGED: (Anchor.DISCHARGED, Anchor.ADMITTED),
}
"""From which days the steps of whom can be counted."""
BYTES_AT_MOST = 300_000
"""All schemes are one record, and DynamoDB takes 400 KB."""


def book_or_usual(organisation_id: OrganisationId, book: Book | None) -> Book:
    """The book as it was laid down, or the usual policy without a scheme, of version 0."""
    if book is not None:
        return book
    return Book(organisation_id=organisation_id, policy=Policy(modes={}), schemes=(), version=0)


@cache
def book_schema() -> Mapping[str, Any]:
    """The JSON Schema of policy and schemes as they are written."""
    said: dict[str, Any] = json.loads((files("frontdesk.followup") / "book.schema.json").read_text("utf-8"))
    return said


def range_of(name: str) -> tuple[int, int]:
    """The least and the most that a number of the policy may be."""
    schema = book_schema()["$defs"]
    said = schema["policy"]["properties"][name]
    if "$ref" in said:
        said = schema[said["$ref"].rpartition("/")[2]]
    return said["minimum"], said["maximum"]


def faults_of(said: Mapping[str, Any], *, departments: Collection[DepartmentId]) -> tuple[FieldError, ...]:
    """Everything wrong with a book, each at its path; empty if it may be laid down."""
    misfits = sorted(Draft202012Validator(book_schema()).iter_errors(said), key=lambda it: it.json_path)
    if misfits:
        return tuple(FieldError(it.json_path, f"schema_{it.validator}") for it in misfits)
    policy = said["policy"]
    if len(json.dumps(said["schemes"], ensure_ascii=False).encode()) > BYTES_AT_MOST:
        return (FieldError("$.schemes", "too_long"),)
    return (*_of_policy(policy, departments), *_of_schemes(said["schemes"], departments))


def _of_policy(policy: Mapping[str, Any], departments: Collection[DepartmentId]) -> Iterator[FieldError]:
    for name in policy.get("modes", {}):
        if name not in departments:
            yield FieldError(f"$.policy.modes.{name}", "unknown_department")
    for place, day in enumerate(policy.get("holidays", ())):
        if not _is_day(day):
            yield FieldError(f"$.policy.holidays[{place}]", "invalid_date")
    ends = time.min
    for place, (begin, end) in enumerate(policy.get("call_hours", ())):
        if not ends <= time.fromisoformat(begin) < time.fromisoformat(end):
            yield FieldError(f"$.policy.call_hours[{place}]", "not_in_order")
        ends = time.fromisoformat(end)


def _of_schemes(
    schemes: Collection[Mapping[str, Any]], departments: Collection[DepartmentId]
) -> Iterator[FieldError]:
    seen = {"new"}  # that address is the form of a scheme that is not there yet
    for place, one in enumerate(schemes):
        at = f"$.schemes[{place}]"
        if one["id"] in seen:
            yield FieldError(f"{at}.id", "not_unique")
        seen.add(one["id"])
        if Anchor(one["anchor"]) not in ANCHORS[Population(one["population"])]:
            yield FieldError(f"{at}.anchor", "choose_one")
        if set(one.get("departments", ())) - set(departments):
            yield FieldError(f"{at}.departments", "unknown_department")
        if one["population"] != Population.DISCHARGED and not one.get("steps"):
            yield FieldError(f"{at}.steps", "required")
        for number, step in enumerate(one.get("steps", ())):
            if step.get("before_window", 0) > step["after"]:
                yield FieldError(f"{at}.steps[{number}].before_window", "not_between")
            if asks_nothing(read_step(step)):
                yield FieldError(f"{at}.steps[{number}].form", "required")
            for fault in faults_of_script(step.get("script", {})):
                yield FieldError(f"{at}.steps[{number}].script.{fault.pointer}", fault.code)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
