"""Why messaging says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class CallUnderWay(Refusal):
    """Whoever asks has another call in hand."""

    code = "messaging.call_under_way"


class CallWasTaken(Refusal):
    """A telephone system has it: it can be hung up, not withdrawn."""

    code = "messaging.call_was_taken"


class TooManyTemplates(Refusal):
    """The clinic has thought of as many of its own as it may."""

    code = "messaging.too_many_templates"


class TextMissing(Refusal):
    code = "messaging.text_missing"


class TextTooLong(Refusal):
    code = "messaging.text_too_long"
