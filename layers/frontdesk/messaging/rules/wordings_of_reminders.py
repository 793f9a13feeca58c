"""What reminders say: when and where to come, never what for. Placeholders: {clinic}, {times}, {link}."""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH

OF_REMINDERS: Mapping[str, Mapping[Language, Wording]] = {
    "appointment_reminder": {
        DE: Wording(
            "Ihr Termin: {times}",
            "{clinic}: Wir erinnern an Ihren Termin: {times}. Bestätigen, verschieben oder absagen: {link}",
        ),
        SV: Wording(
            "Din tid: {times}",
            "{clinic}: Vi påminner om din tid: {times}. Bekräfta, omboka eller avboka här: {link}",
        ),
        ZH: Wording(
            "您的预约:{times}",
            "{clinic}:提醒您预约时间:{times}。确认、改期或取消:{link}",
        ),
        EN: Wording(
            "Your appointment: {times}",
            "{clinic}: a reminder of your appointment: {times}. Confirm, move or cancel it here: {link}",
        ),
    },
}
