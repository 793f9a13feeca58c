"""An environment variable that is read is documented, and set where the code runs."""

import re

from tests.house.plan import python_files, read

READ = re.compile(r"""environ(?:\.get\(|\[)\s*["'](\w+)["']""")
SET_BY_LAMBDA = {"AWS_REGION"}
BY_THE_SYSTEM = {"PATH", "HOME"}


def read_in(*folders):
    return {name for path in python_files(*folders) for name in READ.findall(path.read_text("utf-8"))}


def set_by_infra():
    block = read("infra/template.yaml").partition("      Variables:\n")[2].partition("\nResources:")[0]
    return set(re.findall(r"^        ([A-Z_]+):", block, re.MULTILINE))


def chosen_by_developers():
    said = "".join(path.read_text("utf-8") for path in python_files("local", "infra")) + read("Makefile")
    return set(re.findall(r"FRONTDESK_[A-Z_]+", said))


def documented():
    return set(re.findall(r"^\| `([A-Z_]+)` \|", read("docs/howto/configuration.md"), re.MULTILINE))


def test_every_variable_that_is_read_is_documented():
    asked = read_in("layers", "functions", "local") | chosen_by_developers()
    assert asked - BY_THE_SYSTEM - documented() == set()


def test_every_variable_that_functions_read_is_set_by_the_template():
    assert read_in("layers", "functions") - SET_BY_LAMBDA - set_by_infra() == set()


def test_every_variable_that_the_template_sets_is_documented():
    assert set_by_infra()
    assert set_by_infra() - documented() == set()


def test_no_variable_is_documented_that_nothing_knows():
    known = read_in("layers", "functions", "local") | set_by_infra() | chosen_by_developers()
    assert documented() - known == set()
