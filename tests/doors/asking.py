"""What is asked at each door, and what comes back: a request with each id in its place, and a class of answer."""

import json
import re
from datetime import timedelta
from urllib.parse import quote, urlencode

from tests.attacks.doors import FORM

from .following import ASKED as ASKED_OF_FOLLOWUP
from .people import CSRF
from .pushing import ASKED as OF_OUTREACH
from .questioning import ASKED as OF_QUESTIONNAIRES
from .reminding import ASKED
from .surveying import ASKED as OF_RESULTS
from .visiting import ASKED as ASKED_OF_VISITS
from .world import AN_EVENING, AT_THE_DESK, IN_TWO_DAYS, OURS, SLOT, TIMES, WANT

ID = re.compile(r"{(\w+)}")
PERSON = {
    "name": "Anna Beispiel",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": "1985",
    "email": "anna@example.org",
    "consent": "2026-01",
}
BORN = {"birth_day": "27", "birth_month": "3", "birth_year": "1985"}
SAID = {"text": "Ja, bitte", "seen": "99", "entry": "7" * 32}
A_NOTE = {"note": "Tests"}
A_TIME = {"type": "consultation", "time": AT_THE_DESK}
A_MOVE = {"csrf": CSRF, "location": "{location}", "time": A_TIME["time"]}

AN_ABSENCE = {
    "csrf": CSRF,
    "part": "absences",
    "id": "away",
    "version": "1",
    "outside": "9",
    "resource": "dr-weber",
    "first_day": "2027-01-04",
    "last_day": "2027-01-08",
}
LIMITS = {
    "caps.recipient": "20",
    "caps.organisation": "2000",
    "caps.country": "1000",
    "currency": "EUR",
}
WORDS = {"template": "request_withdrawn", "language": "de"}
OF_A_MESSAGE = {"name": WORDS["template"], "language": "de"}
AWAY = {"csrf": CSRF, "deed": "cancel", "comment": "Krank"}

