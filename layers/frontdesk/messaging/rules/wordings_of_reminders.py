"""What reminders say: when and where to come, never what for.

Placeholders: {clinic}, {times}, {link}, and {note} with its blank before, for what the clinic adds.
"""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH

FORM_BEFORE: Mapping[Language, str] = {
    DE: "Bitte vorher ausfüllen: {form}",
    SV: "Fyll i innan du kommer: {form}",
    ZH: "请提前填写：{form}",
    EN: "Please fill in before: {form}",
}
"""What a note says of a form to fill in before."""

OF_REMINDERS: Mapping[str, Mapping[Language, Wording]] = {
    "appointment_reminder": {
        DE: Wording(
            "Ihr Termin: {times}",
            "{clinic}: Wir erinnern an Ihren Termin: {times}.{note} Bestätigen, verschieben oder absagen: {link}",
        ),
        SV: Wording(
            "Din tid: {times}",
            "{clinic}: Vi påminner om din tid: {times}.{note} Bekräfta, omboka eller avboka här: {link}",
        ),
        ZH: Wording(
            "您的预约：{times}",
            "{clinic}：提醒您预约时间：{times}。{note}确认、改期或取消：{link}",
        ),
        EN: Wording(
            "Your appointment: {times}",
            "{clinic}: a reminder of your appointment: {times}.{note} Confirm, move or cancel it here: {link}",
        ),
    },
    "appointment_notice": {
        DE: Wording(
            "Ihr Termin: {times}",
            "{clinic}: Wir erinnern an Ihren Termin: {times}.{note} Verschieben oder absagen: {link}",
        ),
        SV: Wording(
            "Din tid: {times}",
            "{clinic}: Vi påminner om din tid: {times}.{note} Omboka eller avboka här: {link}",
        ),
        ZH: Wording(
            "您的预约：{times}",
            "{clinic}：提醒您预约时间：{times}。{note}改期或取消：{link}",
        ),
        EN: Wording(
            "Your appointment: {times}",
            "{clinic}: a reminder of your appointment: {times}.{note} Move or cancel it here: {link}",
        ),
    },
}
