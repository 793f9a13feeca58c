"""Whether somebody wants no more messages at a contact point, or wants them again. Pure.

The words are those that carriers act on, and what they are in the clinic's languages. The message must be that word and
nothing else. CANCEL is on the carriers' lists and not on this one: a clinic's patient means an appointment by it.
"""

from frontdesk.messaging.model.threads import Opting
from frontdesk.messaging.rules.plain_words import only_words, spellings

_STOP = (
    "stop|stopall|stop all|stop sms|unsubscribe|end|quit|revoke|optout|opt out"
    "|stopp|stopp sms|abbestellen|keine sms|keine sms mehr"
    "|stoppa|sluta|avsluta|avregistrera|inga sms|inga fler sms"
    "|退订|退訂|停止|拒收|取消订阅|td|回t退订"
)
_START = (
    "start|unstop|subscribe|optin|opt in"
    "|starten|wieder anmelden"
    "|starta|starta igen"
    "|开始|恢复|订阅|恢复订阅|重新订阅"
)
WORDS = {
    **{spelt: Opting.STOP for it in _STOP.split("|") for spelt in spellings(it)},
    **{spelt: Opting.START for it in _START.split("|") for spelt in spellings(it)},
}


def opting(text: str) -> Opting:
    """What the whole message says of messages; `NOTHING` where it is about something else."""
    return WORDS.get(only_words(text), Opting.NOTHING)
