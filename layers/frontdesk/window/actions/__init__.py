"""How a conversation can end. One module per action, found by its name in the release; no list to keep."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol

from frontdesk.kernel.language import Words
from frontdesk.window.model import Outcome

Say = Callable[[Mapping[str, str]], Words]
"""Picks the words of a text in the conversation's language, else in the release's default one."""


class Action(Protocol):
    """`SETTINGS` is the JSON Schema of what a release may say about the action."""

    SETTINGS: Mapping[str, Any]

    def perform(self, settings: Mapping[str, Any], say: Say) -> Outcome:
        """What the patient sees."""


def available() -> list[str]:
    """The names of all actions, in order."""
    return sorted(module.name for module in iter_modules(__path__))


def find(kind: str) -> Action:
    """The action of that name, imported on use; ModuleNotFoundError when there is none (no release has one)."""
    action: Action = import_module(f"{__name__}.{kind}")
    return action
