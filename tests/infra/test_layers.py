"""The layers: what is in them, and that nothing the product needs was pruned away."""

import subprocess
import sys
import zipfile

import pytest

from infra import layers
from infra.layers import build_layers
from infra.locales import compile_locales
from infra.target import Place, Target
from infra.thirdparty import AWS_SERVICES, third_party

USE_EVERYTHING = f"""
import boto3, jsonschema, phonenumbers, pynamodb.models, rfc3339_validator, jinja2
from aws_lambda_powertools import Logger
from babel import Locale
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
session = boto3.Session("x", "x", region_name="eu-central-1")
for service in {sorted(AWS_SERVICES)!r}:
    session.client(service)
for tag in ("de", "sv_SE", "zh_Hans_CN", "en_GB"):
    Locale.parse(tag).date_formats
assert phonenumbers.is_valid_number(phonenumbers.parse("+46701740605"))
Logger(service="test")
AESGCM(AESGCM.generate_key(256))
print(boto3.__file__)
"""


@pytest.fixture
def no_libraries(monkeypatch, tmp_path):
    folder = tmp_path / "libraries"
    folder.mkdir()
    (folder / "somebody.py").touch()
    monkeypatch.setattr(layers, "third_party", lambda _: folder)


def names(archive):
    with zipfile.ZipFile(archive) as packed:
        return packed.namelist()


def test_the_pruned_libraries_still_do_what_the_product_asks():
    folder = third_party(Target(Place.LOCAL))
    # -S: nothing but this folder and the standard library is on the path.
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {str(folder)!r})\n{USE_EVERYTHING}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert str(folder) in done.stdout


def test_the_pruned_libraries_keep_their_licences():
    folder = third_party(Target(Place.LOCAL))
    notes = {path.parent.parent.name or path.parent.name for path in folder.glob("*.dist-info/**/LICEN*")}
    assert len(notes) >= 1
    assert all((found / "METADATA").exists() for found in folder.glob("*.dist-info"))


def test_chalice_travels_with_each_function_and_not_in_the_layer():
    assert not (third_party(Target(Place.LOCAL)) / "chalice").exists()


def test_for_aws_a_layer_holds_code_and_compiled_words(small_clinic, no_libraries):
    compile_locales(small_clinic)
    built = build_layers(Target(Place.AWS, small_clinic))
    assert names(built["frontdesk"]) == ["python/frontdesk/__init__.py"]
    assert names(built["frontdesk_web"]) == [
        "python/frontdesk_web/__init__.py",
        "python/frontdesk_web/locales/de/LC_MESSAGES/frontdesk.mo",
    ]
    assert names(built["thirdparty"]) == ["python/somebody.py"]


def test_on_the_desk_a_layer_points_to_the_source(small_clinic, no_libraries):
    built = build_layers(Target(Place.LOCAL, small_clinic))
    with zipfile.ZipFile(built["frontdesk"]) as packed:
        (line,) = [packed.read(name).decode() for name in packed.namelist()]
    assert line == f"import sys; sys.path.insert(0, {str(small_clinic / 'layers')!r})\n"


def test_words_are_compiled_again_only_when_they_changed(small_clinic):
    assert len(compile_locales(small_clinic)) == 1
    assert compile_locales(small_clinic) == []
