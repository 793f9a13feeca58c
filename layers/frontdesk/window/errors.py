"""Why the window says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import BadInput, Refusal


class BadRelease(BadInput):
    """A release that may not be published; each error's pointer is the path to the fault."""

    code = "window.bad_release"


class NoLongerFits(BadRelease):
    """A release that was live once and may not go live again: the clinic has changed since."""

    code = "window.no_longer_fits"


class NoteMissing(Refusal):
    """Nobody publishes without saying in a few words what is new."""

    code = "window.note_missing"


class ExportDamaged(BadInput):
    """A file that was to be imported is not what was exported; each error's pointer is the path in the file."""

    code = "window.export_damaged"


class ExportTooLarge(BadInput):
    """More than is taken in: the pointer names the file in it, or the whole."""

    code = "window.export_too_large"


class UnknownExport(Refusal):
    """A file of another version than this house reads."""

    code = "window.unknown_export"
