"""Who does something: a subject of care, a member of staff, or the house itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class ActorKind(StrEnum):
    PATIENT = "patient"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is a subject id, an employee number, or the name of the machine that acted.

    Of a patient it is the key of their contact point where that is all that was proved: several may have it.
    """

    kind: ActorKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The actor that `str()` wrote; ValueError for anything else."""
        kind, _, name = text.partition(":")
        return cls(ActorKind(kind), name)
