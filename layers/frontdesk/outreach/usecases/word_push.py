"""A message of a package or a push is about to be sent: whether it still stands, and what it says."""

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import SubjectId
from frontdesk.kernel.language import Language, in_language
from frontdesk.messaging.model import Go, Gone, Message, Standing
from frontdesk.outreach.model import Content, Enrolment, PushState
from frontdesk.outreach.ports import WordingPorts
from frontdesk.outreach.rules.fitting import offer_of, why_over
from frontdesk.outreach.rules.keys import parts_of_member
from frontdesk.outreach.rules.texts import said
from frontdesk.patients.model import Subject


def word_push(message: Message, *, ports: WordingPorts) -> Standing:
    """Go with the clinic's text, filled in.

    Gone when it was stopped or withdrawn, the patient died, came back, was not discharged after all, agrees no more, or
    is not on record: the encounters and the consent are asked as they stand, so that a lost fact sends nothing.
    """
    here, whose = message.organisation_id, SubjectId(message.recipient.id)
    for one in message.members:
        package_id, occasion_key, item = parts_of_member(one)
        try:
            enrolment = ports.enrolments.get(here, whose, package_id, occasion_key)
            content = _content(enrolment, ports)
        except NotFound:
            continue
        subject = ports.subjects(here, [whose]).get(whose)
        if subject and content and _stands(enrolment, content, ports):
            catalogue = ports.catalogue(here)
            return Go({"text": _text(content, item, message.language, enrolment, subject, catalogue, ports)})
    return Gone()


def _content(it: Enrolment, ports: WordingPorts) -> Content | None:
    """What its version says; None where it was stopped."""
    if not it.number:
        push = ports.pushes.get(it.organisation_id, it.package_id)
        return None if push.state is PushState.STOPPED else push.content
    if ports.packages.get(it.organisation_id, it.package_id).is_stopped:
        return None
    return ports.packages.content(it.organisation_id, it.package_id, it.number)


def _stands(it: Enrolment, content: Content, ports: WordingPorts) -> bool:
    if it.why or why_over(it, ports.encounters(it.organisation_id, it.subject_id)):
        return False
    offer = offer_of(content.topic)
    return offer is None or it.subject_id in ports.agreed(it.organisation_id, [it.subject_id], offer)


def _text(  # noqa: PLR0913, PLR0917  # all that a text can say
    content: Content,
    item: int,
    language: Language,
    it: Enrolment,
    subject: Subject,
    catalogue: Catalogue,
    ports: WordingPorts,
) -> str:
    """In their language, else in the first of the clinic's in which it is written."""
    clinic = catalogue.organisation
    words = in_language(content.items[item].texts, language, fallbacks=[*clinic.languages, *Language])
    name = catalogue.department(it.department_id).name if it.department_id else None
    where = in_language(name, words.language, fallbacks=clinic.languages).text if name else ""
    values = {
        "name": subject.name,
        "clinic": clinic.name,
        "day": ports.day_words(it.anchored_on, words.language),
        "department": where,
    }
    return said(words.text, values)
