"""Whoever does something is written down and read back the same."""

import pytest

from frontdesk.kernel.actor import Actor, ActorKind


@pytest.mark.parametrize("kind", ActorKind)
def test_an_actor_is_read_as_it_was_written(kind):
    actor = Actor(kind, "a:b")
    assert Actor.parse(str(actor)) == actor


@pytest.mark.parametrize("text", ["", "anna", "doctor:1"])
def test_nobody_else_is_an_actor(text):
    with pytest.raises(ValueError, match="is not a valid"):
        Actor.parse(text)
