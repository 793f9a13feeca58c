"""A function's app.py as Lambda would import it, without touching sys.path."""

import importlib.util
from functools import cache
from pathlib import Path

FUNCTIONS = Path(__file__).parents[2] / "functions"


@cache
def load_module(name):
    """The module, once: a container is warm for as long as the tests run."""
    spec = importlib.util.spec_from_file_location(f"functions.{name}.app", FUNCTIONS / name / "app.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(name):
    """The Chalice app of functions/<name>/app.py."""
    return load_module(name).app
