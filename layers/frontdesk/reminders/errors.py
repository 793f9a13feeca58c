"""Why reminders says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class ReminderOver(Refusal):
    """It was stopped, or given: there is nothing to stop any more."""

    code = "reminders.over"


class CallOver(Refusal):
    """The call has an outcome that ended it."""

    code = "reminders.call_over"


class NoTimeToCallAgain(Refusal):
    """The day on which to call again has passed, or is more than a year away."""

    code = "reminders.no_time_to_call_again"


class TooManyRows(Refusal):
    """A file has more lines than can be taken in at once."""

    code = "reminders.too_many_rows"


class NotATable(Refusal):
    """A file is no CSV in UTF-8 with the columns that are needed."""

    code = "reminders.not_a_table"
