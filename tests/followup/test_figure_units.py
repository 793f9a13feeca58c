"""Reading a month of a large hospital costs six units at most, however many steps are behind it."""

from datetime import date
from math import ceil

import pytest

from frontdesk.followup.model.figures import ALL, BROKEN_OFF, CONTENT, TRIES, Figure, Tally
from frontdesk.followup.model.plans import Population
from frontdesk.followup.storage import DynamoFigures
from tests.conftest import client
from tests.probe.sizes import item_size

from .task_builders import NORTH

MONTHS = [date(2026, it, 1) for it in range(1, 13)]
NOVEMBER, DEPARTMENTS, PERSONS = date(2026, 11, 1), 40, 60
A_READ, MOST = 4096, 6


def counts(times):
    """Everything that can be counted, more than a thousand of each: what a large department has in a month."""
    names = [it.value for it in Figure] + [
        *TRIES.values(),
        BROKEN_OFF,
        *CONTENT.values(),
        "o28",
        "o29",
        "o30",
    ]
    return {name: times * (1000 + at) for at, name in enumerate(names)}


def a_month(month, department, **changes):
    by_population = {it.value: counts(1) for it in Population} | {"": {"ar": 12, "aa": 7, "al": 2, "ac": 5}}
    return Tally(**{"month": month, "department_id": department, "counts": by_population} | changes)


@pytest.fixture
def hospital(cloud):
    figures = DynamoFigures()
    departments = [f"department-of-medicine-{it:02}" for it in range(DEPARTMENTS)]
    figures.count(NORTH, [], [], [a_month(NOVEMBER, it) for it in (ALL, *departments)])
    figures.count(NORTH, [], [], [a_month(it, departments[0]) for it in MONTHS if it != NOVEMBER])
    persons = [f"{it:06}" for it in range(PERSONS)]
    of_them = [a_month(NOVEMBER, departments[0], person=it, counts={"": counts(1)}) for it in persons]
    figures.count(NORTH, [], [], of_them)
    return departments


def sizes(pk):
    found = client("dynamodb").query(
        TableName="frontdesk-followup",
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": pk}},
    )["Items"]
    return [item_size(it) for it in found]


def test_a_month_of_forty_departments_is_six_units_at_most(hospital):
    month = sizes(f"{NORTH}#FIGURES#2026-11")
    assert len(month) == 1 + DEPARTMENTS
    assert ceil(sum(month) / A_READ) / 2 <= MOST


def test_so_are_sixty_persons_of_a_department(hospital):
    persons = sizes(f"{NORTH}#FIGURES#2026-11#{hospital[0]}")
    assert len(persons) == PERSONS
    assert ceil(sum(persons) / A_READ) / 2 <= MOST


def test_so_are_twelve_months_of_one(hospital):
    months = [sizes(f"{NORTH}#FIGURES#{it:%Y-%m}")[-1 if it != NOVEMBER else 1] for it in MONTHS]
    assert sum(ceil(it / A_READ) for it in months) / 2 <= MOST
    assert len(DynamoFigures().of_months(NORTH, MONTHS, hospital[0])) == 12
