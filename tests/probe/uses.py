"""What people and the house do at a clinic, one after the other, each metered: the use cases of benchmarks/budget.json.

Containers are warm, as nearly all are; what a cold one reads more is a use of its own.
"""

from frontdesk.patients.gateways.keyring import keys

from . import booking_acts, reminder_acts, scripts, survey_acts
from .meter import measured
from .scripts import colleague, patient
from .street import Street
from .world import ROUNDS


def opens_the_window(street):
    street.get(f"/window/{scripts.CLINIC}?lang=de").raise_for_status()


def reaches_the_form(street):
    street.world.memo["addresses"] = patient(street).addresses()


def answers_a_question(street):
    street.get(street.world.memo["addresses"][-2]).raise_for_status()


def reaches_a_message(street):
    it = patient(street)
    known, *rest = it.steps()[2:]
    it.steps = lambda: [*patient(street).steps()[:2], (known[0], "no"), *rest]
    street.world.memo["addresses"] = it.addresses()


def sees_a_message(street):
    street.get(street.world.memo["addresses"][-1]).raise_for_status()


def sees_the_inbox(street):
    colleague(street).sees("inbox").raise_for_status()


def opens_it(street):
    street.world.memo["desk"] = colleague(street).opens(patient(street).request_id)


def a_round_passes(street):
    for app, function, event in ROUNDS:
        street.world.invoke(app, function, event)


def time_passes(street):
    """Sessions and rounds of the story before are over."""
    street.world.memo.clear()


STORY = (
    (None, opens_the_window),
    ("open the window", opens_the_window),
    (None, reaches_the_form),
    ("answer a question", answers_a_question),
    (None, reaches_a_message),
    ("see a message, counted as a visit", sees_a_message),
    (None, scripts.opens_the_form),
    ("submit a prescription request", scripts.sends_the_form),
    ("prove the date of birth", scripts.proves),
    ("look at one's request", scripts.looks),
    (None, scripts.signs_in),
    ("open the inbox", sees_the_inbox),
    ("open a request", opens_it),
    ("ask the patient back", scripts.asks_back),
    (None, scripts.looks),
    ("reply to a question", scripts.replies),
    (None, scripts.looks),
    ("send a file to the clinic", scripts.sends_a_file),
    (None, opens_it),
    ("answer a request", scripts.answers),
    ("a round that finds nothing", a_round_passes),
    (None, time_passes),
    *((None, it) for it in (scripts.opens_the_form, scripts.sends_the_form, scripts.proves, scripts.looks)),
    ("withdraw a request", scripts.withdraws),
    (None, time_passes),
    (None, booking_acts.looks_for_a_time),
    ("look for a time", booking_acts.looks_for_a_time),
    ("hold a time", booking_acts.holds_a_time),
    ("read over what a time is booked for", booking_acts.fills_in_the_form),
    ("book a time", booking_acts.books_it),
    ("open one's appointment", booking_acts.proves_to_be_the_patient),
    ("move an appointment", booking_acts.moves_it),
    ("cancel an appointment", booking_acts.cancels_it),
    (None, time_passes),
    *((None, it) for it in (*booking_acts.BOOKED, scripts.signs_in)),
    ("look at a day, a week and all free times", booking_acts.looks_at_the_calendar),
    ("open an appointment at the desk", booking_acts.opens_the_appointment),
    ("book for somebody on the telephone", booking_acts.books_for_somebody),
    ("move an appointment at the desk", booking_acts.moves_it_for_the_patient),
    (None, reminder_acts.nobody_is_reminded_yet),
    ("plan a reminder", reminder_acts.a_reminder_is_planned),
    ("send a reminder", reminder_acts.a_reminder_is_sent),
    (None, time_passes),
    (None, survey_acts.surveys_are_given_out),
    *((None, it) for it in (survey_acts.opens_the_one_of_the_visit, survey_acts.answers_it)),
    *((None, it) for it in (survey_acts.opens_the_one_at_the_place, survey_acts.answers_it)),
    ("open a survey of a visit", survey_acts.opens_the_one_of_the_visit),
    ("answer a survey of a visit", survey_acts.answers_it),
    ("open a survey at a place", survey_acts.opens_the_one_at_the_place),
    ("answer a survey at a place", survey_acts.answers_it),
    (None, time_passes),
    *((None, it) for it in (scripts.opens_the_form, scripts.sends_the_form)),
    ("let both deadlines pass", scripts.the_last_deadline_passes),
    (None, time_passes),
    ("sign in to the console", scripts.signs_in),
    ("begin a draft", scripts.begins_a_draft),
    ("change a draft", scripts.changes_the_draft),
    ("publish a release", scripts.publishes_the_draft),
)


def metered(world):
    """Name -> counts, in the order of the story."""
    street, told = Street(world), {}
    keys()  # of the contact points, which a container reads once
    for name, deed in STORY:
        counts = measured(world, lambda deed=deed: deed(street))
        if name is not None:
            told[name] = counts
    return told
