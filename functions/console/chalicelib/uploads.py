"""Files on their way in over the API: small ones in the body, larger ones straight to the bucket."""

from base64 import b64decode
from binascii import Error
from typing import Any

from chalicelib.api import api, ports
from frontdesk.access.model import Permission, SignedIn
from frontdesk.documents.errors import UnknownKind
from frontdesk.documents.model import DocumentId
from frontdesk.documents.rules import media_type_of
from frontdesk.documents.usecases.announce_upload import announce_upload
from frontdesk.documents.usecases.take_upload import take_upload
from frontdesk.documents.wiring import documents_ports
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import random_id
from frontdesk_web.api import ApiDesk, Operation

EDIT = Permission.RELEASES_EDIT
FOLDER = "console"
BYTES_AT_MOST = 40_000_000
"""Of an export with all its files in base64."""

KINDS = ("application/pdf", "image/jpeg", "image/png")
"""What release.schema.json lets a download be."""

desk = ApiDesk(__name__)
documents = documents_ports()


@api.operation(
    desk, "/console/api/uploads", "POST", does=Operation(permission=EDIT, returns="Upload", status=201)
)
def announce(who: SignedIn) -> dict[str, Any]:
    """Announce a file that is too large for a body: at most 40 MB, within an hour.

    Send it as multipart/form-data to `url`: all `fields` as they are, then the file as `file`; the bucket answers 201.
    Then name the `upload` where the file is wanted.
    """
    upload_id = random_id()
    made = announce_upload(
        organisation_id=who.organisation_id,
        folder=FOLDER,
        document_id=DocumentId(upload_id),
        back=None,
        most=BYTES_AT_MOST,
        ports=documents,
    )
    return {"upload": upload_id, "url": made.url, "fields": dict(made.fields)}


@api.operation(
    desk,
    "/console/api/files",
    "POST",
    does=Operation(permission=EDIT, body="File", returns="KeptFile", status=201),
)
def keep(who: SignedIn, said: dict[str, str]) -> dict[str, Any]:
    """Keep a file, to offer it as a download: a release names it by its SHA-256. A PDF, JPEG or PNG."""
    content = arrived(who, said["upload"]) if "upload" in said else _decoded(said["content"])
    kind = media_type_of(content)
    if kind not in KINDS:
        raise UnknownKind
    kept = ports.keep_file(who.organisation_id, content, kind)
    return {"sha256": kept, "size": len(content), "type": kind}


def arrived(who: SignedIn, upload_id: str) -> bytes:
    """What was sent; FileMissing when nothing arrived under that number, or elsewhere."""
    return take_upload(
        organisation_id=who.organisation_id,
        folder=FOLDER,
        document_id=DocumentId(upload_id),
        ports=documents,
    )


def _decoded(content: str) -> bytes:
    try:
        return b64decode(content, validate=True)
    except (Error, ValueError) as bad:
        raise BadInput([FieldError("$.content", "schema_contentEncoding")]) from bad
