"""Files for somebody in the console: a text is an answer; of bytes the bucket hands over, linked for a minute."""

from frontdesk.access.model import SignedIn
from frontdesk.documents.usecases.hand_over_file import hand_over_file
from frontdesk.documents.wiring import documents_ports
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.language import Language
from frontdesk_web.http import Response
from frontdesk_web.render import SeeOther
from frontdesk_web.sheets import CSV, XLSX, Sheet, as_csv, as_xlsx

SEPARATORS = {Language.GERMAN: ";", Language.SWEDISH: ";"}
"""What Excel takes for the end of a cell where a comma is part of a number."""

FOR_ONE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

files = documents_ports()


def answer_csv(name: str, body: str) -> Response:
    """A table as the answer itself, to be kept under that name."""
    headers = {"Content-Type": CSV, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body=body, headers={**FOR_ONE, **headers})


def as_csv_for(who: SignedIn, sheet: Sheet) -> str:
    """As the spreadsheet of whoever reads it takes it."""
    return as_csv(sheet, separator=SEPARATORS.get(who.session.language, ","))


def hand_over_sheet(who: SignedIn, name: str, form: str, sheet: Sheet) -> SeeOther:
    """The table as CSV or XLSX; NotFound for another form."""
    if form == "csv":
        return hand_over(who, name, as_csv_for(who, sheet).encode(), CSV)
    if form != "xlsx":
        raise NotFound(form=form)
    return hand_over(who, name, as_xlsx(sheet), XLSX)


def hand_over(who: SignedIn, name: str, content: bytes, media_type: str) -> SeeOther:
    url = hand_over_file(
        organisation_id=who.organisation_id, name=name, content=content, media_type=media_type, ports=files
    )
    return SeeOther(url=url)
