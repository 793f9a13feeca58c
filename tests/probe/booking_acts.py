"""What people do at the appointment book, act by act: a patient on their telephone, and staff at the desk."""

import re
from html import unescape
from urllib.parse import quote, urlencode

from tests.functions.booking_desk import BERTA, BORN, CHOICE
from tests.journeys.people import CLINIC, hidden

from .scripts import _api, colleague

HOME = f"/booking/{CLINIC}"
DAY = "2026-11-26"
"""A Thursday three days after the world begins; Dr. Weber and Dr. Lindqvist see people."""
CLARA = BERTA | {"name": "Clara Beispiel", "phone": "06221 5550177"}
UNTIL_CHRISTMAS = {
    f"f-{day}_{part}": value
    for day, said in (("first", ("26", "11", "2026")), ("last", ("20", "12", "2026")))
    for part, value in zip(("day", "month", "year"), said, strict=True)
}


def _times(page):
    return [unescape(it) for it in re.findall(r'name="(?:slot|time)" value="([^"]+)"', page)]


def _gets(street, address):
    return street.get(address).raise_for_status().text


def _sends(street, address, **typed):
    answer = street.post(f"{address}?lang=de", data=typed)
    assert answer.status_code == 303, (address, answer.text[:800])
    return answer.headers["location"]


# acts of patients


def looks_for_a_time(street):
    _gets(street, f"{HOME}?lang=de")
    street.world.memo["times"] = _gets(
        street, f"{HOME}/times?{urlencode(CHOICE | {'day': DAY, 'lang': 'de'})}"
    )


def holds_a_time(street):
    page = street.world.memo["times"]
    slot, hold = _times(page)[0], hidden(page, "hold")
    held = _sends(street, f"{HOME}/hold", **CHOICE, slot=slot, hold=hold)
    street.world.memo["held"] = held.partition("?")[0]
    _gets(street, held)


def fills_in_the_form(street):
    page = street.post(f"{street.world.memo['held']}/review?lang=de", data=BERTA).raise_for_status().text
    assert "Husten seit drei Wochen" in page


def books_it(street):
    booked = _sends(street, f"{street.world.memo['held']}/confirm", **BERTA)
    street.world.memo["mine"] = booked.partition("/booked")[0]
    _gets(street, booked)
    _gets(street, f"{street.world.memo['mine']}/calendar.ics")


def proves_to_be_the_patient(street):
    mine = _sends(street, f"{street.world.memo['mine']}/proof", **BORN)
    street.world.memo["s"] = re.search(r"[?&]s=([^&]+)", mine)[1]
    _gets(street, mine)


def moves_it(street):
    mine, proof = street.world.memo["mine"], {"s": street.world.memo["s"]}
    page = _gets(street, f"{mine}/move?{urlencode(proof | {'location': 'mitte', 'day': DAY, 'lang': 'de'})}")
    wanted = proof | {"location": "mitte", "slot": _times(page)[-1]}
    street.post(f"{mine}/move/chosen?lang=de", data=wanted).raise_for_status()
    _sends(street, f"{mine}/move/confirm", **wanted, comment="Passt besser")


def cancels_it(street):
    mine, proof = street.world.memo["mine"], {"s": street.world.memo["s"]}
    _gets(street, f"{mine}/cancel?{urlencode(proof | {'lang': 'de'})}")
    _sends(street, f"{mine}/cancel/confirm", **proof, comment="Wieder gesund")


def sees_all_their_times(street):
    """With the code that comes to the telephone; whoever gets none while it is good asks for another one."""
    for _ in range(3):
        form = hidden(_gets(street, f"{HOME}/mine?lang=de"), "form")
        asked = {"contact": BERTA["phone"], "form": form}
        page = street.post(f"{HOME}/mine/code?lang=de", data=asked).raise_for_status().text
        street.world.follow()
        said = {"s": hidden(page, "s"), "code": _latest_code(street)}
        answer = street.post(f"{HOME}/mine/proof?lang=de", data=said)
        if answer.status_code == 303:
            assert "Sprechstunde" in _gets(street, answer.headers["location"])
            return
        street.world.passes(minutes=10)
    raise AssertionError(answer.text[:800])


def _latest_code(street):
    told = [it["text"] for it in street.world.phone.kept.values() if it["template"] == "code"]
    return re.search(r"\b[0-9]{6}\b", told[-1])[0] if told else "none"


def somebody_else_waits(street):
    """For any time until Christmas."""
    form = hidden(_gets(street, f"{HOME}/wait?{urlencode(CHOICE | {'lang': 'de'})}"), "form")
    waits = _sends(street, f"{HOME}/wait/confirm", **CHOICE, **UNTIL_CHRISTMAS, **CLARA, form=form)
    assert "Sie stehen auf der Warteliste" in _gets(street, waits)


