"""The third-party layer: pinned libraries, without what a clinic's front desk never opens.

Unpruned the libraries weigh 112 MB, most of it other services' descriptions, other languages' calendars and
maps of telephone areas; pruned 35 MB. Licences and package metadata stay.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from infra.archives import content_hash
from infra.target import PYTHON, WHEEL_PLATFORMS, PackagingFailed, Place, Target

AWS_SERVICES = frozenset(
    {"cognito-idp", "dynamodb", "events", "lambda", "s3", "sqs", "ssm", "stepfunctions", "sts"},
)
"""Services the product's own code calls; a new one is added here, or boto3 answers UnknownServiceError."""

CALENDARS = ("root", "de", "sv", "zh", "en")
"""Languages of the pages, as Babel's locale data names them, each with its territories."""

NEVER_IMPORTED = (
    "bin",
    "boto3/examples",
    "phonenumbers/geodata",
    "phonenumbers/carrierdata",
)
INSTALLER_NOTES = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"})


def third_party(target: Target) -> Path:
    """Install and prune the libraries; return the folder, made anew only when the lock changed.

    Raises PackagingFailed.
    """
    lock = target.root / "requirements" / "layer.txt"
    made_from = content_hash([("lock", lock.read_bytes()), ("recipe", Path(__file__).read_bytes())])
    folder = target.build / "thirdparty" / f"{made_from}-{_interpreter(target)}"
    if not folder.exists():
        # What was made from an older lock stays: a desk that runs meanwhile may still import from it.
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        _install(lock, unfinished / "python", target)
        prune(unfinished / "python")
        unfinished.rename(folder)
    return folder / "python"


def prune(folder: Path) -> None:
    """Take away what the product never opens."""
    for name in NEVER_IMPORTED:
        shutil.rmtree(folder / name, ignore_errors=True)
    for data in (folder / "botocore/data", folder / "boto3/data"):
        for service in (path for path in data.glob("*") if path.is_dir() and path.name not in AWS_SERVICES):
            shutil.rmtree(service)
    for calendar in (folder / "babel/locale-data").glob("*.dat"):
        if calendar.stem.split("_")[0] not in CALENDARS:
            calendar.unlink()
    for tests in [path for path in folder.rglob("tests") if path.is_dir()]:
        shutil.rmtree(tests)
    for note in [path for path in folder.glob("*.dist-info/*") if path.name in INSTALLER_NOTES]:
        note.unlink()


def _interpreter(target: Target) -> str:
    if target.place is Place.AWS:
        return f"py{PYTHON}"
    return f"py{sys.version_info.major}.{sys.version_info.minor}"


def _install(lock: Path, folder: Path, target: Target) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-compile", "--require-hashes", "--requirement", str(lock), "--target", str(folder)]
    command += ["--only-binary=:all:"]
    if target.place is Place.AWS:
        command += ["--implementation", "cp", "--python-version", PYTHON]
        for platform in WHEEL_PLATFORMS:
            command += ["--platform", platform]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PackagingFailed(f"The third-party layer cannot be installed:\n{done.stderr[-2000:]}")
