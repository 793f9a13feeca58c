"""The clinic's times and what is booked in them with the same text wherever somebody may write one, and their pages."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from frontdesk.booking.model import BLOCK, Appointment, AppointmentStatus, ChangeKind
from frontdesk.booking.model.timetable import Resource, ResourceKind, Terms
from frontdesk.booking.rules.limits import COMMENT_AT_MOST
from frontdesk.booking.storage import AppointmentRecord
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.ids import AppointmentId, ContactKey, OrganisationId, ResourceId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Filing
from frontdesk.patients.storage import DynamoContacts
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import seal, ticket
from tests.conftest import client
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.frontdesk_web.console_times import KATRIN, WEBER, appointment, change, slot, timetable
from tests.width import wide

BERLIN = ZoneInfo("Europe/Berlin")
COMES, GONE, KEPT, HELD = (AppointmentId(letter * 32) for letter in "acbe")
CONTACT = ContactKey("d" * 64)
ROOM = ResourceId("room-1")
CHOICE = {"location": "mitte", "type": "consultation", "performer": "any"}
OFTEN = {
    "the times",
    "the form for a time with its faults",
    "one's times",
    "the appointment",
    "the refused move",
    "the calendar of a day",
    "the appointment at the clinic",
    "booking for somebody with its faults",
    "keeping free with its faults",
    "what is kept free",
}
"""The pages that are looked at with every run; the others, which are made of the same parts, in a proof."""
TOO_MUCH = "x" * COMMENT_AT_MOST


def _at(hour, minute=0):
    """A time of the day after tomorrow, by the clock in Berlin."""
    day = datetime.now(BERLIN).date() + timedelta(days=2)
    return datetime.combine(day, time(hour, minute), BERLIN).astimezone(UTC)


def _slot(hour, **changes):
    it = slot(_at(hour), **changes)
    return replace(it, on=it.starts_at.astimezone(BERLIN).date(), room_id=ROOM)


def dress_times(words):
    """Put the text into everything that booking has stored; what was stored before is gone."""
    table = AppointmentRecord.Meta.table_name
    for item in client("dynamodb").scan(TableName=table)["Items"]:
        client("dynamodb").delete_item(TableName=table, Key={name: item[name] for name in ("pk", "sk")})
    ports = booking_ports()
    ports.timetables.memory.clear()
    ports.timetables.put(OrganisationId(LINDENHOF), _times(words))
    moved = change(ChangeKind.MOVED, by=KATRIN, comment=words, was_at=_at(8))
    cancelled = change(ChangeKind.CANCELLED, by=KATRIN, comment=words)
    states = AppointmentStatus
    for it in (
        appointment(_slot(9), moved, id=COMES, reason=words, language=Language.GERMAN),
        appointment(_slot(10), cancelled, id=GONE, reason=words, status=states.CANCELLED),
        _nobodys(KEPT, replace(_slot(11), time_type_id=BLOCK), states.BLOCKED, reason=words),
        _nobodys(HELD, _slot(8), states.HELD, hold_until=datetime.now(UTC) + timedelta(hours=1)),
    ):
        ports.appointments.write(None, it)
    DynamoContacts().file(
        OrganisationId(LINDENHOF), CONTACT, [Filing(subject_id=ERIK, since=datetime.now(UTC))]
    )


def _nobodys(appointment_id, its_slot, status, **more):
    return Appointment(
        id=appointment_id,
        organisation_id=OrganisationId(LINDENHOF),
        slot=its_slot,
        status=status,
        language=Language.GERMAN,
        **more,
    )


def _times(words):
    it, german = timetable(), {Language.GERMAN: words}
    room = Resource(id=ROOM, kind=ResourceKind.ROOM, name=words)
    return replace(
        it,
        terms=Terms(booking=german, moving=german, cancelling=german),
        time_types=tuple(replace(one, name=german, text=german, information=german) for one in it.time_types),
        resources=(*(replace(one, name=words, title=words) for one in it.resources), room),
        schedules=tuple(replace(one, room_id=ROOM) for one in it.schedules),
    )


def pages_of_times(street, cookie, words):
    """Those of patients and those of the console, as many as this run looks at."""
    everything = pages_of_booking(street, words) | pages_of_the_calendar(street, cookie, words)
    assert everything.keys() > OFTEN
    return {name: ask for name, ask in everything.items() if wide(name in OFTEN, proving=True)}


def pages_of_booking(street, words):
    """Every page of a patient who books."""
    here, typed = f"/booking/{LINDENHOF}", dict.fromkeys(("name", "phone", "email", "f-reason"), words)
    typed |= dict.fromkeys(("birth_day", "birth_month", "birth_year"), words)
    held = f"{here}/held/{_ticket('hold', HELD)}"
    mine = f"{here}/appointments/{_ticket('appointment', COMES)}"
    proof = {"s": _proof(COMES)}
    gets, posts = street.booking.gets, street.booking.posts
    wanted = proof | {"location": "mitte", "slot": f"{WEBER}.{_at(8, 30):%Y-%m-%dT%H:%M}Z"}
    return {
        "the types": partial(gets, f"{here}?location=mitte"),
        "the performers": partial(gets, f"{here}?location=mitte&type=consultation"),
        "the times": partial(gets, f"{here}/times?{urlencode(CHOICE)}"),
        "the form for a time": partial(gets, held),
        "the form for a time with its faults": partial(posts, f"{held}/review", typed),
        "one's times": partial(gets, f"{here}/mine?{urlencode({'s': _proof(CONTACT, 'contact', 'mine')})}"),
        "the refused contact": partial(posts, f"{here}/mine/code", {"contact": words, "form": "5" * 32}),
        "booked": partial(gets, f"{mine}/booked"),
        "the appointment": partial(gets, f"{mine}?{urlencode(proof)}"),
        "cancelling": partial(posts, f"{mine}/cancel", proof | {"text": words}),
        "the refused cancellation": partial(
            posts, f"{mine}/cancel/confirm", proof | {"text": words + TOO_MUCH}
        ),
        "moving": partial(gets, f"{mine}/move?{urlencode(proof)}"),
        "the chosen time": partial(posts, f"{mine}/move/chosen", wanted | {"text": words}),
        "the refused move": partial(posts, f"{mine}/move/confirm", wanted | {"text": words + TOO_MUCH}),
    }


def pages_of_the_calendar(street, cookie, words):
    """Every page of the console that shows times."""
    calendar, day = "/console/calendar", f"{_at(9).astimezone(BERLIN).date()}"
    gets = partial(street.console.gets, cookie=cookie)
    there, free = f"{calendar}/appointments/{COMES}", f"{WEBER}@{_at(8, 30):%Y-%m-%dT%H:%MZ}"
    time_of_day = {"location": "mitte", "type": "consultation", "time": free}

    def sends(address, **typed):
        csrf = {"csrf": _csrf(gets(calendar).text)}
        return street.console.posts(f"{calendar}{address}", csrf | typed, cookie=cookie)

    typed = dict.fromkeys(("name", "phone", "email", "reason", "birth_day", "birth_month"), words)
    block = {"location": "mitte", "resource": WEBER, "day": day, "from": words, "until": words}
    taken = block | {"from": "09:00", "until": "12:00", "note": words[:COMMENT_AT_MOST]}
    return {
        "the calendar of a day": partial(gets, f"{calendar}?day={day}"),
        "the calendar of a week": partial(gets, f"{calendar}?day={day}&view=week&performer={WEBER}"),
        "the free times": partial(gets, f"{calendar}/free"),
        "the appointment at the clinic": partial(gets, there),
        "the cancelled appointment": partial(gets, f"{calendar}/appointments/{GONE}"),
        "the refused comment": partial(sends, f"/appointments/{COMES}/cancel", comment=words + TOO_MUCH),
        "moving at the clinic": partial(gets, f"{there}/move"),
        "the refused move at the clinic": partial(
            sends, f"/appointments/{COMES}/move", **time_of_day, comment=words + TOO_MUCH
        ),
        "booking for somebody": partial(gets, f"{calendar}/book?{urlencode(time_of_day)}"),
        "booking for somebody with its faults": partial(sends, "/book", **time_of_day | typed),
        "keeping free": partial(gets, f"{calendar}/block?day={day}"),
        "keeping free with its faults": partial(sends, "/block", **block, note=words + TOO_MUCH),
        "keeping free what is taken": partial(sends, "/block", **taken, block="5" * 32),
        "what is kept free": partial(gets, f"{calendar}/blocks/{KEPT}"),
    }


def _csrf(page):
    return page.partition('name="csrf" value="')[2].partition('"')[0]


def _ticket(of, appointment_id):
    return ticket(OrganisationId(LINDENHOF), appointment_id, of=of, keyring=keyring())


def _proof(proved, of="appointment", purpose="appointment"):
    until = datetime.now(UTC) + timedelta(hours=1)
    whose = {"organisation": LINDENHOF, of: proved, "form": "5" * 32}
    return seal(whose, purpose=purpose, until=until, keyring=keyring())
