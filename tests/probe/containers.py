"""What functions remember from one call to the next, and how they forget it: as new containers do."""

import gc

from frontdesk.kernel.memory import Memory
from frontdesk.patients.gateways import keyring as of_patients
from frontdesk.surveys.wiring.questionnaires import questionnaires
from frontdesk.window.storage.releases import StoredReleases
from frontdesk_web.keyring import keyring
from tests.functions.loading import FUNCTIONS, load_module

APPS = sorted(it.name for it in FUNCTIONS.iterdir() if (it / "app.py").exists())


class Containers:
    """What functions remember from one call to the next."""

    def __init__(self):
        for app in APPS:
            load_module(app)
        self.memories = [it for it in gc.get_referrers(Memory) if isinstance(it, Memory)]
        self.shelves = [it for it in gc.get_referrers(StoredReleases) if isinstance(it, StoredReleases)]

    def forget(self):
        keyring.cache_clear()
        of_patients.keys.cache_clear()
        questionnaires._remembered.cache_clear()
        for it in self.memories:
            it.clear()
        for it in self.shelves:
            it._latest.clear()
            it._remembered.cache_clear()
