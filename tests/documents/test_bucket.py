"""Files in the bucket: the clinic's own, and those that people send."""

import json
import os
from base64 import b64decode
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from frontdesk.documents.errors import DangerousFile, FileMissing
from frontdesk.documents.gateways.bucket import disposition
from frontdesk.documents.model import DocumentId
from frontdesk.documents.usecases.announce_upload import announce_upload
from frontdesk.documents.usecases.discard_upload import discard_upload
from frontdesk.documents.usecases.inspect_upload import inspect_upload
from frontdesk.documents.usecases.keep_file import keep_file
from frontdesk.documents.usecases.link_document import link_document
from frontdesk.documents.usecases.link_file import link_file
from frontdesk.documents.usecases.read_file import read_file
from frontdesk.documents.wiring import documents_ports
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from tests.conftest import client

from .files import EICAR, PDF, PHOTO

NORTH, SOUTH = OrganisationId("north-clinic"), OrganisationId("south-clinic")
REQUEST, DOCUMENT = "r" * 32, DocumentId("d" * 32)
WHERE = {"organisation_id": NORTH, "folder": REQUEST, "document_id": DOCUMENT}


@pytest.fixture
def ports(cloud):
    return documents_ports()


def arrives(content, name="Befund.pdf", organisation_id=NORTH, document_id=DOCUMENT):
    """What the bucket does when the form is sent."""
    key = f"quarantine/{organisation_id}/{REQUEST}/{document_id}/{name}"
    client("s3").put_object(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=key, Body=content)


def keys(prefix=""):
    found = client("s3").list_objects_v2(Bucket=os.environ["DOCUMENTS_BUCKET"], Prefix=prefix)
    return [it["Key"] for it in found.get("Contents", [])]


@pytest.mark.requirement("S28")
def test_a_file_is_kept_under_what_it_contains_and_only_for_its_organisation(ports):
    sha256 = keep_file(organisation_id=NORTH, content=PDF, media_type="application/pdf", ports=ports)
    assert keep_file(organisation_id=NORTH, content=PDF, media_type="application/pdf", ports=ports) == sha256
    assert read_file(organisation_id=NORTH, sha256=sha256, ports=ports) == PDF
    with pytest.raises(NotFound):
        read_file(organisation_id=SOUTH, sha256=sha256, ports=ports)


@pytest.mark.requirement("S28")
def test_a_link_ends_after_five_minutes_and_says_under_which_name_to_save(ports):
    link = link_file(
        organisation_id=NORTH, sha256="a" * 64, name="检查.pdf", media_type="application/pdf", ports=ports
    )
    query = parse_qs(urlsplit(link).query)
    assert query["X-Amz-Expires"] == ["300"]
    assert query["response-content-type"] == ["application/pdf"]
    assert query["response-content-disposition"] == [disposition("检查.pdf")]


@pytest.mark.parametrize(
    ("name", "plain"), [("Grippe.pdf", "Grippe.pdf"), ("Über.pdf", "_ber.pdf"), ('a"b\\c.pdf', "a_b_c.pdf")]
)
def test_a_name_is_said_twice_once_for_old_readers(name, plain):
    said = disposition(name)
    assert f'filename="{plain}"' in said
    assert unquote(said.partition("UTF-8''")[2]) == name


def test_a_form_takes_one_file_of_ten_megabytes_to_one_place(ports):
    back = "https://clinic.example/requests/x"
    upload = announce_upload(**WHERE, back=back, ports=ports)
    policy = json.loads(b64decode(upload.fields["policy"]))["conditions"]
    assert ["content-length-range", 1, 10_000_000] in policy
    assert ["starts-with", "$key", f"quarantine/{NORTH}/{REQUEST}/{DOCUMENT}/"] in policy
    assert {"success_action_redirect": back} in policy
    assert upload.fields["success_action_redirect"] == back


def test_browsers_are_led_to_the_regional_address_of_the_bucket_which_redirects_nowhere(ports):
    regional = "https://frontdesk-documents.s3.eu-central-1.amazonaws.com/"
    assert announce_upload(**WHERE, back="https://clinic.example/", ports=ports).url == regional
    link = link_file(organisation_id=NORTH, sha256="a" * 64, name="a.pdf", media_type="x", ports=ports)
    assert link.startswith(f"{regional}library/")


@pytest.mark.parametrize(
    ("content", "name", "kind"), [(PDF, "Befund.pdf", "application/pdf"), (PHOTO, "IMG_1.jpg", "image/jpeg")]
)
def test_what_passed_inspection_can_be_linked_and_inspected_again(ports, content, name, kind):
    arrives(content, name)
    document = inspect_upload(**WHERE, ports=ports)
    assert (document.name, document.media_type, document.size) == (name, kind, len(content))
    assert inspect_upload(**WHERE, ports=ports) == document
    discard_upload(**WHERE, ports=ports)
    assert keys("quarantine/") == []
    link = link_document(organisation_id=NORTH, folder=REQUEST, document=document, ports=ports)
    assert f"/clean/{NORTH}/{REQUEST}/{DOCUMENT}" in link
    assert "quarantine" not in link


def test_a_dangerous_file_is_deleted_and_never_kept(ports):
    arrives(PDF + EICAR)
    with pytest.raises(DangerousFile):
        inspect_upload(**WHERE, ports=ports)
    assert keys() == []


def test_what_did_not_arrive_or_arrived_elsewhere_is_missing(ports):
    arrives(PDF, organisation_id=SOUTH)
    arrives(PDF, document_id=DocumentId("e" * 32))
    with pytest.raises(FileMissing):
        inspect_upload(**WHERE, ports=ports)


def test_a_name_that_a_bucket_took_for_latin_1_is_read_as_it_was_written(ports):
    arrives(PDF, "Über 😀.pdf".encode().decode("latin-1"))
    assert inspect_upload(**WHERE, ports=ports).name == "Über 😀.pdf"
