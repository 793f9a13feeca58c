"""Why patients says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class TooManyCodes(Refusal):
    """Three codes in ten minutes, or ten in a day, went to this contact point."""

    code = "patients.too_many_codes"


class NoCodesNow(Refusal):
    """The organisation has sent as many in this hour or on this day as it sends, to whomever."""

    code = "patients.no_codes_now"


class WrongCode(Refusal):
    """The digits are others; `tries_left`."""

    code = "patients.wrong_code"


class CodeOver(Refusal):
    """There is no code to compare with: none was sent, ten minutes passed, five were tried, or it has opened."""

    code = "patients.code_over"