AT_THE_DESK_IN_JSON = {
    "location": "{location}",
    "performer": "dr-weber",
    "starts_at": (IN_TWO_DAYS + timedelta(hours=3)).isoformat(),
}
WHO_IN_JSON = {"name": PERSON["name"], "birth_date": "1985-03-27", "email": PERSON["email"]}
A_BLOCK = {
    "id": "5" * 32,
    "location": "{location}",
    "resource": "dr-weber",
    "starts_at": (IN_TWO_DAYS + timedelta(hours=4)).isoformat(),
    "ends_at": (IN_TWO_DAYS + timedelta(hours=5)).isoformat(),
}
CHOSEN = {"location": "mitte", "type": "consultation", "performer": "any"}
COMES = PERSON | {"consent": "booking-1"}
MINE = {"s": "{appointment_proof}"}
INVITED = {"s": "{invitation_proof}"}
DAYS = {
    f"f-{name}_{part}": str(getattr(day, part))
    for name, day in (("first", WANT.first_day), ("last", WANT.last_day))
    for part in ("day", "month", "year")
}
AN_INVITE = {"csrf": CSRF, "location": "{location}", "type": "consultation", "reason": "Kontrolle"}
A_BOOKING = "/booking/{organisation_id}"
IN_FHIR = "/booking/{organisation_id}/fhir"
A_PATIENT = {
    "resourceType": "Patient",
    "name": [{"text": PERSON["name"]}],
    "birthDate": "1985-03-27",
    "telecom": [{"system": "email", "value": PERSON["email"]}],
}
A_BOOKING_IN_FHIR = {
    "resourceType": "Parameters",
    "parameter": [
        {"name": "appointment-reference", "valueReference": {"reference": "Appointment/{named}"}},
        {"name": "patient-resource", "resource": A_PATIENT},
        {"name": "consent", "valueString": "booking-1"},
    ],
}
AN_APPOINTMENT = "/booking/{organisation_id}/appointments/{appointment_ticket}"
AN_INVITATION = "/booking/{organisation_id}/invitations/{invitation_ticket}"
A_REMINDER = "/booking/{organisation_id}/reminders/{reminder_ticket}"
A_PLAN = {"csrf": CSRF, "version": "0", "count.0": "2", "at.0": "09:00"}
ALSO_SAID = {
    "GET /window/{organisation_id}": {"query": {"s": "{conversation}"}},
    "POST /window/{organisation_id}/request": {"form": {"s": "{conversation}"} | PERSON},
    "POST /window/{organisation_id}/form": {"form": {"s": "{conversation}", "lang": "sv"}},
    "POST /window/{organisation_id}/left": {"form": {"s": "{conversation}"}},
    "GET /requests/{organisation_id}/{ticket}": {"query": {"s": "{proof}"}},
    "POST /requests/{organisation_id}/{ticket}/proof": {"form": BORN},
    "POST /surveys/{organisation_id}/i/{form_ticket}": {"form": BORN},
    "POST /requests/{organisation_id}/{ticket}/reply": {"form": {"s": "{proof}"} | SAID},
    "POST /requests/{organisation_id}/{ticket}/withdrawal": {"form": {"s": "{proof}"}},
    "GET /requests/{organisation_id}/{ticket}/attached/{document_id}": {"query": {"s": "{proof}"}},
    "GET /requests/{organisation_id}/{ticket}/files/{entry_id}": {"query": {"s": "{proof}"}},
    f"GET {A_BOOKING}/times": {"query": CHOSEN},
    f"POST {A_BOOKING}/times": {"form": CHOSEN},
    f"POST {A_BOOKING}/hold": {"form": CHOSEN | {"slot": SLOT}},
    f"POST {A_BOOKING}/held/{{hold_ticket}}/form": {"form": COMES},
    f"POST {A_BOOKING}/held/{{hold_ticket}}/review": {"form": COMES},
    f"POST {A_BOOKING}/held/{{hold_ticket}}/confirm": {"form": COMES},
    f"GET {A_BOOKING}/mine": {"query": {"s": "{contact_proof}"}},
    f"POST {A_BOOKING}/mine/code": {"form": {"contact": "anybody@example.org", "form": "5" * 32}},
    f"POST {A_BOOKING}/mine/proof": {"form": {"s": "{code_sent}", "code": "{digits}"}},
    f"GET {A_BOOKING}/mine/reminders": {"query": {"s": "{contact_proof}"}},
    f"POST {A_BOOKING}/mine/reminders": {"form": {"s": "{contact_proof}", "sms.recall": "1"}},
    f"POST {A_BOOKING}/mine/login": {"form": {}},
    f"POST {A_BOOKING}/mine/logout": {"form": {}},
    f"GET {A_BOOKING}/mine/login/return": {"query": {"state": "7" * 32, "code": "a guess"}},
    f"GET {AN_APPOINTMENT}": {"query": MINE},
    f"POST {AN_APPOINTMENT}/proof": {"form": BORN},
    f"GET {AN_APPOINTMENT}/cancel": {"query": MINE},
    f"POST {AN_APPOINTMENT}/cancel": {"form": MINE},
    f"POST {AN_APPOINTMENT}/cancel/confirm": {"form": MINE},
    f"GET {AN_APPOINTMENT}/move": {"query": MINE},
    f"POST {AN_APPOINTMENT}/move": {"form": MINE},
    f"POST {AN_APPOINTMENT}/move/chosen": {"form": MINE | {"slot": SLOT}},
    f"POST {AN_APPOINTMENT}/move/confirm": {"form": MINE | {"slot": SLOT}},
    f"GET {A_BOOKING}/wait": {"query": CHOSEN},
    f"POST {A_BOOKING}/wait": {"form": CHOSEN},
    f"POST {A_BOOKING}/wait/confirm": {"form": CHOSEN | COMES | DAYS | {"form": "3" * 32}},
    f"POST {AN_APPOINTMENT}/earlier": {"form": MINE},
    f"GET {AN_INVITATION}": {"query": INVITED},
    f"POST {AN_INVITATION}/proof": {"form": BORN},
    f"POST {AN_INVITATION}/chosen": {"form": INVITED | {"slot": SLOT}},
    f"POST {AN_INVITATION}/take": {"form": INVITED | {"slot": SLOT}},
    f"POST {AN_INVITATION}/withdraw": {"form": INVITED},
    f"POST {A_REMINDER}/confirm": {"form": {"it": "nothing"}},
    f"GET {IN_FHIR}/Slot": {"query": {"schedule": "dr-weber.mitte"}},
    f"POST {IN_FHIR}/Appointment/{{named}}": {
        "path": f"{IN_FHIR}/Appointment/$book",
        "json": A_BOOKING_IN_FHIR,
    },
    "POST /messaging/{organisation_id}/{channel}/events": {
        "json": {"type": "reply", "id": "1", "kind": "sms", "from": "+4915112345678", "text": "Ja"}
    },
    "POST /console/login": {"form": {"clinic": "{clinic}", "number": "{employee}"}},
    "POST /console/logout": {"form": {"csrf": CSRF}},
    "POST /console/language": {"form": {"csrf": CSRF, "language": "sv"}},
    "GET /console/inbox": {"query": {"department": "{department}", "view": "asked"}},
    "POST /console/requests/{request_id}/{deed}": {"form": {"csrf": CSRF} | SAID},
    "GET /console/calendar": {"query": {"location": "{location}"}},
    "GET /console/calendar/free": {"query": {"location": "{location}"}},
    "GET /console/calendar/book": {"query": {"location": "{location}"} | A_TIME},
    "POST /console/calendar/book": {
        "form": {"csrf": CSRF, "location": "{location}", "appointment": "6" * 32, "reason": "Husten"}
        | A_TIME
        | PERSON
    },
    "POST /console/messages/{whose}/write": {
        "form": {"csrf": CSRF, "line": "7" * 32, "text": "Bitte rufen Sie an."}
    },
    "POST /console/messages/{whose}/settle": {"form": {"csrf": CSRF}},
    "POST /console/letters": {"form": {"csrf": CSRF}},
    "GET /console/calendar/waiting": {"query": {"location": "{location}"}},
    "POST /console/calendar/waiting/{invitation_id}/withdraw": {"form": {"csrf": CSRF}},
    "GET /console/calendar/invite": {"query": {"location": "{location}"}},
    "POST /console/calendar/invite": {
        "form": AN_INVITE
        | PERSON
        | {"first_day": str(WANT.first_day), "last_day": str(WANT.last_day), "invitation": "2" * 32}
    },
    "GET /console/calendar/block": {"query": {"location": "{location}"}},
    "POST /console/calendar/block": {
        "form": {"csrf": CSRF, "location": "{location}", "block": "4" * 32, "resource": "dr-weber"}
        | AN_EVENING
    },
    "POST /console/calendar/blocks/{block_id}/give-back": {"form": {"csrf": CSRF}},
    "POST /console/calendar/appointments/{appointment_id}/cancel": {"form": {"csrf": CSRF}},
    "POST /console/calendar/appointments/{appointment_id}/no-show": {"form": {"csrf": CSRF}},
    "POST /console/calendar/appointments/{appointment_id}/move": {"form": A_MOVE},
    "POST /console/calls": {
        "form": {"csrf": CSRF, "call": "8" * 32, "cause": "appointments", "about": "{appointment_id}"}
    },
    "POST /console/calls/{call_id}/note": {"form": {"csrf": CSRF, "noted": "reached"}},
    "POST /console/calls/{call_id}/withdraw": {"form": {"csrf": CSRF}},
    "GET /console/timetable/part": {"query": {"part": "absences"}},
    "POST /console/timetable/part": {"form": AN_ABSENCE},
    "POST /console/timetable/laid-down": {"form": AN_ABSENCE},
    "POST /console/timetable/outside": {"form": AWAY | {"chosen.{appointment_id}": "1"}},
    "POST /console/messaging": {"form": {"csrf": CSRF, "version": "0"} | LIMITS},
    "GET /console/messaging/channel": {"query": {"channel": "simulator"}},
    "POST /console/messaging/channel": {"form": {"csrf": CSRF, "version": "0", "channel": "simulator"}},
    "GET /console/messaging/template": {"query": WORDS},
    "POST /console/messaging/template": {"form": {"csrf": CSRF, "version": "0", "text": "Danke"} | WORDS},
    "PUT /console/api/messaging/settings": {"json": {"settings": {}, "version": 0}},
    "GET /console/api/messaging/channel": {"query": {"channel": "simulator"}},
    "PUT /console/api/messaging/channel": {"json": {"channel": "simulator", "settings": {}, "version": 0}},
    "GET /console/api/messaging/template": {"query": OF_A_MESSAGE},
    "PUT /console/api/messaging/template": {"json": {"text": "Danke", "version": 0} | OF_A_MESSAGE},
    "POST /console/api/messaging/template/reset": {"json": {"version": 0} | OF_A_MESSAGE},
    "POST /console/api/messaging/template/preview": {"json": {"text": "Danke"} | OF_A_MESSAGE},
    "GET /console/api/statistics/window": {"query": {"month": "2026-11"}},
    "GET /console/api/statistics/messages": {"query": {"month": "2026-11"}},
    "GET /console/api/statistics/booking": {"query": {"month": "2026-11"}},
    "GET /console/api/differences": {"query": {"after": "{edition}"}},
    "GET /console/api/releases/{number}/table": {"query": {"location": "{location}"}},
    "POST /console/api/releases/{number}/live": {"json": A_NOTE | {"follows": OURS.publications}},
    "POST /console/api/drafts": {"json": {"title": "Tests", "source": "{edition}"}},
    "PUT /console/api/drafts/{draft_id}": {"json": {"definition": {}, "version": 1}},
    "DELETE /console/api/drafts/{draft_id}": {"query": {"version": "1"}, "json": {}},
    "POST /console/api/drafts/{draft_id}/live": {"json": A_NOTE | {"version": 1}},
    "POST /console/api/imports": {"json": {"title": "Tests", "upload": "{export_id}"}},
    "POST /console/api/files": {"json": {"upload": "{upload_id}"}},
    "POST /console/api/uploads": {"json": {}},
    "POST /console/api/messages/{whose}": {"json": {"id": "7" * 32, "text": "Bitte rufen Sie an."}},
    "GET /console/api/appointments": {"query": {"location": "{location}"}},
    "POST /console/api/appointments": {
        "json": AT_THE_DESK_IN_JSON | {"id": "6" * 32, "type": "consultation", "patient": WHO_IN_JSON}
    },
    "POST /console/api/appointments/{appointment_id}/move": {"json": AT_THE_DESK_IN_JSON},
    "POST /console/api/appointments/{appointment_id}/cancel": {"json": {"comment": ""}},
    "POST /console/api/appointments/{appointment_id}/no-show": {"json": {}},
    "GET /console/api/free-times": {"query": {"location": "{location}"}},
    "POST /console/api/blocks": {"json": A_BLOCK},
    "DELETE /console/api/blocks/{block_id}": {"json": {}},
    "GET /console/api/fhir/Appointment": {"query": {"location": "{location}"}},
    "POST /console/api/timetable/effect": {"json": {"timetable": TIMES}},
    "POST /console/reminders/appointments/plan": {"form": A_PLAN},
    "PUT /console/api/reminders/appointments": {
        "json": {"version": 0, "plans": [{"offsets": [{"days": 2, "at": "09:00"}]}]}
    },
    "PUT /console/api/timetable": {"json": {"timetable": TIMES, "version": 1, "outside": 9}},
    **ASKED,
    **ASKED_OF_VISITS,
    **OF_QUESTIONNAIRES,
    **ASKED_OF_FOLLOWUP,
    **OF_OUTREACH,
    **OF_RESULTS,
}
"""Beside the address: what makes it a request that is granted to whoever may. Any {id} in it is varied, too.

`path`: where it is sent, if what stands in the route is no id there.
"""

