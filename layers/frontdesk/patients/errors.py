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


class LoginOver(Refusal):
    """This log-in was not begun in this browser, took too long, or was finished once before."""

    code = "patients.login_over"


class LoginDeclined(Refusal):
    """The person cancelled the log-in, or the provider said no."""

    code = "patients.login_declined"


class LoginFailed(Refusal):
    """What came from the provider proves nothing; `reason` is for who runs the clinic's computers."""

    code = "patients.login_failed"
