"""The cloud under watch: which calls an answer costs, and everything as it was after one that changed something."""

from frontdesk.booking.wiring import booking_ports
from frontdesk.catalogue.wiring import catalogue_ports
from tests.clouds import put_back, taken
from tests.probe.hook import watching

CHANGES = ("Put", "Update", "Delete", "TransactWrite")


class Watched:
    """Calls of AWS, by name, since `begin`; `restore` undoes what they changed."""

    def __init__(self):
        self.calls = []
        self._before, self._changed = taken(), False

    def watching(self):
        """What is called inside is written down."""
        return watching(self)

    def passes(self, call, really):
        self.calls.append(call.operation)
        self._changed |= call.operation.startswith(CHANGES)
        return really()

    def begin(self):
        """A cold start: nothing was called, nothing is remembered of a catalogue."""
        self.calls = []
        catalogue_ports().shelf.memory.clear()
        booking_ports().timetables.memory.clear()

    def restore(self):
        """Everything as it was, if anything was changed."""
        if self._changed:
            put_back(*self._before)
        self._changed = False
