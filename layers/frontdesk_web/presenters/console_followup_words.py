"""Why somebody is followed up, how and when, in words: every code of the rule table has its sentence here."""

from collections.abc import Mapping

from frontdesk.followup.model.plans import Anchor, Channel, Mode, Population, Reason, Risk, Role
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_words import Tag

MESSAGE = (Channel.WECHAT, Channel.SMS, Channel.EMAIL)


def reason_in_words(it: Reason, language: Language, *, scheme: str = "") -> str:
    """A reason as a sentence that a receptionist understands; `scheme`: what the plan's is called."""
    words = translations(language)
    room, _, name = it.code.partition(".")
    values = dict(it.values)
    if room in {"lace", "illness"}:
        said = _lace(name, values, language) if room == "lace" else _illnesses(language)[name]
        points = words.ngettext("%(num)s point", "%(num)s points", int(values["points"]))
        counted = points % {"num": values["points"]}
        return words.gettext("%(what)s: %(points)s") % {"what": said, "points": counted}
    if it.code == "scheme" and scheme:
        return _of_scheme(scheme, str(values.get("diagnosis", "")), language)
    return _others(language)[it.code]


def known_codes(language: Language) -> set[str]:
    """Every code of a reason that has a sentence."""
    lace = {f"lace.{it}" for it in ("stay", "emergent", "comorbidity", "visits")}
    return lace | {f"illness.{it}" for it in _illnesses(language)} | set(_others(language))


def missing_in_words(name: str, language: Language) -> str:
    """A fact that the index lacks."""
    _ = translations(language).gettext
    return {
        "stay": _("when the stay ended"),
        "emergent": _("whether it was an emergency"),
        "comorbidity": _("the diagnoses"),
        "visits": _("the emergency visits of the six months before"),
    }[name]


def risk_tag(risk: Risk, language: Language) -> Tag:
    """How likely somebody is to come back unplanned, by the index."""
    _ = translations(language).gettext
    return {
        Risk.LOW: Tag(text=_("low risk"), icon="circle-check", kind="green"),
        Risk.MODERATE: Tag(text=_("moderate risk"), icon="clock", kind="amber"),
        Risk.HIGH: Tag(text=_("high risk"), icon="triangle-alert", kind="red"),
        Risk.UNKNOWN: Tag(text=_("risk not known"), icon="circle-help"),
    }[risk]


def population_in_words(it: Population, language: Language) -> str:
    _ = translations(language).gettext
    return {
        Population.OUTPATIENT: _("Visits"),
        Population.INPATIENT: _("Stays"),
        Population.DISCHARGED: _("Discharges"),
    }[it]


def anchor_in_words(it: Anchor, language: Language) -> str:
    _ = translations(language).gettext
    return {
        Anchor.VISITED: _("the visit"),
        Anchor.ADMITTED: _("the admission"),
        Anchor.DISCHARGED: _("the discharge"),
    }[it]


def channels_in_words(channels: tuple[Channel, ...], language: Language) -> str:
    """How a step is done; the usual order of messages has one word."""
    _ = translations(language).gettext
    named = {
        Channel.PHONE: _("Phone call"),
        Channel.SMS: _("Text message"),
        Channel.EMAIL: _("E-mail"),
        Channel.WECHAT: _("WeChat"),
        Channel.VISIT: _("Visit"),
        Channel.FORM: _("Filled in by the patient"),
    }
    return _("Message with a form") if channels == MESSAGE else ", ".join(named[it] for it in channels)


def role_in_words(it: Role, language: Language) -> str:
    _ = translations(language).gettext
    return {Role.DEPARTMENT: _("The department"), Role.CENTRE: _("The follow-up centre")}[it]


def mode_in_words(it: Mode, language: Language) -> str:
    _ = translations(language).gettext
    return {
        Mode.CLASSIC: _("Departments call, the centre verifies a sample, leaders spot-check"),
        Mode.CENTRE_LED: _("The centre calls, another of it verifies, leaders spot-check"),
        Mode.TWO_LEVEL: _("Departments call, the centre verifies a sample"),
        Mode.LEVEL1_ONLY: _("Departments call, nobody verifies"),
    }[it]


def _lace(name: str, values: Mapping[str, str | int], language: Language) -> str:
    words = translations(language)
    if name == "emergent":
        return (
            words.gettext("Admitted as an emergency") if values["count"] else words.gettext("Came as planned")
        )
    count = int(values["count"])
    return {
        "stay": words.ngettext("%(num)s night in hospital", "%(num)s nights in hospital", count),
        "comorbidity": words.gettext("Illnesses, %(num)s together"),
        "visits": words.ngettext(
            "%(num)s emergency visit in the six months before",
            "%(num)s emergency visits in the six months before",
            count,
        ),
    }[name] % {"num": count}


def _of_scheme(title: str, diagnosis: str, language: Language) -> str:
    _ = translations(language).gettext
    if diagnosis:
        return _("Scheme “%(scheme)s”, by the diagnosis %(code)s.") % {"scheme": title, "code": diagnosis}
    return _("Scheme “%(scheme)s”.") % {"scheme": title}


def _illnesses(language: Language) -> Mapping[str, str]:
    _ = translations(language).gettext
    return {
        "myocardial_infarction": _("Heart attack"),
        "cerebrovascular": _("Stroke or disease of the vessels of the brain"),
        "peripheral_vascular": _("Disease of the arteries"),
        "diabetes": _("Diabetes"),
        "diabetes_with_damage": _("Diabetes with damage to organs"),
        "heart_failure": _("Heart failure"),
        "chronic_pulmonary": _("Chronic disease of the lungs"),
        "mild_liver": _("Mild disease of the liver"),
        "severe_liver": _("Severe disease of the liver"),
        "renal": _("Disease of the kidneys"),
        "tumour": _("Cancer"),
        "metastatic": _("Cancer that has spread"),
        "dementia": _("Dementia"),
        "connective_tissue": _("Rheumatic disease"),
        "aids": _("AIDS"),
    }


def _others(language: Language) -> Mapping[str, str]:
    _ = translations(language).gettext
    return {
        "no_index": _("Not a stay that has ended: the risk index does not apply."),
        "scheme": _("The clinic's own scheme fits."),
        "modifier.critical_notice": _("A critical finding: one more call."),
        "modifier.against_advice": _("Left against medical advice: a call within 24 hours."),
        "modifier.surgery": _("Was operated on: somebody asks about the wound."),
        "modifier.new_insulin": _("New on insulin: one more call on day 3."),
        "modifier.new_anticoagulant": _("New on an anticoagulant: one more call on day 3."),
        "modifier.heart_failure": _("Heart failure: somebody asks about weight and breath."),
        "modifier.lung_disease": _("COPD: somebody asks about the inhaler."),
        "modifier.diabetes": _("Diabetes: somebody asks about the readings."),
    }
