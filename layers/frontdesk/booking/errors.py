"""Why booking says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Conflict, Refusal


class Taken(Conflict):
    """Somebody else has the time."""

    code = "booking.taken"


class Overlaps(Conflict):
    """The patient has another time then."""

    code = "booking.overlaps"


class NotOffered(Refusal):
    """No schedule has such a time, or not for them."""

    code = "booking.not_offered"


class TooSoon(Refusal):
    code = "booking.too_soon"


class TooFarAhead(Refusal):
    code = "booking.too_far_ahead"


class WrongAge(Refusal):
    code = "booking.wrong_age"


class OnlyNew(Refusal):
    code = "booking.only_new"


class OnlyKnown(Refusal):
    code = "booking.only_known"


class WrongCoverage(Refusal):
    code = "booking.wrong_coverage"


class ReasonMissing(Refusal):
    code = "booking.reason_missing"


class TextTooLong(Refusal):
    code = "booking.text_too_long"


class Over(Refusal):
    """It was cancelled, or has begun."""

    code = "booking.over"


class NotYours(Refusal):
    """The clinic booked it, and changes such times itself."""

    code = "booking.not_yours"


class TooLate(Refusal):
    code = "booking.too_late"


class PurposeMissing(Refusal):
    """An invitation says what for."""

    code = "booking.purpose_missing"


class WrongDays(Refusal):
    """The last day is before the first or before today, or more than a year away."""

    code = "booking.wrong_days"


class InvitationUsed(Refusal):
    """A time was taken with it; `reference` is that of the appointment."""

    code = "booking.invitation_used"


class InvitationOver(Refusal):
    """It was withdrawn, or its days have passed."""

    code = "booking.invitation_over"


class MoreAffected(Refusal):
    """More booked times are outside of the timetable than whoever lays it down has seen."""

    code = "booking.more_affected"


class WrongProof(Refusal):
    code = "booking.wrong_proof"


class ProofLocked(Refusal):
    code = "booking.proof_locked"
