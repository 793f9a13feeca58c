"""Of two workers one has all that needs a desk, one all that packages, each the rest as it comes.

So a desk, which takes long to come up, is there once in a run, and a rehearsed town once in a file; a browser is there
in a second, in each that needs one.
xdist has groups of its own for this; with pytest 9.2 they are silently ignored (pytest-xdist 1386).
"""

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

GROUPS = {
    "desk": ("tests/journeys/",),
    "packages": ("tests/infra/", "tests/local/test_stack.py"),
}
REHEARSED = "tests/probe/"
BELONGS = {"desk": "desk", "packaged": "packages"}
"""A fixture that is made once, and the group of those who use it."""


def group(nodeid):
    """What is given to one worker together: a group, a file that rehearses a town, or a test alone."""
    alone = nodeid.partition("::")[0] if nodeid.startswith(REHEARSED) else nodeid
    return next((name for name, places in GROUPS.items() if nodeid.startswith(places)), alone)


def astray(items):
    """The tests that use what another worker makes."""
    return [
        it.nodeid
        for it in items
        if {BELONGS[name] for name in it.fixturenames if name in BELONGS} - {group(it.nodeid)}
    ]


class _Scheduling(LoadScopeScheduling):
    def _split_scope(self, nodeid):
        return group(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return _Scheduling(config, log)
