"""What is said to those who wait for a time, and to those whom the clinic invites."""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH

OF_INVITATIONS: Mapping[str, Mapping[Language, Wording]] = {
    "appointment_invited": {
        DE: Wording(
            "Einladung zu einem Termin: {reference}",
            "{clinic}: Wir laden Sie zu einem Termin ein ({reference}). Ansehen, verschieben oder absagen: {link}",
        ),
        SV: Wording(
            "Kallelse {reference}",
            "{clinic}: Du har fått en kallelse ({reference}). Se, omboka eller avboka tiden här: {link}",
        ),
        ZH: Wording(
            "就诊邀请 {reference}",
            "{clinic}：我们请您来就诊（{reference}）。查看、改期或取消：{link}",
        ),
        EN: Wording(
            "You are invited to an appointment: {reference}",
            "{clinic}: we invite you to an appointment ({reference}). See, move or cancel it here: {link}",
        ),
    },
    "invitation": {
        DE: Wording(
            "Bitte wählen Sie einen Termin: {reference}",
            "{clinic}: Wir laden Sie ein, einen Termin zu wählen ({reference}): {link}",
        ),
        SV: Wording(
            "Öppen kallelse {reference}: välj en tid",
            "{clinic}: Du har fått en öppen kallelse ({reference}). Välj en tid här: {link}",
        ),
        ZH: Wording(
            "请选择就诊时间 {reference}",
            "{clinic}：我们请您选择一个就诊时间（{reference}）：{link}",
        ),
        EN: Wording(
            "Please choose a time: {reference}",
            "{clinic}: we invite you to choose a time ({reference}): {link}",
        ),
    },
    "waiting": {
        DE: Wording(
            "Sie stehen auf der Warteliste: {reference}",
            "{clinic}: Sie stehen auf der Warteliste ({reference}). Ansehen oder austragen: {link}",
        ),
        SV: Wording(
            "Du står på väntelistan: {reference}",
            "{clinic}: Du står på väntelistan ({reference}). Se den eller lämna den här: {link}",
        ),
        ZH: Wording(
            "您已进入候补名单 {reference}",
            "{clinic}：您已进入候补名单（{reference}）。查看或退出：{link}",
        ),
        EN: Wording(
            "You are on the waiting list: {reference}",
            "{clinic}: you are on the waiting list ({reference}). See or leave it here: {link}",
        ),
    },
    "waiting_offer": {
        DE: Wording(
            "Ein Termin ist frei geworden: {reference}",
            "{clinic}: Ein Termin ist frei geworden ({reference}). Wer zuerst zusagt, bekommt ihn: {link}",
        ),
        SV: Wording(
            "En tid har blivit ledig: {reference}",
            "{clinic}: En tid har blivit ledig ({reference}). Den som är först får den: {link}",
        ),
        ZH: Wording(
            "有时间空出 {reference}",
            "{clinic}：有一个时间空出（{reference}）。先到先得：{link}",
        ),
        EN: Wording(
            "A time has become free: {reference}",
            "{clinic}: a time has become free ({reference}). Whoever is first has it: {link}",
        ),
    },
}
