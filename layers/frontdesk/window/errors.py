"""Why the window says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import BadInput


class BadRelease(BadInput):
    """A release that may not be published; each error's pointer is the path to the fault."""

    code = "window.bad_release"
