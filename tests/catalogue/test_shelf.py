"""The shelf: a whole catalogue in, the same catalogue out, and remembered for a minute."""

from dataclasses import replace

import pytest

from frontdesk.catalogue import wiring
from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.catalogue.storage import DynamoShelf
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.kernel import memory
from frontdesk.kernel.errors import NotFound
from tests.clinic import BIRKENHOF, LINDENHOF, lindenhof


@pytest.fixture
def shelf(cloud):
    return DynamoShelf()


def test_a_catalogue_comes_back_whole(shelf):
    shelf.put(lindenhof())
    assert shelf.get(LINDENHOF) == lindenhof()


def test_a_location_that_closed_is_gone(shelf):
    shelf.put(lindenhof())
    smaller = replace(lindenhof(), locations=lindenhof().locations[:1])
    shelf.put(smaller)
    assert shelf.get(LINDENHOF) == smaller


def test_the_directory_lists_every_organisation_once(shelf):
    for catalogue in (lindenhof(), lindenhof(), lindenhof(id=BIRKENHOF)):
        shelf.put(catalogue)
    assert sorted(list_organisations(ports=CataloguePorts(shelf=shelf))) == [BIRKENHOF, LINDENHOF]


@pytest.mark.requirement("N7")
@pytest.mark.parametrize("name", ["nobody", "#organisations", "Lindenhof", "", "a" * 32])
def test_what_is_no_organisation_is_not_found(shelf, name):
    shelf.put(lindenhof())
    with pytest.raises(NotFound):
        read_catalogue(organisation_id=name, ports=CataloguePorts(shelf=shelf))


def test_a_catalogue_is_read_once_a_minute(shelf, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(memory.time, "monotonic", lambda: now[0])
    remembered = wiring.Remembered(shelf)
    remembered.put(lindenhof())
    assert remembered.get(LINDENHOF).organisation.name == "Praxis am Lindenhof"
    shelf.put(lindenhof(name="New name"))
    now[0] += 59
    assert remembered.get(LINDENHOF).organisation.name == "Praxis am Lindenhof"
    now[0] += 1
    assert remembered.get(LINDENHOF).organisation.name == "New name"
