"""A patient with several tabs before the window, and a clinic that publishes meanwhile. What each page must say is
known from the answers that were given in it, and from nothing else."""

import html
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import unquote, urlencode

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from frontdesk.kernel.language import Language
from frontdesk.requests.usecases.submit_request import submit_request
from frontdesk.window.model import Answered, FieldType, Form, Question, Session
from frontdesk.window.model.releases import Release
from frontdesk.window.rules.canonical import canonical, release_id
from frontdesk.window.rules.engine import standing
from frontdesk_web.seals import choice, unseal
from tests.attacks.doors import Door
from tests.clinic import LINDENHOF, a_definition, lindenhof
from tests.functions.loading import load_module
from tests.requests.fakes import a_desk

from .builders import NOW, FakeReleases, window

RING = {"2026-11": b"k" * 32}
HERE = f"/window/{LINDENHOF}"
TOKEN = re.compile(r'(?:name="s" value="|[?;]s=)([\w.%-]+)')
CODE = re.compile(r'name="c" value="([^"]+)"')
A_DAY = timedelta(hours=24)

languages = st.sampled_from(Language)
which = st.integers(0, 40)


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A page as it was shown. `way`: every answer given on the way to it, `values` what it offered."""

    release: Release
    language: Language
    began_at: datetime
    form_id: str = ""
    way: tuple[Answered, ...] = ()
    token: str = ""
    shown_at: datetime | None = None
    values: tuple[str, ...] = ()

    def stands(self, now):
        session = Session(
            organisation_id=LINDENHOF,
            release_id=self.release.id,
            language=self.language,
            began_at=self.began_at,
            path=self.way,
        )
        return standing(self.release, session, catalogue=lindenhof(), now=now)


@cache
def editions():
    """The clinic's flows as they are; in other words; with fewer ways."""
    fewer = _marked(a_definition(), " III")
    del fewer["flows"]["sick_note"]
    fewer["flows"]["prescription"]["steps"]["insurance"]["ask"]["options"].pop()
    return [_released(it) for it in (a_definition(), _marked(a_definition(), " II"), fewer)]


