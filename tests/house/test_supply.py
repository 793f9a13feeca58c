"""What the product is made of is short, pinned by hash, listed, and may do only what is named."""

import json
import re

import pytest

from tests.house.plan import ROOT, read

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
WISHES = sorted((ROOT / "requirements").glob("*.in"))
POLICIES = sorted(ROOT.glob("functions/*/.chalice/policy*.json"))
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>.+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:(?P<hash>[0-9a-f]{64})(?: \\)?$")
DIRECT_AT_MOST = 14


def direct(name):
    """The names a list of wishes asks for, those of the lists it takes along included."""
    found = set()
    for line in read(f"requirements/{name}").splitlines():
        wish = line.partition("#")[0].strip()
        if wish.startswith("-r "):
            found |= direct(wish.removeprefix("-r "))
        elif wish:
            found.add(re.split(r"[=<>\[ ]", wish)[0])
    return found


def pins(text):
    """name==version -> its hashes; a line that is neither pin, hash nor comment is an error."""
    found = {}
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        if pin := PIN.match(line):
            hashes = found[pin["name"], pin["version"], pin["marker"]] = set()
        elif one := HASH.match(line):
            hashes.add(one["hash"])
        else:
            raise AssertionError(line)
    return found


def open_actions(document):
    """The actions of a policy that name more than one thing."""
    statements = document["Statement"]
    actions = [it["Action"] for it in statements if it["Effect"] == "Allow"]
    named = [one for it in actions for one in (it if isinstance(it, list) else [it])]
    return [one for one in named if "*" in one]


def components(bom):
    """The parts of a bill of materials, in the shape of pins()."""
    found = {}
    for it in bom["components"]:
        only = [one["value"] for one in it.get("properties", [])]
        found[it["name"], it["version"], *(only or [None])] = {one["content"] for one in it["hashes"]}
    return found


def test_the_product_asks_for_few_libraries():
    assert 0 < len(direct("runtime.in")) <= DIRECT_AT_MOST


@pytest.mark.parametrize("lock", LOCKS, ids=lambda it: it.name)
def test_every_line_of_a_lock_is_a_pin_with_its_hashes(lock):
    found = pins(lock.read_text("utf-8"))
    assert found
    assert [name for name, hashes in found.items() if not hashes] == []


@pytest.mark.parametrize(
    "line", ["chalice>=1", "chalice==1.34.0", "--index-url https://somewhere/simple", "./wheels/a.whl"]
)
def test_a_line_that_could_fetch_anything_else_is_seen(line):
    with pytest.raises(AssertionError):
        pins(line)


@pytest.mark.parametrize("page", [*LOCKS, *WISHES], ids=lambda it: it.name)
def test_no_list_names_an_index(page):
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", page.read_text("utf-8")) == []


def test_the_list_of_parts_is_what_is_locked():
    bom = json.loads(read("docs/reference/sbom.cdx.json"))
    assert components(bom) == pins(read("requirements/runtime.txt")), "run: make sbom"


def test_the_list_of_parts_says_nothing_of_when_and_where_it_was_made():
    said = json.loads(read("docs/reference/sbom.cdx.json"))
    assert "serialNumber" not in said
    assert set(said["metadata"]) == {"component"}
    assert re.findall(r"https?://(?!cyclonedx\.org/)|file:", json.dumps(said)) == []


@pytest.mark.parametrize("path", POLICIES, ids=lambda it: f"{it.parts[-3]}/{it.stem}")
def test_a_function_may_do_only_what_is_named(path):
    assert open_actions(json.loads(path.read_text())) == []


@pytest.mark.parametrize("action", ["*", "s3:*", ["dynamodb:GetItem", "dynamodb:*"], "s3:Get*"])
def test_a_policy_that_allows_more_is_seen(action):
    assert open_actions({"Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]})
