"""What patient reminders say. Placeholders: {clinic}, {what}, {due}, {text}, {link}.

`recall` says nothing of what is due: a telephone lies on tables. A rule may name it where a clinic has decided so.
"""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH

FOR_RULES = ("recall", "recall_named", "recall_overdue")
"""Those that a rule, or somebody who writes a reminder by hand, can choose."""

OF_RECALLS: Mapping[str, Mapping[Language, Wording]] = {
    "recall": {
        DE: Wording(
            "Zeit für Ihren nächsten Besuch",
            "{clinic}: Es ist Zeit für Ihren nächsten Besuch bei uns. Termin vereinbaren: {link}",
        ),
        SV: Wording(
            "Dags för ditt nästa besök",
            "{clinic}: Det är dags för ditt nästa besök hos oss. Boka en tid: {link}",
        ),
        ZH: Wording("您该复诊了", "{clinic}：您该来我院就诊了。请在此预约：{link}"),
        EN: Wording(
            "Time for your next visit",
            "{clinic}: it is time for your next visit with us. Book a time: {link}",
        ),
    },
    "recall_named": {
        DE: Wording(
            "Bald fällig bei {clinic}",
            "{clinic}: {what} ist am {due} fällig. Termin vereinbaren: {link}",
        ),
        SV: Wording(
            "Snart dags hos {clinic}", "{clinic}: {what} ska göras senast {due}. Boka en tid: {link}"
        ),
        ZH: Wording("{clinic} 提醒", "{clinic}：{what} 将于 {due} 到期。请在此预约：{link}"),
        EN: Wording("Soon due at {clinic}", "{clinic}: {what} is due on {due}. Book a time: {link}"),
    },
    "recall_overdue": {
        DE: Wording(
            "Ihr Besuch ist überfällig",
            "{clinic}: Ihr nächster Besuch bei uns war am {due} fällig. Bitte vereinbaren Sie einen Termin: {link}",
        ),
        SV: Wording(
            "Ditt besök är försenat",
            "{clinic}: Ditt nästa besök hos oss skulle ha varit {due}. Boka gärna en tid: {link}",
        ),
        ZH: Wording("您的就诊已逾期", "{clinic}：您的下次就诊应在 {due} 之前。请尽快预约：{link}"),
        EN: Wording(
            "Your visit is overdue",
            "{clinic}: your next visit with us was due on {due}. Please book a time: {link}",
        ),
    },
    "recall_own": {
        DE: Wording("Nachricht von {clinic}", "{clinic}: {text} {link}"),
        SV: Wording("Meddelande från {clinic}", "{clinic}: {text} {link}"),
        ZH: Wording("{clinic} 的消息", "{clinic}：{text} {link}"),
        EN: Wording("A message from {clinic}", "{clinic}: {text} {link}"),
    },
}
