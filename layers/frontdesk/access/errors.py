"""Why access says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import NotAllowed, Refusal


class WrongLogin(NotAllowed):
    """One refusal for unknown clinic or number, wrong password, closed account: nothing is given away."""

    code = "access.wrong_login"


class TooManyTries(Refusal):
    code = "access.too_many_tries"


class NewPasswordNeeded(Refusal):
    code = "access.new_password_needed"