KINDS = {
    204: "ok",
    400: "bad",
    401: "not signed in",
    403: "forbidden",
    404: "not found",
    409: "conflict",
    422: "refused",
}
FRESH = tuple(
    re.compile(it)
    for it in (
        r'name="invitation" value="[0-9a-f]{32}"',  # the number of what somebody will be invited with
        r"2026-11\.[\w-]{60,}",  # what is sealed
        r'name="c" value="[\w-]{12}"',  # the code of an answer
        r'name="entry" value="[0-9a-f]{32}"',  # the number of what will be said
        r'name="appointment" value="[0-9a-f]{32}"',  # the number of what will be booked
        r'name="call" value="[0-9a-f]{32}"',  # the number of the call that will be asked for
        r'name="(?:reminder|upload)" value="[0-9a-f]{32}"',  # the number of what will be written, or taken in
        r'name="block" value="[0-9a-f]{32}"',  # the number of what will be kept free
        r'name="form" value="[0-9a-f]{32}"',  # the number of the form that asks for a code
        r"/attached/[0-9a-f]{32}",  # the number of a file that may be sent
        r'<time datetime="[^"]+">[^<]+</time>',  # when it was looked at, in the trail
        r'name="(?:key|policy|x-amz-[a-z]+)" value="[^"]+"',  # the signature with which it may be
    )
)
"""What is drawn anew for each page, or tells the time."""


