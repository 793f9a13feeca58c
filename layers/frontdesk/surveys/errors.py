"""Why surveys say no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class NothingChanged(Refusal):
    """The draft is the same as a revision that there is."""

    code = "surveys.nothing_changed"


class WasPublished(Refusal):
    """A questionnaire that has a revision stays: responses speak of it."""

    code = "surveys.was_published"


class NameTaken(Refusal):
    """The clinic has a questionnaire of that name."""

    code = "surveys.name_taken"


class NotClosed(Refusal):
    """Rows are given out of closed surveys alone: of an open one the next row would be somebody's."""

    code = "surveys.not_closed"


class TooFewResponses(Refusal):
    """Fewer have answered than may be shown."""

    code = "surveys.too_few_responses"


class TooManyRows(Refusal):
    """More responses than a file is made of."""

    code = "surveys.too_many_rows"


class SurveyClosed(Refusal):
    """It takes no answers any more."""

    code = "surveys.closed"


class Crowded(Refusal):
    """At one place more have answered within the hour than people would."""

    code = "surveys.crowded"


class WasOpened(Refusal):
    """Its title, its places and who is invited stay once it was opened: people answer what they were told."""

    code = "surveys.was_opened"


class NeverOpen(Refusal):
    """What was never open cannot be closed."""

    code = "surveys.never_open"
