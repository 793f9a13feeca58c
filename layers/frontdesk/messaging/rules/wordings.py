"""What messages say, by template and language.

They carry no content: anybody may see a locked phone. What they are about stands behind the link, after a second proof.
Placeholders: {clinic}, {reference}, {link}; in "code" alone {code}, the one parameter that is secret.
"""

from collections.abc import Mapping

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording
from frontdesk.messaging.rules.wordings_of_followup import OF_FOLLOWUP
from frontdesk.messaging.rules.wordings_of_invitations import OF_INVITATIONS
from frontdesk.messaging.rules.wordings_of_outreach import OF_OUTREACH
from frontdesk.messaging.rules.wordings_of_recalls import OF_RECALLS
from frontdesk.messaging.rules.wordings_of_reminders import OF_REMINDERS
from frontdesk.messaging.rules.wordings_of_replies import OF_REPLIES
from frontdesk.messaging.rules.wordings_of_surveys import OF_SURVEYS

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH

WORDINGS: Mapping[str, Mapping[Language, Wording]] = {
    **OF_FOLLOWUP,
    **OF_INVITATIONS,
    **OF_OUTREACH,
    **OF_RECALLS,
    **OF_REMINDERS,
    **OF_REPLIES,
    **OF_SURVEYS,
    "request_received": {
        DE: Wording(
            "Ihre Anfrage {reference} ist da",
            "{clinic}: Ihre Anfrage {reference} ist bei uns eingegangen. Stand und Antwort: {link}",
        ),
        SV: Wording(
            "Din förfrågan {reference} har kommit fram",
            "{clinic}: Din förfrågan {reference} har kommit fram till oss. Följ den och läs svaret här: {link}",
        ),
        ZH: Wording(
            "已收到您的请求 {reference}",
            "{clinic}：我们已收到您的请求 {reference}。查看进度和回复：{link}",
        ),
        EN: Wording(
            "We have your request {reference}",
            "{clinic}: we have received your request {reference}. See its state and our answer: {link}",
        ),
    },
    "request_question": {
        DE: Wording(
            "Eine Rückfrage zu Ihrer Anfrage {reference}",
            "{clinic}: Wir haben eine Rückfrage zu Ihrer Anfrage {reference}. Bitte antworten Sie hier: {link}",
        ),
        SV: Wording(
            "En fråga om din förfrågan {reference}",
            "{clinic}: Vi har en fråga om din förfrågan {reference}. Svara här: {link}",
        ),
        ZH: Wording(
            "关于您的请求 {reference} 有一个问题",
            "{clinic}：关于您的请求 {reference}，我们需要您补充信息。请在此回复：{link}",
        ),
        EN: Wording(
            "A question about your request {reference}",
            "{clinic}: we have a question about your request {reference}. Please answer here: {link}",
        ),
    },
    "request_answered": {
        DE: Wording(
            "Antwort auf Ihre Anfrage {reference}",
            "{clinic}: Ihre Anfrage {reference} ist beantwortet. Lesen Sie die Antwort hier: {link}",
        ),
        SV: Wording(
            "Svar på din förfrågan {reference}",
            "{clinic}: Din förfrågan {reference} är besvarad. Läs svaret här: {link}",
        ),
        ZH: Wording(
            "您的请求 {reference} 已有回复",
            "{clinic}：您的请求 {reference} 已有回复。请在此查看：{link}",
        ),
        EN: Wording(
            "An answer to your request {reference}",
            "{clinic}: your request {reference} has been answered. Read the answer here: {link}",
        ),
    },
    "request_declined": {
        DE: Wording(
            "Neues zu Ihrer Anfrage {reference}",
            "{clinic}: Zu Ihrer Anfrage {reference} gibt es eine Entscheidung. Lesen Sie sie hier: {link}",
        ),
        SV: Wording(
            "Nytt om din förfrågan {reference}",
            "{clinic}: Det finns ett beslut om din förfrågan {reference}. Läs det här: {link}",
        ),
        ZH: Wording(
            "您的请求 {reference} 有新进展",
            "{clinic}：您的请求 {reference} 已有处理结果。请在此查看：{link}",
        ),
        EN: Wording(
            "News about your request {reference}",
            "{clinic}: there is a decision on your request {reference}. Read it here: {link}",
        ),
    },
    "request_withdrawn": {
        DE: Wording(
            "Ihre Anfrage {reference} ist zurückgezogen",
            "{clinic}: Sie haben Ihre Anfrage {reference} zurückgezogen. Es ist nichts weiter zu tun.",
        ),
        SV: Wording(
            "Din förfrågan {reference} är återtagen",
            "{clinic}: Du har tagit tillbaka din förfrågan {reference}. Du behöver inte göra något mer.",
        ),
        ZH: Wording(
            "您的请求 {reference} 已撤回",
            "{clinic}：您已撤回请求 {reference}，无需其他操作。",
        ),
        EN: Wording(
            "Your request {reference} is withdrawn",
            "{clinic}: you have withdrawn your request {reference}. There is nothing more to do.",
        ),
    },
    "request_expired": {
        DE: Wording(
            "Ihre Anfrage {reference} ist abgelaufen",
            "{clinic}: Ihre Anfrage {reference} ist ohne Antwort abgelaufen. Bitte rufen Sie uns an: {link}",
        ),
        SV: Wording(
            "Din förfrågan {reference} har gått ut",
            "{clinic}: Din förfrågan {reference} gick ut utan svar. Ring oss: {link}",
        ),
        ZH: Wording(
            "您的请求 {reference} 已过期",
            "{clinic}：您的请求 {reference} 未获答复，已过期。请致电我们：{link}",
        ),
        EN: Wording(
            "Your request {reference} has run out of time",
            "{clinic}: your request {reference} ended without an answer. Please call us: {link}",
        ),
    },
    "staff_escalation": {
        DE: Wording(
            "Überfällig: Anfrage {reference}",
            "{clinic}: Die Anfrage {reference} ist überfällig. Bitte kümmern Sie sich darum: {link}",
        ),
        SV: Wording(
            "Försenad: förfrågan {reference}",
            "{clinic}: Förfrågan {reference} är försenad. Ta hand om den: {link}",
        ),
        ZH: Wording(
            "已逾期：请求 {reference}",
            "{clinic}：请求 {reference} 已逾期，请尽快处理：{link}",
        ),
        EN: Wording(
            "Overdue: request {reference}",
            "{clinic}: request {reference} is overdue. Please see to it: {link}",
        ),
    },
    "staff_followup": {
        DE: Wording(
            "Nachsorge: etwas ist überfällig", "{clinic}: In der Nachsorge ist etwas überfällig: {link}"
        ),
        SV: Wording("Uppföljning: något är försenat", "{clinic}: Något i uppföljningen är försenat: {link}"),
        ZH: Wording("随访：有事项已逾期", "{clinic}：有随访事项已逾期，请尽快处理：{link}"),
        EN: Wording("Follow-up: something is overdue", "{clinic}: something in follow-up is overdue: {link}"),
    },
    "staff_action": {
        DE: Wording(
            "Nachsorge: eine Maßnahme wartet auf Sie",
            "{clinic}: In der Nachsorge wartet eine Maßnahme auf Sie: {link}",
        ),
        SV: Wording("Uppföljning: en åtgärd väntar på dig", "{clinic}: En åtgärd väntar på dig: {link}"),
        ZH: Wording("随访：有整改事项等您处理", "{clinic}：有一项整改等您处理：{link}"),
        EN: Wording(
            "Follow-up: a corrective action waits for you",
            "{clinic}: a corrective action waits for you: {link}",
        ),
    },
    "code": {
        DE: Wording(
            "Ihr Code",
            "{clinic}: Ihr Code ist {code}. Er gilt zehn Minuten. Geben Sie ihn niemandem weiter, auch uns nicht.",
        ),
        SV: Wording(
            "Din kod",
            "{clinic}: Din kod är {code}. Den gäller i tio minuter. Ge den inte till någon, inte heller till oss.",
        ),
        ZH: Wording(
            "您的验证码",
            "{clinic}：您的验证码是 {code}。十分钟内有效。请勿告诉任何人。",
        ),
        EN: Wording(
            "Your code",
            "{clinic}: your code is {code}. It is good for ten minutes. Give it to nobody, not even to us.",
        ),
    },
    "appointment_booked": {
        DE: Wording(
            "Ihr Termin {reference} ist gebucht",
            "{clinic}: Ihr Termin {reference} ist gebucht. Ansehen, verschieben oder absagen: {link}",
        ),
        SV: Wording(
            "Din tid {reference} är bokad",
            "{clinic}: Din tid {reference} är bokad. Se, omboka eller avboka den här: {link}",
        ),
        ZH: Wording(
            "您的预约 {reference} 已成功",
            "{clinic}：您的预约 {reference} 已成功。查看、改期或取消：{link}",
        ),
        EN: Wording(
            "Your appointment {reference} is booked",
            "{clinic}: your appointment {reference} is booked. See, move or cancel it here: {link}",
        ),
    },
    "appointment_moved": {
        DE: Wording(
            "Ihr Termin {reference} ist verschoben",
            "{clinic}: Ihr Termin {reference} ist verschoben. Die neue Zeit sehen Sie hier: {link}",
        ),
        SV: Wording(
            "Din tid {reference} är ombokad",
            "{clinic}: Din tid {reference} är ombokad. Se den nya tiden här: {link}",
        ),
        ZH: Wording(
            "您的预约 {reference} 已改期",
            "{clinic}：您的预约 {reference} 已改期。请在此查看新时间：{link}",
        ),
        EN: Wording(
            "Your appointment {reference} has been moved",
            "{clinic}: your appointment {reference} has been moved. See the new time here: {link}",
        ),
    },
    "appointment_cancelled": {
        DE: Wording(
            "Ihr Termin {reference} ist abgesagt",
            "{clinic}: Ihr Termin {reference} ist abgesagt. Näheres hier: {link}",
        ),
        SV: Wording(
            "Din tid {reference} är avbokad",
            "{clinic}: Din tid {reference} är avbokad. Läs mer här: {link}",
        ),
        ZH: Wording(
            "您的预约 {reference} 已取消",
            "{clinic}：您的预约 {reference} 已取消。详情请见：{link}",
        ),
        EN: Wording(
            "Your appointment {reference} is cancelled",
            "{clinic}: your appointment {reference} is cancelled. Details: {link}",
        ),
    },
}
