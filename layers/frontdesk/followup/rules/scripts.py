"""What is said at a call: words with placeholders, and nothing else that they could reach. Pure."""

import re
from collections.abc import Iterable, Mapping

from frontdesk.kernel.errors import FieldError

PLACEHOLDERS = ("patient", "clinic", "department", "caller", "date")
"""`date`: when the patient was here."""
SCRIPT_AT_MOST = 800
_NAMED = re.compile(r"\{([^{}]*)\}")


def faults_of_script(texts: Mapping[str, str]) -> Iterable[FieldError]:
    """What is wrong with a script, each at its language."""
    for language, text in texts.items():
        if set(_NAMED.findall(text)) - set(PLACEHOLDERS):
            yield FieldError(language, "placeholder_unknown")
        elif re.search(r"[{}]", _NAMED.sub("", text)):
            yield FieldError(language, "placeholder_broken")


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """The words with what they stand for; a name that nobody knows stays as it is written."""
    return _NAMED.sub(lambda it: values.get(it[1], it[0]), text)
