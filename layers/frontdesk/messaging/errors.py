"""Why messaging says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class TooManyTemplates(Refusal):
    """The clinic has thought of as many of its own as it may."""

    code = "messaging.too_many_templates"
