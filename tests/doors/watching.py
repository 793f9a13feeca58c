"""The cloud under watch: which calls an answer costs, and everything as it was after one that changed something."""

import copy

from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from frontdesk.catalogue.wiring import catalogue_ports
from tests.conftest import REGION, client
from tests.probe.hook import watching

CHANGES = ("Put", "Update", "Delete")


class Watched:
    """Calls of AWS, by name, since `forget`; `restore` undoes what they changed in the tables and buckets."""

    def __init__(self):
        self.calls = []
        self._tables = copy.deepcopy({name: it.items for name, it in _tables().items()})
        self._files = {it["Name"]: _files(it["Name"]) for it in client("s3").list_buckets()["Buckets"]}
        self._touched = set()

    def watching(self):
        """What is called inside is written down."""
        return watching(self)

    def passes(self, call, really):
        self.calls.append(call.operation)
        if call.operation.startswith(CHANGES):
            self._touched |= {call.params.get(it) for it in ("TableName", "Bucket")}
        return really()

    def begin(self):
        """A cold start: nothing was called, nothing is remembered of a catalogue."""
        self.calls = []
        catalogue_ports().shelf._known.clear()

    def restore(self):
        for name in self._touched & self._tables.keys():
            _tables()[name].items = copy.deepcopy(self._tables[name])
        for name in self._touched & self._files.keys():
            self._restore_bucket(name)
        self._touched = set()

    def _restore_bucket(self, name):
        now, before = _files(name), self._files[name]
        for key in now.keys() - before.keys():
            client("s3").delete_object(Bucket=name, Key=key)
        for key in before.keys() - now.keys():
            client("s3").put_object(Bucket=name, Key=key, Body=before[key])


def _tables():
    return dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables


def _files(name):
    s3 = client("s3")
    kept = s3.list_objects_v2(Bucket=name).get("Contents", [])
    return {it["Key"]: s3.get_object(Bucket=name, Key=it["Key"])["Body"].read() for it in kept}