class AtTheWindow(RuleBasedStateMachine):
    @initialize(language=languages)
    def opens(self, language):
        self.now, self.releases, self.desk = NOW, FakeReleases(editions()[0]), a_desk(now=NOW)
        self.releases.known |= {it.id: it for it in editions()}
        module = load_module("window")
        ports = window(releases=self.releases, submit=lambda it: submit_request(it, ports=self.desk.ports))
        module.ports = replace(ports, clock=lambda: self.now, catalogue=lambda _organisation: lindenhof())
        self.door, self.tabs, self.sent = Door(module.app), [], {}
        self.opens_a_tab(language)

    @rule(language=languages)
    def opens_a_tab(self, language):
        live = self.releases.known[self.releases.live(LINDENHOF).release_id]
        tab = Tab(release=live, language=language, began_at=self.now)
        self._sees(self._gets(lang=language.value), tab)

    @rule(tab=which, pick=which)
    def answers(self, tab, pick):
        tab = self._tab(tab)
        if tab.values:
            self._presses(tab, tab.values[pick % len(tab.values)])

    @rule(tab=which, picks=st.lists(which, min_size=3, max_size=5))
    def answers_on_and_on(self, tab, picks):
        tab = self._tab(tab)
        for pick in picks:
            if tab.values:
                tab = self._presses(tab, tab.values[pick % len(tab.values)])

    @rule(place=st.sampled_from(["mitte", "nord"]), known=st.sampled_from(["yes", "no"]), language=languages)
    def comes_for_a_prescription(self, place, known, language):
        """Straight to where a form may be: by chance few get there."""
        self.opens_a_tab(language)
        for value in (place, "prescription", known, "statutory"):
            if value in (tab := self.tabs[-1]).values:
                self._presses(tab, value)

    @rule(tab=which, code=st.sampled_from(["", "AAAABBBBCCCC", "\u00e4"]))
    def presses_what_was_never_there(self, tab, code):
        tab = self._tab(tab)
        self._sees(self._gets(s=tab.token, c=code), tab)

    @rule(tab=which, index=st.integers(0, 6))
    def goes_back(self, tab, index):
        tab = self._tab(tab)
        self._sees(self._gets(s=tab.token, back=index), replace(tab, way=tab.way[:index]))

    @rule(tab=which, language=languages)
    def switches_the_language(self, tab, language):
        tab = self._tab(tab)
        if isinstance(tab.stands(self.now).view, Form):
            page = self.door.posts(f"{HERE}/form", {"s": tab.token, "lang": language.value, "name": "Anna"})
            assert 'value="Anna"' in page.text
        else:
            page = self._gets(s=tab.token, lang=language.value)
        self._sees(page, replace(tab, language=language))

    @rule(tab=which, times=st.integers(1, 3), said=st.sampled_from(["Danke", "Danke", "Bitte bald"]))
    def sends(self, tab, times, said):
        self._sends(self._tab(tab), said, times)

    @rule(tab=which, index=which, pick=which)
    def changes_an_answer_and_sends_again(self, tab, index, pick):
        """Sent, taken back to an earlier question, answered otherwise, the rest as before where it is still asked."""
        tab = self._tab(tab)
        if not isinstance(tab.stands(self.now).view, Form) or self._is_over(tab):
            return
        self._sends(tab, "Danke", 1)
        index %= len(tab.way)
        self._sees(self._gets(s=tab.token, back=index), replace(tab, way=tab.way[:index]))
        again = self.tabs[-1]
        again = self._presses(again, again.values[pick % len(again.values)])
        for answered in tab.way[index + 1 :]:
            if answered.value in again.values:
                again = self._presses(again, answered.value)
        self._sends(again, "Danke", 2)

    @rule(tab=which)
    def leaves_something_out(self, tab):
        tab = self._tab(tab)
        if isinstance(form := tab.stands(self.now).view, Form) and not self._is_over(tab):
            page = self._posts(tab, filled(form, "Danke") | {"name": ""})
            self._sees(page, tab, status=400)

    @rule(edition=st.integers(0, 2))
    def the_clinic_publishes(self, edition):
        """Another edition, or an older one again."""
        live = self.releases.live(LINDENHOF)
        published = replace(live, number=live.number + 1, release_id=editions()[edition].id, at=self.now)
        self.releases.publish(published, b"")

    @rule(step=st.sampled_from([timedelta(minutes=5), timedelta(hours=12), timedelta(hours=25)]))
    def time_passes(self, step):
        self.now = self.desk.now = self.now + step

    @invariant()
    def what_was_sent_is_what_the_clinic_has(self):
        stored = list(self.desk.requests.stored.values())
        assert len(stored) == len(set(self.sent.values())) == len(self.sent)

    def _tab(self, number):
        """Mostly the newest; now and then an old one."""
        return self.tabs[-1 - number % len(self.tabs)] if number % 3 == 0 else self.tabs[-1]

    def _is_over(self, tab):
        return self.now >= tab.shown_at + A_DAY

    def _gets(self, **query):
        return self.door.gets(f"{HERE}?{urlencode(query)}")

    def _posts(self, tab, typed):
        return self.door.posts(f"{HERE}/request", {"s": tab.token} | typed)

    def _presses(self, tab, value):
        before = tab.stands(self.now).view
        offered = {it.value for it in before.options} if isinstance(before, Question) else set()
        after = tab
        if value in offered and not self._is_over(tab):
            after = replace(tab, way=(*tab.way, Answered(before.place, value, self.now)))
        page = self._gets(s=tab.token, c=choice(tab.token, value, keyring=RING))
        return self._sees(page, after)

    def _sends(self, tab, said, times):
        form = tab.stands(self.now).view
        if not isinstance(form, Form):
            return
        for _ in range(times):
            page = self._posts(tab, typed := filled(form, said))
            if self._is_over(tab):
                self._sees(page, tab)
                continue
            assert page.status == 303
            way = tuple((it.place, it.value) for it in tab.way)
            leads_to = page.header("location").partition("?")[0]
            assert self.sent.setdefault((tab.form_id, way, tuple(typed.items())), leads_to) == leads_to
            self._is_kept(tab, leads_to)

    def _is_kept(self, tab, leads_to):
        ticket = leads_to.split("/")[3]
        kept = self.desk.requests.get(LINDENHOF, ticket[:32])
        assert (kept.release_id, kept.type) == (tab.release.id, tab.stands(self.now).view.type)
        spoken = {language: replace(tab, language=language).stands(self.now).turns for language in Language}
        said = [(it.question, it.answer) for it in kept.answers]
        due = [(it.question.text, it.answer.text) for it in spoken[kept.language] if it.question]
        assert said[: len(due)] == due

    def _sees(self, page, tab, status=200):
        """The page carries exactly what was answered, and shows what the engine says about it."""
        assert page.status == status
        token = unquote(TOKEN.search(page.text)[1])
        carried = dict(unseal(token, purpose="conversation", keyring=RING, now=self.now).said)
        form_id = carried.pop("form")
        assert form_id == (tab.form_id or form_id)
        assert carried == {
            "organisation": LINDENHOF,
            "release": tab.release.id,
            "language": tab.language.value,
            "began": int(tab.began_at.timestamp()),
            "path": [[it.place, it.value, int(it.at.timestamp())] for it in tab.way],
        }
        stands = tab.stands(self.now)
        assert stands.session.path == tab.way, "every answer still means something"
        values = tuple(it.value for it in stands.view.options) if isinstance(stands.view, Question) else ()
        assert CODE.findall(page.text) == [choice(token, it, keyring=RING) for it in values]
        shown = "".join(html.unescape(re.sub(r"<[^>]+>", "", page.text)).split())
        assert [it for it in words_of(stands) if "".join(it.split()) not in shown] == []
        self.tabs.append(replace(tab, token=token, shown_at=self.now, values=values, form_id=form_id))
        return self.tabs[-1]


