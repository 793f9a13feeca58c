"""What is answered to a reply. Placeholders: {clinic}, {times}, {link}, {phone}, {why}, {outcomes}; of staff {text}.

Nothing says what a time is for. What was done of a reply about several people is one line each: `OUTCOMES`.
"""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH

OUTCOMES: Mapping[str, Mapping[Language, str]] = {
    "confirmed": {
        DE: "Bestätigt: {times}",
        SV: "Bekräftat: {times}",
        ZH: "已确认：{times}",
        EN: "Confirmed: {times}",
    },
    "cancelled": {
        DE: "Abgesagt: {times}",
        SV: "Avbokat: {times}",
        ZH: "已取消：{times}",
        EN: "Cancelled: {times}",
    },
    "moving": {
        DE: "Zum Verschieben: {link} ({times})",
        SV: "Boka om här: {link} ({times})",
        ZH: "改期请点：{link}（{times}）",
        EN: "To move it: {link} ({times})",
    },
    "refused": {
        DE: "Unverändert: {times}",
        SV: "Oförändrat: {times}",
        ZH: "未更改：{times}",
        EN: "Not changed: {times}",
    },
}
OF_REPLIES: Mapping[str, Mapping[Language, Wording]] = {
    "own_words": {
        DE: Wording("Eine Nachricht von {clinic}", "{clinic}: {text}"),
        SV: Wording("Ett meddelande från {clinic}", "{clinic}: {text}"),
        ZH: Wording("{clinic}给您的消息", "{clinic}：{text}"),
        EN: Wording("A message from {clinic}", "{clinic}: {text}"),
    },
    "reply_confirmed": {
        DE: Wording(
            "Bestätigt: {times}", "{clinic}: Danke, Ihr Termin ist bestätigt: {times}. Alles dazu: {link}"
        ),
        SV: Wording(
            "Bekräftat: {times}", "{clinic}: Tack, din tid är bekräftad: {times}. Mer om den: {link}"
        ),
        ZH: Wording("已确认：{times}", "{clinic}：谢谢，您的预约已确认：{times}。详情：{link}"),
        EN: Wording(
            "Confirmed: {times}",
            "{clinic}: thank you, your appointment is confirmed: {times}. Details: {link}",
        ),
    },
    "reply_cancelled": {
        DE: Wording("Abgesagt: {times}", "{clinic}: Ihr Termin ist abgesagt: {times}. Näheres: {link}"),
        SV: Wording("Avbokat: {times}", "{clinic}: Din tid är avbokad: {times}. Läs mer: {link}"),
        ZH: Wording("已取消：{times}", "{clinic}：您的预约已取消：{times}。详情：{link}"),
        EN: Wording(
            "Cancelled: {times}", "{clinic}: your appointment is cancelled: {times}. Details: {link}"
        ),
    },
    "reply_move": {
        DE: Wording(
            "Ihren Termin verschieben",
            "{clinic}: Hier suchen Sie sich eine andere Zeit aus: {link} Bis dahin bleibt {times}.",
        ),
        SV: Wording(
            "Boka om din tid", "{clinic}: Här väljer du en annan tid: {link} Till dess gäller {times}."
        ),
        ZH: Wording("更改您的预约", "{clinic}：请在此选择其他时间：{link} 更改之前，{times}仍然有效。"),
        EN: Wording(
            "Move your appointment",
            "{clinic}: choose another time here: {link} Until then {times} stays yours.",
        ),
    },
    "reply_too_late": {
        DE: Wording(
            "Ihr Termin ist unverändert",
            "{clinic}: {why} Ihr Termin bleibt: {times}. Bitte rufen Sie uns an: {phone}",
        ),
        SV: Wording("Din tid är oförändrad", "{clinic}: {why} Din tid står kvar: {times}. Ring oss: {phone}"),
        ZH: Wording("您的预约未更改", "{clinic}：{why} 您的预约仍然有效：{times}。请致电：{phone}"),
        EN: Wording(
            "Your appointment has not changed",
            "{clinic}: {why} Your appointment stays: {times}. Please call us: {phone}",
        ),
    },
    "reply_mixed": {
        DE: Wording("Ihre Antwort", "{clinic}: {outcomes}. Fragen: {phone}"),
        SV: Wording("Ditt svar", "{clinic}: {outcomes}. Frågor: {phone}"),
        ZH: Wording("您的回复", "{clinic}：{outcomes}。如有疑问请致电：{phone}"),
        EN: Wording("Your reply", "{clinic}: {outcomes}. Questions: {phone}"),
    },
    "reply_unclear": {
        DE: Wording(
            "Ihre Nachricht ist da",
            "{clinic}: Danke. Ihre Nachricht liest jemand von uns; an Ihren Terminen haben wir nichts geändert."
            " Eilig? {phone}",
        ),
        SV: Wording(
            "Vi har fått ditt meddelande",
            "{clinic}: Tack. Någon av oss läser ditt meddelande; vi har inte ändrat dina tider. Bråttom? {phone}",
        ),
        ZH: Wording(
            "已收到您的消息",
            "{clinic}：谢谢。工作人员会阅读您的消息；您的预约没有变动。如有急事请致电：{phone}",
        ),
        EN: Wording(
            "We have your message",
            "{clinic}: thank you. One of us will read your message; your appointments have not changed."
            " Urgent? {phone}",
        ),
    },
    "reply_stopped": {
        DE: Wording(
            "Keine Nachrichten mehr",
            "{clinic}: Sie bekommen hier keine Nachrichten mehr von uns. Ihre Termine bleiben. Wieder ein: START",
        ),
        SV: Wording(
            "Inga fler meddelanden",
            "{clinic}: Du får inga fler meddelanden av oss här. Dina tider står kvar. Börja igen: START",
        ),
        ZH: Wording(
            "不再发送消息", "{clinic}：我们不再向此处发送消息。您的预约不受影响。重新接收请回复 START"
        ),
        EN: Wording(
            "No more messages",
            "{clinic}: you will get no more messages from us here. Your appointments stay. To begin again: START",
        ),
    },
    "reply_started": {
        DE: Wording(
            "Nachrichten sind wieder an",
            "{clinic}: Sie bekommen hier wieder Nachrichten von uns. Beenden: STOP",
        ),
        SV: Wording("Du får meddelanden igen", "{clinic}: Du får meddelanden av oss här igen. Avsluta: STOP"),
        ZH: Wording("已恢复发送消息", "{clinic}：您将重新收到我们的消息。停止接收请回复 STOP"),
        EN: Wording(
            "Messages are on again", "{clinic}: you will get messages from us here again. To end them: STOP"
        ),
    },
}
