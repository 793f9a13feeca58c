"""Why access says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import NotAllowed, Refusal


class WrongLogin(NotAllowed):
    """One refusal for unknown clinic or number, wrong password, closed account: nothing is given away."""

    code = "access.wrong_login"


class TooManyTries(Refusal):
    code = "access.too_many_tries"


class NewPasswordNeeded(Refusal):
    code = "access.new_password_needed"


class WeakPassword(Refusal):
    """Fewer than 12 signs, or without small letters, capitals and digits."""

    code = "access.weak_password"


class PasswordsDiffer(Refusal):
    code = "access.passwords_differ"


class TooManyStaff(Refusal):
    """A file has more lines than accounts can be made for at once."""

    code = "access.too_many_staff"


class NotStaff(Refusal):
    """A file is no CSV in UTF-8 with the columns that staff need."""

    code = "access.not_staff"