def ids_in(route):
    """The names of the ids that a request at this route carries, in the address first."""
    return list(dict.fromkeys(ID.findall(route + json.dumps(ALSO_SAID.get(route, {})))))


def request_for(route, ids, person):
    """What a browser sends to the door: method, target, headers, body."""
    method, _, path = route.partition(" ")
    said = ALSO_SAID.get(route, {})
    target = ID.sub(lambda it: quote(ids[it[1]], safe=""), said.get("path", path))
    if "query" in said:
        target += f"?{urlencode(_filled(said['query'], ids))}"
    headers, body = {"cookie": person.cookie} if person.cookie else {}, b""
    if "form" in said:
        typed = _filled(said["form"], ids)
        if path == "/console/login":
            typed["password"] = person.password
        headers, body = headers | {"content-type": FORM}, urlencode(typed).encode()
    elif "json" in said:
        headers = headers | {"content-type": "application/json"}
        body = json.dumps(_filled(said["json"], ids)).encode()
    return method, target, headers, body


def kind_of(answer):
    """What the policy calls such an answer; the bare status where it has no name."""
    location, text = answer.header("location"), answer.text
    match answer.status:
        case 303 if location.startswith("/console/login?next="):
            return "login"
        case 303:
            return "file" if ".amazonaws.com/" in location else "led on"
        case 200 | 201 if 'name="birth_year"' in text and ("/proof" in text or "/i/" in text):
            return "proof"
        case 200 | 201:
            return "anew" if 'class="notice"' in text else "ok"
    return KINDS.get(answer.status, str(answer.status))


def without(ids, answer):
    """All of an answer, but for these ids and what is fresh on each page."""
    text = "\n".join([str(answer.status), *(f"{name}: {it}" for name, it in answer.headers), answer.text])
    for it in sorted(ids, key=len, reverse=True):
        if len(it) > 1:  # the number of a publication may stand for anything
            text = text.replace(it, "<id>")
    for pattern in FRESH:
        text = pattern.sub("<fresh>", text)
    return text


def _filled(said, ids):
    match said:
        case str():
            return ID.sub(lambda found: ids[found[1]], said)
        case dict():
            return {_filled(name, ids): _filled(it, ids) for name, it in said.items()}
        case list():
            return [_filled(it, ids) for it in said]
    return said
