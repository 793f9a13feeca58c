"""What packages and pushes say: the clinic's name, and what the clinic wrote. Placeholders: {clinic}, {text}."""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording

OF_OUTREACH: Mapping[str, Mapping[Language, Wording]] = {
    "push": {
        Language.GERMAN: Wording("Nachricht von {clinic}", "{clinic}: {text}"),
        Language.SWEDISH: Wording("Meddelande från {clinic}", "{clinic}: {text}"),
        Language.CHINESE: Wording("{clinic} 的消息", "{clinic}：{text}"),
        Language.ENGLISH: Wording("A message from {clinic}", "{clinic}: {text}"),
    },
}
