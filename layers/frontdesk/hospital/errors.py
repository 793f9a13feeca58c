"""Why the hospital says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class TooManyLines(Refusal):
    """A file has more lines than can be taken in at once."""

    code = "hospital.too_many_lines"


class NotEncounters(Refusal):
    """A file is no CSV in UTF-8 with the columns that encounters need."""

    code = "hospital.not_encounters"
