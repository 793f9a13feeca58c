"""The doors that are attacked, each with a clinic behind it."""

from tests.functions.conftest import console, console_app, enrol

__all__ = ["console", "console_app", "enrol"]
