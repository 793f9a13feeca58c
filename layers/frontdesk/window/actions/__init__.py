"""How a conversation can end. One module per action, found by its name in the release; no list to keep."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, Text, Words
from frontdesk.window.model import Outcome
from frontdesk.window.model.plan import Download, Plan, Settings

Say = Callable[[Text], Words]
"""Picks the words of a text in the conversation's language, else in the release's default one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an action is performed: `downloads` are those released at the location."""

    say: Say
    language: Language
    default: Language
    downloads: Mapping[str, Download]


class Action(Protocol):
    """`SETTINGS` is the JSON Schema of what a release may say about the action."""

    SETTINGS: Mapping[str, Any]

    def perform(self, settings: Settings, scene: Scene) -> Outcome:
        """What the patient sees."""

    def faults(
        self, settings: Settings, *, plan: Plan, location: str, trusted: frozenset[str]
    ) -> Iterator[FieldError]:
        """What is wrong with settings that fit the schema, at a location where a patient can get here.

        Pointers go on from the settings: `.url`. `trusted` are origins that count as secure without https.
        """


@cache
def available() -> tuple[str, ...]:
    """The names of all actions, in order."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


@cache
def find(kind: str) -> Action:
    """The action of that name, imported on use; ModuleNotFoundError when there is none (no release has one)."""
    action: Action = import_module(f"{__name__}.{kind}")
    return action
