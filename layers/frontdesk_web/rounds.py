"""A round over many: a part that fails keeps none of the others waiting, and AWS hears of it in the end."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from aws_lambda_powertools import Logger

from frontdesk_web.failures import without_words

Part = Callable[..., AbstractContextManager[None]]
"""What a part is done in, with the ids of whose it is: `with part(organisation_id=it): ...`."""


class LeftUndoneError(Exception):
    """So many parts of a round failed. Lambda does a round that ended so again, twice, and an alarm counts it.

    Source: AWS Lambda, asynchronous invocation. It has no words of what failed: those are in the log, without a
    patient's.
    """


@contextmanager
def a_round(logger: Logger) -> Iterator[Part]:
    """Raises LeftUndoneError when every part had its turn and one of them failed."""
    failed = 0

    @contextmanager
    def part(**about: str) -> Iterator[None]:
        nonlocal failed
        try:
            yield
        except Exception as error:  # noqa: BLE001  (an edge: whatever it was, the others have their turn)
            failed += 1
            logger.error("left_undone", extra={**about, **without_words(error)})  # noqa: TRY400

    yield part
    if failed:
        raise LeftUndoneError(failed)
