"""What is said to those whom the clinic asks, after a visit or a stay, how they are."""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH

OF_FOLLOWUP: Mapping[str, Mapping[Language, Wording]] = {
    "followup_form": {
        DE: Wording(
            "{clinic} hat einige Fragen an Sie",
            "{clinic}: Wir haben einige Fragen an Sie. Bitte beantworten Sie sie hier: {link}",
        ),
        SV: Wording(
            "{clinic} har några frågor till dig",
            "{clinic}: Vi har några frågor till dig. Svara gärna här: {link}",
        ),
        ZH: Wording(
            "{clinic}想了解您的情况",
            "{clinic}：我们有几个问题想请您回答，请点击：{link}",
        ),
        EN: Wording(
            "{clinic} has some questions for you",
            "{clinic}: we have some questions for you. Please answer them here: {link}",
        ),
    },
}
