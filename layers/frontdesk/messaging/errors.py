"""Why messaging says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class TextMissing(Refusal):
    code = "messaging.text_missing"


class TextTooLong(Refusal):
    code = "messaging.text_too_long"