def words_of(stands):
    """Everything a page must say of where a conversation stands."""
    for turn in stands.turns:
        yield from (it.text for it in (turn.question, turn.answer) if it)
    view = stands.view
    found = [getattr(view, name, None) for name in ("text", "label", "intro", "consent")]
    found += [it.label for it in (*getattr(view, "options", ()), *getattr(view, "fields", ()))]
    found += [it.title for it in getattr(view, "offered", ())]
    yield from (it.text for it in found if it)


def filled(form, said):
    """The form, filled in with what fits."""
    typed = {"name": "Anna", "birth_day": "27", "birth_month": "3", "birth_year": "1985", "phone": "06221"}
    for it in form.fields:
        match it.type:
            case FieldType.DATE:
                typed |= {f"f-{it.id}_day": "2", f"f-{it.id}_month": "11", f"f-{it.id}_year": "2026"}
            case FieldType.CHOICE:
                typed[f"f-{it.id}"] = it.options[0].value
            case FieldType.CHOICES:
                typed[f"f-{it.id}.{it.options[0].value}"] = "on"
            case _:
                typed[f"f-{it.id}"] = said
    return typed | {"consent": form.consent_version}


def _marked(said, mark):
    """The same with the mark behind everything that is said."""
    if isinstance(said, list):
        return [_marked(it, mark) for it in said]
    if not isinstance(said, dict):
        return said
    if set(said) <= {it.value for it in Language} and all(isinstance(it, str) for it in said.values()):
        return {language: text + mark for language, text in said.items()}
    return {name: _marked(it, mark) for name, it in said.items()}


def _released(definition):
    return Release(id=release_id(canonical(definition)), definition=definition)
