"""What is run in an interpreter of its own and counted: `python -m benchmarks.programs import|client|record|play ...`.

`mark()` parts what is counted from what is not. It calls getppid, which nothing else here calls: callgrind is told to
write down what it has counted before every call of it. Without callgrind a mark is the processor time spent so far.
"""

import gc
import json
import os
import sys
import time

gc.disable()
from benchmarks.environment import ROOT, functions  # noqa: E402

WARM, COUNTED = 5, 40
marks: list[float] = []


def mark() -> None:
    os.getppid()
    marks.append(time.process_time())


def client() -> None:
    """The yardstick of imports: boto3 and one client of it."""
    mark()
    import boto3

    boto3.client("dynamodb")
    mark()


def imported(name: str) -> None:
    """A cold start of a function, without the interpreter's own."""
    assert name in functions(), name
    sys.path.insert(0, str(ROOT / "functions" / name))
    mark()
    import app  # noqa: F401

    mark()


def record(path: str) -> None:
    """Have every measured use once under moto, and keep what AWS was asked and answered."""
    from benchmarks.uses import record_uses

    record_uses(path)


def play(path: str) -> None:
    """Every measured use, then its bare calls, with the recorded answers."""
    from benchmarks.uses import played_uses

    for deed in played_uses(path):
        for _ in range(WARM):
            deed()
        mark()
        for _ in range(COUNTED):
            deed()
        mark()


if __name__ == "__main__":
    which, *arguments = sys.argv[1:]
    {"client": client, "import": imported, "record": record, "play": play}[which](*arguments)
    print(json.dumps(marks))
