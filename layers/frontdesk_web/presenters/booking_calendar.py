"""An appointment as a file for a calendar: iCalendar, RFC 5545, with one event and nothing about why somebody comes."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.booking_choice import Counter

LINE_OCTETS = 75
HEADERS: Mapping[str, str | list[str]] = {
    "Content-Type": "text/calendar; charset=utf-8; method=PUBLISH",
    "Content-Disposition": 'attachment; filename="appointment.ics"',
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
"""With which the file is sent."""


def calendar_file(counter: Counter, it: Appointment) -> str:
    """The file. Every change of the appointment is a later SEQUENCE of the same UID, so a calendar moves it along."""
    _ = translations(counter.language).gettext
    location = counter.catalogue.location(it.slot.location_id)
    name = counter.catalogue.organisation.name
    changed_at = it.changes[-1].at if it.changes else counter.now
    cancelled = it.status is AppointmentStatus.CANCELLED
    about = f"{_('Booking number')}: {it.reference}\n{_('Phone')}: {location.phone}"
    where = ", ".join((name, counter.says(location.name).text, *location.address))
    lines = (
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//frontdesk//booking//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", f"{it.id}@{it.organisation_id}"),
        ("SEQUENCE", str(it.version or 0)),
        ("DTSTAMP", _instant(changed_at)),
        ("DTSTART", _instant(it.slot.starts_at)),
        ("DTEND", _instant(it.slot.ends_at)),
        ("SUMMARY", escaped(f"{_('Appointment')}: {name}")),
        ("LOCATION", escaped(where)),
        ("DESCRIPTION", escaped(about)),
        ("STATUS", "CANCELLED" if cancelled else "CONFIRMED"),
        ("CLASS", "PRIVATE"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    )
    return "".join(f"{folded(f'{key}:{value}')}\r\n" for key, value in lines)


def escaped(text: str) -> str:
    r"""A text value (RFC 5545, 3.3.11): `\`, `;`, `,` and line ends are written with a backslash."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line (RFC 5545, 3.1) in lines of at most 75 octets, none of which ends inside a character."""
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    piece, room = "", LINE_OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            piece, room = "", LINE_OCTETS - 1  # the space that begins a continued line counts
        piece, room = piece + sign, room - size
    yield piece


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
