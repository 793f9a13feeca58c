"""Why a file is not taken. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class FileMissing(Refusal):
    """Nothing arrived: no file was chosen, or it was too large for the bucket to take."""

    code = "documents.file_missing"


class FileTooLarge(Refusal):
    code = "documents.file_too_large"


class UnknownKind(Refusal):
    """It is none of the kinds that are taken, whatever its name says."""

    code = "documents.unknown_kind"


class DangerousFile(Refusal):
    """It is of a kind that is taken, but does more than being looked at."""

    code = "documents.dangerous_file"
