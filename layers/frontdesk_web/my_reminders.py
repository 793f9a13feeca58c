"""Which reminders somebody wants at the contact point that they proved: beside their times, behind the same proof."""

from collections.abc import Callable, Mapping

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey
from frontdesk.messaging.model import Kind
from frontdesk.messaging.rules.consent import CHOSEN, choice
from frontdesk.patients.model import ContactKind, ContactPoint
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.preferences_of import preferences_of
from frontdesk.patients.usecases.set_preference import set_preference
from frontdesk_web import my_times
from frontdesk_web.http import App
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.booking_reminders import REMINDERS, reminders_page
from frontdesk_web.render import Page, SeeOther

KINDS: Mapping[ContactKind, tuple[Kind, ...]] = {
    ContactKind.SMS: (Kind.SMS, Kind.VOICE),
    ContactKind.EMAIL: (Kind.EMAIL,),
}


def open_doors(app: App, counter: Callable[[str], Counter], patients: Callable[[], PatientsPorts]) -> None:
    """Add the routes to booking's app, whose file has no room for more."""
    path = f"/booking/{{organisation_id}}/{REMINDERS}"

    @app.route(path)
    def show_reminders(organisation_id: str) -> Page | SeeOther:
        return show(counter(organisation_id), app, patients())

    @app.route(path, methods=["POST"])
    def choose_reminders(organisation_id: str) -> SeeOther:
        return choose(counter(organisation_id), app, patients())


def show(counter: Counter, app: App, ports: PatientsPorts) -> Page | SeeOther:
    """What is wanted there now; to the question for a code where nothing was proved, or an hour has passed."""
    told = app.query()
    contact = _proved(counter, told, ports)
    if contact is None:
        return _to_the_code(counter)
    wanted = preferences_of(organisation_id=counter.organisation_id, contact=contact, ports=ports)
    kinds, token = KINDS[contact.kind], told.get("s", "")
    return reminders_page(counter, kinds, wanted, token=token, is_saved="saved" in told)


def choose(counter: Counter, app: App, ports: PatientsPorts) -> SeeOther:
    """What is ticked is wanted from now on, and nothing else of it. Sent again, it is as it is."""
    told, here = app.form(), counter.organisation_id
    contact = _proved(counter, told, ports)
    if contact is None:
        return _to_the_code(counter)
    all_of_it = {choice(kind, purpose) for kind in KINDS[contact.kind] for purpose in CHOSEN}
    wanted = all_of_it & told.keys()
    set_preference(organisation_id=here, contact=contact, wanted=False, of=all_of_it - wanted, ports=ports)
    if wanted:
        set_preference(organisation_id=here, contact=contact, wanted=True, of=wanted, ports=ports)
    proof, lang = told.get("s", ""), counter.language.value
    return SeeOther(url=addresses.booking(here, REMINDERS, s=proof, saved=1, lang=lang))


def _proved(counter: Counter, told: Mapping[str, str], ports: PatientsPorts) -> ContactPoint | None:
    """The contact point behind the proof, as long as both are good."""
    opened = my_times.proof_of(counter, told.get("s", ""))
    if opened is None or opened.expired:
        return None
    try:
        return find_contact(
            organisation_id=counter.organisation_id,
            contact_key=ContactKey(opened.said["contact"]),
            ports=ports,
        )
    except NotFound:
        return None


def _to_the_code(counter: Counter) -> SeeOther:
    return SeeOther(url=addresses.booking(counter.organisation_id, "mine", lang=counter.language.value))
