"""In-memory stand-ins for ports. The contract tests hold them to DynamoDB's promises, and to a provider's."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.patients.errors import LoginOver, TooManyCodes
from frontdesk.patients.model import Filing, Identity, Preferences
from frontdesk.patients.rules.contacts import (
    A_DAY,
    AT_ONCE,
    CLINICS_CODES_A_DAY,
    CLINICS_CODES_AN_HOUR,
    CODES_A_DAY,
    CODES_AT_ONCE,
    TRIES,
)
from frontdesk.patients.rules.logins import challenge_of

FOR_GOOD = datetime.max.replace(tzinfo=UTC)


class FakePeople:
    """Subjects, and what they are filed under."""

    def __init__(self):
        self.stored = {}
        self.under = {}

    def add(self, subject, contacts=(), *, login=None):
        key = subject.organisation_id, subject.id
        if key not in self.stored:
            self.stored[key] = subject
            filing = Filing(subject_id=subject.id, since=subject.consent.given_at)
            for it in (*contacts, login) if login else contacts:
                self.file(subject.organisation_id, it, [filing])

    def get(self, organisation_id, subject_id):
        if (organisation_id, subject_id) not in self.stored:
            raise NotFound(subject_id=subject_id)
        return self.stored[organisation_id, subject_id]

    def get_many(self, organisation_id, subject_ids):
        keys = {(organisation_id, it) for it in subject_ids}
        return {key[1]: self.stored[key] for key in keys & self.stored.keys()}

    def filed(self, organisation_id, contact_key):
        found = self.under.get((organisation_id, contact_key), set())
        return sorted(found, key=lambda it: (it.since, it.subject_id), reverse=True)[:100]

    def move(self, subject, *, phone, file, unfile):
        key = subject.organisation_id, subject.id
        if key not in self.stored or self.stored[key].phone != subject.phone:
            raise Conflict(subject_id=subject.id)
        self.stored[key] = replace(self.stored[key], phone=phone)
        filing = Filing(subject_id=subject.id, since=subject.consent.given_at)
        for it in unfile:
            self.under.get((subject.organisation_id, it), set()).discard(filing)
        self.file(subject.organisation_id, file, [filing])

    def link(self, organisation_id, login, filing):
        is_there = (organisation_id, filing.subject_id) in self.stored
        if is_there:
            self.file(organisation_id, login, [filing])
        return is_there

    def file(self, organisation_id, contact_key, filings):
        self.under.setdefault((organisation_id, contact_key), set()).update(filings)


class FakeCodes:
    def __init__(self):
        self.turns = Counter()
        self.latest = {}
        self.sent = {}
        self.tries = {}
        self.opened_by = {}

    def take_turn(self, organisation_id, kind, *, now):
        day, hour = f"{now:%Y-%m-%d}", f"{now:%Y-%m-%dT%H}"
        whose = organisation_id, kind
        most = {day: CLINICS_CODES_A_DAY, hour: CLINICS_CODES_AN_HOUR}
        if any(self.turns[(*whose, it)] >= most[it] for it in most):
            return False
        self.turns.update((*whose, it) for it in most)
        return True

    def issue(self, code):
        key = code.organisation_id, code.contact_key
        there, sent = self.latest.get(key), self.sent.setdefault(key, [])
        if there and there.form_id == code.form_id and code.sent_at < there.until:
            return there
        for most, within in ((CODES_AT_ONCE, AT_ONCE), (CODES_A_DAY, A_DAY)):
            if len(sent) >= most and sent[-most] > code.sent_at - within:
                raise TooManyCodes
        sent.append(code.sent_at)
        self.latest[key], self.tries[key], self.opened_by[key] = code, 0, None
        return code

    def contact(self, organisation_id, contact_key):
        if (organisation_id, contact_key) not in self.latest:
            raise NotFound(contact_key=contact_key)
        return self.latest[organisation_id, contact_key].contact

    def take_try(self, organisation_id, contact_key, *, form_id, now):
        key = organisation_id, contact_key
        code = self.latest.get(key)
        if code is None or now >= code.until:
            return None
        if self.opened_by[key] != form_id and (self.opened_by[key] or self.tries[key] >= TRIES):
            return None
        self.tries[key] += 1
        return code, max(TRIES - self.tries[key], 0)

    def open(self, code, *, form_id):
        key = code.organisation_id, code.contact_key
        if self.latest[key].digest != code.digest or self.opened_by[key] not in {None, form_id}:
            return False
        self.opened_by[key] = form_id
        return True


class FakeAgreements:
    def __init__(self):
        self.stored = {}

    def give(self, organisation_id, agreement):
        key = organisation_id, agreement.offer, agreement.subject_id
        if key in self.stored and self.stored[key].holds:
            return False
        self.stored[key] = agreement
        return True

    def withdraw(self, organisation_id, subject_id, offer, *, at):
        key = organisation_id, offer, subject_id
        if key not in self.stored or not self.stored[key].holds:
            return False
        self.stored[key] = replace(self.stored[key], withdrawn_at=at)
        return True

    def of(self, organisation_id, subject_ids, offer):
        keys = {(organisation_id, offer, it) for it in subject_ids}
        return {key[2]: self.stored[key] for key in keys & self.stored.keys()}

    def everybody(self, organisation_id, offer):
        return sorted(
            key[2] for key, it in self.stored.items() if key[:2] == (organisation_id, offer) and it.holds
        )


class FakePreferences:
    def __init__(self):
        self.said = {}

    def of(self, organisation_id, keys):
        found = [self.said[organisation_id, it] for it in keys if (organisation_id, it) in self.said]
        suppressed = [it.suppressed for it in found if it.suppressed]
        return Preferences(
            unwanted=frozenset(one for it in found for one in it.unwanted),
            is_stopped=any(it.is_stopped for it in found),
            suppressed=max(suppressed, key=lambda it: it.until or FOR_GOOD, default=None),
        )

    def want(self, organisation_id, keys, what, *, wanted):
        for key in keys if wanted else keys[-1:]:
            there = self.said.get((organisation_id, key), Preferences())
            left = there.unwanted - set(what) if wanted else there.unwanted | set(what)
            self.said[organisation_id, key] = replace(there, unwanted=left)

    def stop(self, organisation_id, keys, *, at):
        self._change(organisation_id, keys[-1:], is_stopped=True)

    def start(self, organisation_id, keys):
        self._change(organisation_id, keys, is_stopped=False, suppressed=None)

    def suppress(self, organisation_id, keys, suppression):
        self._change(organisation_id, keys[-1:], suppressed=suppression)

    def _change(self, organisation_id, keys, **said):
        for key in keys:
            there = self.said.get((organisation_id, key), Preferences())
            self.said[organisation_id, key] = replace(there, **said)


class FakeLogIn:
    """A provider where `logs_in` is what somebody does on its page."""

    def __init__(self):
        self.codes = {}

    def address(self, provider, errand):
        said = {"state": errand.state, "nonce": errand.nonce, "challenge": challenge_of(errand.verifier)}
        return f"{provider.origins[0]}/authorize?{urlencode(said | {'client_id': provider.client_id})}"

    def logs_in(self, address, sub, name, birth_date):
        """What the provider's answer tells the clinic."""
        asked = {key: it for key, [it] in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked, {"sub": sub, "name": name, "birth_date": birth_date}
        return {"state": asked["state"], "code": code}

    def who(self, provider, errand, code, *, now):
        asked, who = self.codes.pop(code, (None, None))
        mine = {"nonce": errand.nonce, "challenge": challenge_of(errand.verifier)}
        if asked is None or asked["client_id"] != provider.client_id or mine.items() - asked.items():
            raise LoginOver
        return Identity(issuer=provider.issuer, **who)
