"""From counts to money, on figures small enough for a sheet of paper."""

import json
import re
from argparse import Namespace
from datetime import date

import pytest

from benchmarks import cost
from benchmarks.budgets import BUDGET
from benchmarks.cost import Unclear, asked_for, between, idle, month, of_one, priced, rendered, said, used

PRICES = json.loads(cost.PRICES.read_text("utf-8"))["prices"]
READ = json.loads(BUDGET.read_text("utf-8"))
TWO_CLINICS = Namespace(clinics=2, requests_per_clinic_per_month=100, sessions=500)


def a_price(service, price, per=1):
    return {"service": service, "price": price, "per": per}


PLAIN = {name: a_price("rest", 0) for name in PRICES} | {
    "write_unit": a_price("DynamoDB", 2, 1000),
    "read_unit": a_price("DynamoDB", 1, 1000),
    "transition": a_price("Step Functions", 5, 1000),
    "gb_second": a_price("Lambda", 4, 1000),
    "alarm": a_price("CloudWatch", 0.5),
}
A_BUDGET = {
    "use_cases": {
        "open": {"read_units": 2, "invocations": 0},
        "submit": {"write_units": 10, "transitions": 3, "invocations": 4, "messages": 1},
    },
    "occurs": {"open": {"per": "session", "times": 2}, "submit": {"per": "request", "times": 1}},
    "idle": {"alarms": 6, "keys": 1, "scheduled": 100},
}


@pytest.mark.parametrize("name", PRICES)
def test_every_price_says_where_and_when_it_was_read_and_whether_that_was_verified(name):
    price = PRICES[name]
    assert price["source"].startswith("https://")
    assert date(2026, 1, 1) <= date.fromisoformat(price["date"]) <= date(2026, 11, 25)
    assert price["verified"]
    assert price["price"] > 0


def test_a_price_is_known_for_all_that_is_paid():
    assert {it for paid in cost.PAID.values() for it in paid} | {"email", "sms"} == set(PRICES)


def test_a_use_costs_the_sum_of_its_counts():
    money = priced(A_BUDGET["use_cases"]["submit"], PLAIN)
    assert money["DynamoDB"] == pytest.approx(0.02)
    assert money["Step Functions"] == pytest.approx(0.015)
    assert money["Lambda"] == pytest.approx(4 * 0.5 * 0.15 * 4 / 1000)


def test_a_use_begins_with_one_request_over_the_web():
    assert of_one({"calls": 1}) == {"web_requests": 1, "calls": 1}
    assert of_one({"web_requests": 3}) == {"web_requests": 3}
    assert of_one({"provisional": True}) == {"web_requests": 1}


def test_a_month_counts_every_clinic_visit_and_request():
    counts = used(A_BUDGET, TWO_CLINICS)
    assert counts["read_units"] == 2 * 500 * 2 * 2
    assert counts["write_units"] == 2 * 100 * 10
    assert counts["messages"] == 200
    assert counts["web_requests"] == 2 * 500 * 2 + 2 * 100


def test_an_idle_month_pays_for_alarms_and_for_rounds_that_ask_after_each_clinic():
    counts = idle(A_BUDGET, 2)
    assert (counts["alarms"], counts["invocations"], counts["read_units"]) == (6, 100, 100 * 0.5 * 3)
    assert priced(counts, PLAIN)["CloudWatch"] == 3.0


def test_a_month_in_use_is_the_idle_one_and_what_happens():
    money = month(A_BUDGET, PLAIN, TWO_CLINICS)
    assert money["CloudWatch"] == 3.0
    assert money["DynamoDB"] == pytest.approx((4000 + 150) / 1000 + 2000 * 2 / 1000)
    assert money["Step Functions"] == pytest.approx(600 * 5 / 1000)


def test_what_happens_without_known_counts_is_an_error():
    with pytest.raises(Unclear, match="submit"):
        used(A_BUDGET | {"use_cases": {"open": {}}}, TWO_CLINICS)


def test_the_counts_that_are_kept_make_a_month():
    assert month(READ, PRICES, asked_for([]))["DynamoDB"] > 0


def test_visits_are_five_a_request_unless_said():
    assert asked_for(["--requests-per-clinic-per-month", "30"]).sessions == 150
    assert asked_for(["--sessions", "7"]).sessions == 7


def test_the_figure_stands_between_its_markers_and_nothing_else_changes():
    text = "above\n<!-- cost -->\nold\n<!-- /cost -->\nbelow"
    assert between(text, "new") == "above\n<!-- cost -->\nnew\n<!-- /cost -->\nbelow"
    with pytest.raises(Unclear):
        between("no markers", "new")


def test_the_documents_say_what_the_counts_and_prices_say():
    page, readme = cost.PAGE.read_text("utf-8"), cost.README.read_text("utf-8")
    asked = asked_for(re.search(r"benchmarks\.cost (.*) --write", page)[1].split())
    remedy = "run: python -m benchmarks.cost --write"
    assert page == rendered(asked), remedy
    assert readme == between(readme, said(asked)), remedy
