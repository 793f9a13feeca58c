"""What invitations to surveys say. Placeholders: {clinic}, {link}. Not what for: telephones lie about."""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH

OF_SURVEYS: Mapping[str, Mapping[Language, Wording]] = {
    "survey_invitation": {
        DE: Wording(
            "Wie war es bei {clinic}?",
            "{clinic}: Wie zufrieden waren Sie mit uns? Bitte antworten Sie hier, anonym und nur einmal: {link}",
        ),
        SV: Wording(
            "Hur var det hos {clinic}?",
            "{clinic}: Hur nöjd var du med oss? Svara gärna här, anonymt och en enda gång: {link}",
        ),
        ZH: Wording(
            "{clinic} 满意度调查",
            "{clinic}：您对我们的服务满意吗？请点击链接匿名评价（限一次）：{link}",
        ),
        EN: Wording(
            "How was it at {clinic}?",
            "{clinic}: how satisfied were you with us? Please answer here, anonymously and once only: {link}",
        ),
    },
}
