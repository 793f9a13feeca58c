"""Encounters in words: classes, states, lists, and what was told of them."""

from frontdesk.hospital.model import Disposition, EncounterClass, EncounterState, Population
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_words import Tag


def class_in_words(kind: EncounterClass, language: Language) -> str:
    """What kind of an encounter it is."""
    _ = translations(language).gettext
    return {
        EncounterClass.OUTPATIENT: _("Outpatient visit"),
        EncounterClass.INPATIENT: _("Inpatient stay"),
        EncounterClass.EMERGENCY: _("Emergency visit"),
    }[kind]


def population_in_words(population: Population, language: Language) -> str:
    """What the list is called."""
    _ = translations(language).gettext
    return {
        Population.OUTPATIENT: _("Outpatients"),
        Population.INPATIENT: _("Inpatients now"),
        Population.DISCHARGED: _("Discharged"),
    }[population]


def state_tag(state: EncounterState, language: Language) -> Tag:
    """How it stands."""
    _ = translations(language).gettext
    return {
        EncounterState.UNDER_WAY: Tag(text=_("Under way"), icon="clock", kind="amber"),
        EncounterState.ENDED: Tag(text=_("Ended"), icon="circle-check", kind="green"),
        EncounterState.CANCELLED: Tag(text=_("Did not take place"), icon="circle-x"),
    }[state]


def disposition_in_words(disposition: Disposition, language: Language) -> str:
    """Where somebody went."""
    _ = translations(language).gettext
    return {
        Disposition.HOME: _("Home"),
        Disposition.TRANSFERRED: _("Transferred"),
        Disposition.AGAINST_ADVICE: _("Against medical advice"),
        Disposition.DIED: _("Died"),
        Disposition.OTHER: _("Elsewhere"),
    }[disposition]


def told_in_words(fact: str, language: Language) -> str:
    """What an entry of the history says."""
    _ = translations(language).gettext
    return {
        "PatientAdmitted": _("Came in"),
        "PatientDischarged": _("Went out"),
        "DischargeCancelled": _("Has not left: taken back"),
        "AdmissionCancelled": _("Has not come: taken back"),
        "VisitSettled": _("Settled the bill"),
        "PatientDied": _("Died"),
    }[fact]


def emphasis_tag(level: int, language: Language) -> Tag:
    """How much emphasis there is."""
    _ = translations(language).gettext
    return Tag(text=_("Emphasis %(level)s") % {"level": level}, icon="badge-check", kind="amber")
