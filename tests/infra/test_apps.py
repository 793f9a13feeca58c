"""Packaging the apps: every function gets its own policy, and a broken app is named."""

import os

import pytest

from infra.apps import package_apps
from infra.lambdas import lambdas_of
from infra.target import DOOR_TIMEOUT_S, TASK_TIMEOUT_S, PackagingFailed, Place, Target


@pytest.fixture
def target(small_clinic):
    return Target(Place.LOCAL, small_clinic)


def test_a_function_has_the_policy_that_is_named_after_it(target):
    (app,) = package_apps(target, [])
    actions = {one.name: one.statements[0]["Action"] for one in lambdas_of(app)}
    assert actions == {"window": ["dynamodb:GetItem"], "window-listener": ["dynamodb:PutItem"]}


def test_a_door_answers_sooner_than_a_task_must(target):
    (app,) = package_apps(target, [])
    timeouts = {one.name: one.properties["Timeout"] for one in lambdas_of(app)}
    assert timeouts == {"window": DOOR_TIMEOUT_S, "window-listener": TASK_TIMEOUT_S}


def test_an_app_that_did_not_change_is_not_packaged_again(target):
    (first,) = package_apps(target, [])
    os.utime(first.archive, (1, 1))
    package_apps(target, [])
    assert first.archive.stat().st_mtime == 1
    (target.root / "layers/frontdesk/__init__.py").write_text("X = 1")
    package_apps(target, [])
    assert first.archive.stat().st_mtime != 1


def test_an_app_that_cannot_be_imported_is_named(target):
    (target.root / "functions/window/app.py").write_text("import nothing_of_this_name")
    with pytest.raises(PackagingFailed, match=r"functions/window.*\n(.*\n)*.*nothing_of_this_name"):
        package_apps(target, [])


def test_packaging_leaves_nothing_beside_the_source(target):
    before = sorted(target.root.joinpath("functions").rglob("*"))
    package_apps(target, [])
    assert sorted(target.root.joinpath("functions").rglob("*")) == before
