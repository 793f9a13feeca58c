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
