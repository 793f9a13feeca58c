"""What a test finds in the cloud is put there once in a run and put back for every other test that begins with it.

A step is what is done to a cloud under a name. Where nobody has asked the cloud anything since the step before it,
the same steps lead to the same cloud, so that what moto holds afterwards may be kept and put back. Where somebody
has, the step is simply done.
"""

import copyreg
import io
import pickle
from collections import defaultdict
from functools import wraps
from types import FunctionType

from joserfc.jwk import RSAKey
from moto.core.base_backend import BackendDict
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.model_instances import reset_model_data
from moto.core.serialize import BaseJSONSerializer

SHARED = (BackendDict, RSAKey)
"""What every cloud of a run may share: the shelves themselves, and the key that each of moto's user pools has."""


class _Cloud:
    """The steps that led to the cloud that is up; None where something else happened to it as well."""

    def __init__(self):
        self.steps = None
        self.asked = self.asked_then = 0
        self.kept = {}

    def begin(self):
        """An empty cloud is up."""
        self.steps = None if BackendDict._instances else ()
        self.asked_then = self.asked

    def step(self, name, do):
        """Do it, or put back what was there after it was done; its answer is the same."""
        untouched = self.steps is not None and self.asked == self.asked_then
        steps = (*self.steps, name) if untouched else None
        if steps in self.kept:
            answer, stored, shared = self.kept[steps]
            put_back(stored, shared)
        else:
            answer = do()
            if steps is not None:
                self.kept[steps] = (answer, *taken())
        self.steps, self.asked_then = steps, self.asked
        return answer


_cloud = _Cloud()
begin, step = _cloud.begin, _cloud.step


def _noticed(do):
    @wraps(do)
    def noticed(*arguments):
        _cloud.asked += 1
        return do(*arguments)

    return noticed


BotocoreStubber.process_request = _noticed(BotocoreStubber.process_request)
BackendDict.reset = staticmethod(_noticed(BackendDict.reset))


class _Taking(pickle.Pickler):
    def __init__(self, stored, shared):
        super().__init__(stored, pickle.HIGHEST_PROTOCOL)
        self.shared = shared

    def persistent_id(self, it):
        alone = isinstance(it, FunctionType) and it.__closure__ is None
        if not alone and not isinstance(it, SHARED):
            return None
        self.shared.append(it)
        return len(self.shared) - 1

    def reducer_override(self, it):
        """A `defaultdict` of somebody's own is made anew without asking how they make theirs."""
        if not isinstance(it, defaultdict) or type(it) is defaultdict:
            return NotImplemented
        state = vars(it), {"default_factory": it.default_factory}
        return copyreg.__newobj__, (type(it),), state, None, iter(it.items())


class _PuttingBack(pickle.Unpickler):
    def __init__(self, stored, shared):
        super().__init__(stored)
        self.shared = shared

    def persistent_load(self, pid):
        return self.shared[pid]


def taken():
    """All that moto holds, to be put back any number of times."""
    stored, shared = io.BytesIO(), []
    _Taking(stored, shared).dump([(it, dict(it)) for it in BackendDict._instances])
    return stored.getvalue(), shared


def put_back(stored, shared):
    """Moto holds that, and nothing else: of everything that it ever made it keeps a list until it is told to forget."""
    BackendDict.reset()
    reset_model_data()
    for shelf, accounts in _PuttingBack(io.BytesIO(stored), shared).load():
        shelf.update(accounts)
        BackendDict._instances.append(shelf)


def _looking_at_what_is_there(serialize):
    """moto asks ten names of every attribute of every record, each under ten spellings; a record has one of them."""

    @wraps(serialize)
    def serialized(self, into, value, shape, key):
        if shape.name != "AttributeValue" or not key or type(value) is not dict:
            serialize(self, into, value, shape, key)
            return
        found = {}
        for name in value:
            self._serialize_structure_member(found, value, shape.members[name], name)
        self._default_serialize(into, found, shape, key)

    return serialized


BaseJSONSerializer._serialize_type_structure = _looking_at_what_is_there(
    BaseJSONSerializer._serialize_type_structure
)
