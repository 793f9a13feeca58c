"""Why requests say no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class Closed(Refusal):
    code = "requests.closed"


class NotAsked(Refusal):
    code = "requests.not_asked"


class WrongProof(Refusal):
    code = "requests.wrong_proof"


class ProofLocked(Refusal):
    code = "requests.proof_locked"


class TooManyFiles(Refusal):
    code = "requests.too_many_files"


class TextMissing(Refusal):
    code = "requests.text_missing"


class TextTooLong(Refusal):
    code = "requests.text_too_long"
