"""The words by which people answer a reminder, in the clinic's languages. Nothing outside of these lists is understood.

A question, a condition ("wenn", "om", "if", 如果) or a time stands in none of them, so that what holds one is for
people to read.
"""

from collections.abc import Mapping
from enum import StrEnum

from frontdesk.messaging.rules.plain_words import spellings


class Word(StrEnum):
    """What a word does in an answer. `ABSENT` says that somebody cannot come; `POLITE` and the pronouns say nothing."""

    YES = "yes"
    NO = "no"
    COME = "come"
    ABSENT = "absent"
    CANCEL = "cancel"
    MOVE = "move"
    NOT = "not"
    CAN = "can"
    CANNOT = "cannot"
    MUST = "must"
    SELF = "self"
    WE = "we"
    ALL = "all"
    BOTH = "both"
    AND = "and"
    POLITE = "polite"


_WORDS: Mapping[Word, str] = {
    Word.YES: (
        "ja|jaa|jap|jep|jepp|jo|joa|jawohl|j|ok|okay|okey|oki|okej|k|bestätige|bestätigen|bestätigt"
        "|bestätigung|bestaetigt|zusagen|zusage|sage zu|passt|passt so|geht klar|klappt|in ordnung"
        "|einverstanden|alles klar|gerne ja|klar|bekräfta|bekräftar|bekräftad|bekräftat|bekräftas"
        "|japp|javisst|det går bra|går bra|det passar|passar bra|stämmer|yes|y|yep|yeah|yup|sure"
        "|confirm|confirmed|confirming|i confirm|works for me|fine|sounds good|that works|that works for me|确认|確認"
        "|确定|確定|是|是的|好|好的|好吧|可以|行|没问题|沒問題|同意|嗯|👍|✅|👌|🆗|✔|☑"
    ),
    Word.NO: "nein|nee|nö|nej|nope|no|否",
    Word.COME: (
        "komme|kommen|kommt|komm|kommer|komma|bin da|sind da|nehme wahr|nehmen wahr|wahrnehmen"
        "|nehme teil|teilnehmen|bin dabei|sind dabei|come|coming|am coming|are coming|comes|attend"
        "|attending|be there|make it|dyker upp|är där|来|會來|会来|到|会到|准时到|会准时到|准时来|一定来|参加|去"
        "|会去"
    ),
    Word.ABSENT: (
        "不来|不來|不去|不能来|不能去|来不了|去不了|不会来|不会去|没法来|没法去|无法来|无法到"
        "|无法参加|不能参加|不参加|到不了"
    ),
    Word.CANCEL: (
        "absagen|sage ab|sagen ab|sag ab|absage|stornieren|storniere|storno|streichen|avboka"
        "|avbokar|avbokas|avbokning|ställ in|ställa in|ställer in|avbeställa|avbeställer|cancel"
        "|cancelling|canceling|cancellation|取消|退号|取消预约|退约"
    ),
    Word.MOVE: (
        "verschieben|verschiebe|verschiebung|umbuchen|umbuche|umbuchung|verlegen|neuer termin"
        "|neuen termin|anderer termin|anderen termin|andere zeit|anderen tag|omboka|ombokar|ombokas"
        "|ombokning|boka om|bokar om|flytta|flyttar|ny tid|annan tid|ändra tid|byta tid|reschedule"
        "|rescheduling|move|postpone|change the time|change time|another time|another day|new time"
        "|rebook|different time|改期|改约|改時間|改时间|换时间|換時間|换个时间|改天|推迟|延期|改签"
    ),
    Word.NOT: "nicht|nich|nit|inte|ej|icke|not|dont|do not|不|别|不要|勿|没|不想",
    Word.CAN: "kann|können|koennen|könnte|könnten|kan|can|could|能|能够",
    Word.CANNOT: "cant|cannot|can not|couldnt|wont|will not|不能",
    Word.MUST: (
        "muss|müssen|müsste|will|would|würde|möchte|måste|vill|skulle|ska|must|need to|have to"
        "|want to|要|需要"
    ),
    Word.SELF: "ich|jag|i|ill|im|id|我",
    Word.WE: "wir|vi|we|well|were|我们|我們|er|sie|es|han|hon|he|she|they|他|她|他们",
    Word.ALL: ("alle|allen|alles|all|alla|allt|samtliga|everyone|everybody|alle drei|全部|所有|都|全家|大家"),
    Word.BOTH: "beide|beiden|beides|båda|bägge|both|both of us|两个|两位|两人|俩",
    Word.AND: "und|u|aber|and|but|och|men|和|跟|而|但|但是",
    Word.POLITE: (
        "bitte|danke|dankeschön|vielen|dank|schön|herzlichen|besten|sehr|leider|gern|gerne|hallo|hi"
        "|hey|hej|hejsan|guten tag|guten morgen|guten abend|moin|servus|grüß gott|liebe|lieben"
        "|viele|grüße|gruß|grüßen|lg|vg|mfg|mit|freundlichen|freundlichem|sehr geehrte damen und herren"
        "|liebes team|bis dann|bis dahin|bis morgen|bis bald|tschüss|ciao|den|der|die|das|dem|ein"
        "|einen|termin|termine|terminen|meinen|meine|meiner|mein|unseren|unsere|unser|ihren|für|zum"
        "|zur|von|im|am|diesen|dieser|dieses|möchten|wollen|würden|daher|deshalb|also|so|mich|uns"
        "|ihn|doch bitte|entschuldigung|sorry|wieder|tack|tackar|snälla|vänligen|hälsningar|mvh"
        "|vänliga|med|god dag|god kväll|god morgon|min|mitt|mina|tid|tiden|tider|vår|våra|gärna"
        "|tyvärr|för|till|den här|det|att|den|så|därför|vi ses|ses då|ha det|please|thanks|thank"
        "|you|thx|kindly|hello|dear|good morning|good afternoon|good evening|the|my|our|your"
        "|appointment|appointments|booking|visit|for|to|it|this|that|like to|unfortunately|regards"
        "|kind|best|see you|see you then|cheers|of|am|hope you are well|请|請|谢谢|謝謝|多谢|感谢"
        "|您好|你好|医生|预约|預約|的|我的|啊|吧|哦|帮我|麻烦|就诊|抱歉|不好意思|一下|先|看病|号|想"
        "|这个|这次"
    ),
}

VOCABULARY: Mapping[str, Word] = {
    spelt: word for word, said in _WORDS.items() for it in said.split("|") for spelt in spellings(it)
}
COURTESY = frozenset({"bitte", "danke", "gerne", "leider", "please", "thanks", "tyvarr", "snalla"})
"""The polite words that somebody in a hurry may misspell."""
_OTHERS = (
    "absage|abschlagen|absenden|abtragen|andra|ansagen|attent|aussagen|belegen|came|canal|cancels"
    "|cancer|clap|code|comes|comet|common|cone|confine|conform|core|dein|fein|flykta|flyta|hundra"
    "|intend|kamen|kant|kein|klan|komiker|kommas|kommun|konnen|kosten|love|mein|mine|mode|mole|more"
    "|mote|move|moved|moves|movie|neon|neun|nine|pass|passe|password|past|rein|sein|stand|storm"
    "|stornos|streiche|verlesen|verliegen|verschreiben|verschrieben|vorlegen|wein|yeast|yell|yet"
    "|zulagen"
)
NO_TYPOS = frozenset(_OTHERS.split("|"))
"""Words that are a letter away from one of ours and mean something else: they are no misspelling of it."""