def takes_what_is_offered(street):
    """By the link that came to the telephone, with the date of birth."""
    told = [it["text"] for it in street.world.phone.kept.values() if it["template"] == "waiting_offer"]
    at = re.search(r"/booking/\S+/invitations/[\w-]+", told[-1])[0]
    opened = _sends(street, f"{at}/proof", **BORN)
    page = _gets(street, opened)
    wanted = {"s": hidden(page, "s"), "slot": _times(page)[0]}
    street.post(f"{at}/chosen?lang=de", data=wanted).raise_for_status()
    _gets(street, _sends(street, f"{at}/take", **wanted))
    assert "Damit haben Sie den Termin" in _gets(street, opened)


# acts of staff


def looks_at_the_calendar(street):
    it = colleague(street)
    page = it.sees(f"calendar?location=mitte&day={DAY}").raise_for_status().text
    it.sees(f"calendar?location=mitte&day={DAY}&view=week&performer=dr-weber").raise_for_status()
    it.sees("calendar/free?location=mitte").raise_for_status()
    found = re.search(r"/console/calendar/appointments/[0-9a-f]{32}", page)
    street.world.memo["opened"] = found and found[0].removeprefix("/console/")


def opens_the_appointment(street):
    page = colleague(street).sees(street.world.memo["opened"]).raise_for_status().text
    assert "Husten seit drei Wochen" in page
    street.world.memo["page"] = page


def moves_it_for_the_patient(street):
    opened = street.world.memo["opened"]
    page = colleague(street).sees(f"{opened}/move?day={DAY}").raise_for_status().text
    _staff(street, f"{opened}/move", page, location="mitte", time=_times(page)[-1], comment="Notfall")


def cancels_it_for_the_patient(street):
    _staff(street, f"{street.world.memo['opened']}/cancel", street.world.memo["page"], comment="Krank")


def books_for_somebody(street):
    time = quote(f"dr-weber@{DAY}T09:00Z")
    page = colleague(street).sees(f"calendar/book?location=mitte&type=consultation&time={time}")
    carried = {it: hidden(page.text, it) for it in ("appointment", "location", "type", "time")}
    said = {"name": "Anna Beispiel", "phone": "06221 5550199", "language": "sv", "reason": "Husten"}
    _staff(street, "calendar/book", page.text, **carried, **BORN, **said)


def keeps_a_stretch_free(street):
    asked = {"location": "mitte", "resource": "dr-weber", "day": DAY, "from": "10:00", "until": "10:30"}
    page = colleague(street).sees(f"calendar/block?{urlencode(asked)}").raise_for_status().text
    carried = {it: hidden(page, it) for it in ("block", "location")}
    there = _staff(street, "calendar/block", page, **asked | carried, note="Fortbildung")
    page = colleague(street).sees(there.removeprefix("/console/")).raise_for_status().text
    assert "Fortbildung" in page
    street.world.memo["kept free"] = there.partition("?")[0].removeprefix("/console/"), page


def gives_it_back(street):
    there, page = street.world.memo["kept free"]
    _staff(street, f"{there}/give-back", page)


def the_day_has_come(street):
    """And gone; sessions of the days before have ended."""
    street.world.passes(days=4)
    street.world.memo["cookies"].clear()


def notes_that_nobody_came(street):
    _staff(street, f"{street.world.memo['opened']}/no-show", street.world.memo["page"])


# acts of administrators


def lays_out_times(street):
    """Read, tried out, and laid down: on Saturdays, too."""
    there = _api(street, "GET", "timetable")
    times = there["timetable"]
    times["schedules"][0]["week"].append(
        {"weekday": 5, "opens": "09:00", "closes": "12:00", "time_types": ["consultation"]}
    )
    assert _api(street, "POST", "timetable/effect", {"timetable": times}) == {"faults": [], "outside": []}
    street.world.memo["laid out"] = {"timetable": times, "version": there["version"]}


def stores_them(street):
    assert _api(street, "PUT", "timetable", street.world.memo["laid out"])["version"] == 2


def _staff(street, address, page, **typed):
    it = colleague(street)
    sent = {"csrf": hidden(page, "csrf"), **typed}
    answer = street.post(f"/console/{address}", data=sent, headers={"Cookie": it.cookie})
    assert answer.status_code == 303, answer.text[:800]
    return answer.headers["location"]


BOOKED = (looks_for_a_time, holds_a_time, fills_in_the_form, books_it)
BOOKINGS = {
    "booked, moved and cancelled": (
        *BOOKED,
        proves_to_be_the_patient,
        moves_it,
        cancels_it,
        sees_all_their_times,
    ),
    "booked and moved at the desk": (
        *BOOKED,
        looks_at_the_calendar,
        opens_the_appointment,
        moves_it_for_the_patient,
        opens_the_appointment,
        cancels_it_for_the_patient,
        keeps_a_stretch_free,
        gives_it_back,
    ),
    "times laid out": (lays_out_times, stores_them),
    "waited for, given back and taken": (
        *BOOKED,
        somebody_else_waits,
        proves_to_be_the_patient,
        cancels_it,
        takes_what_is_offered,
    ),
    "booked on the telephone and missed": (
        *BOOKED,
        books_for_somebody,
        looks_at_the_calendar,
        the_day_has_come,
        opens_the_appointment,
        notes_that_nobody_came,
    ),
}
