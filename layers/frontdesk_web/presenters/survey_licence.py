"""Whose a questionnaire is: what the house's own instruments say of it, in the reader's language."""

from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import translations

OWN_WORK = frozenset(
    {
        "Own work. Free to use and to change.",
        "Own work in the form of the recommendation question from 0 to 10.",
    }
)
"""Nobody has to be named."""


def licence_in_words(licence: str, language: Language) -> str:
    """That of an instrument in the language; one that a clinic typed as it stands."""
    _ = translations(language).gettext
    known = {
        "Own work. Free to use and to change.": _("Own work. Free to use and to change."),
        "Own work in the form of the recommendation question from 0 to 10.": _(
            "Own work in the form of the recommendation question from 0 to 10."
        ),
        "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational "
        "grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.": _(
            "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an "
            "educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute."
        ),
        "Question of the NHS Friends and Family Test: © NHS England, Open Government Licence v3.0. Translations: own "
        "work.": _(
            "Question of the NHS Friends and Family Test: © NHS England, Open Government Licence v3.0. Translations: "
            "own work."
        ),
    }
    return known.get(licence, licence)


def attribution(licence: str, language: Language) -> Words | None:
    """What stands below the questions for whoever answers; None where nobody has to be named."""
    if not licence or licence in OWN_WORK:
        return None
    return Words(licence_in_words(licence, language), language)
