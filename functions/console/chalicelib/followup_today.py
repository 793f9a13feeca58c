"""Follow-up for today: what is due on which list, and whom to call next."""

from urllib.parse import urlencode

from chalicelib.followup_people import member_as, people
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import on_its_own_page
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Right
from frontdesk.followup.model.plans import Population
from frontdesk.followup.rules.hours import outside_hours
from frontdesk.followup.usecases.list_tasks import Sieve, list_tasks
from frontdesk.followup.usecases.next_task import next_task
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_menu import FOLLOWUP
from frontdesk_web.presenters.console_task_list import REVIEWS, piles_of, tasks_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

CALLED = frozenset({Pile.OWN, Pile.DEPARTMENT, Pile.CENTRE})

desk = Desk(__name__)
ports = task_ports()
on_its_own_page(desk)


@desk.route(FOLLOWUP)
@signed_in(desk)
def today(who: SignedIn) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    catalogue, asked, member = catalogue_of(who), desk.query(), member_as(who.staff)
    piles, now, zone = piles_of(member, catalogue), ports.clock(), catalogue.locations[0].zone
    named = {f"{pile.value}.{of}": (pile, of) for pile, of in piles}
    pile, of = named.get(asked.get("pile", ""), piles[0])
    day = now.astimezone(zone).date()
    listed = list_tasks(
        organisation_id=who.organisation_id,
        pile=pile,
        of=of,
        sieve=Sieve(
            today=day,
            population=next((it for it in Population if it.value == asked.get("population")), None),
            overdue="overdue" in asked and pile not in REVIEWS,
            emphasis="emphasis" in asked,
        ),
        page=carried_number(asked.get("page", "")) or 1,
        member=member,
        ports=ports,
    )
    owners = {it.owner for it in listed.tasks if it.owner is not None}
    return tasks_page(
        who,
        catalogue,
        listed,
        member=member,
        pile=(pile, of),
        piles=piles,
        asked=asked,
        today=day,
        calls_from=outside_hours(now, ports.policy(who.organisation_id), zone),
        names=name_staff(organisation_id=who.organisation_id, staff_ids=owners, ports=people),
    )


@desk.route(f"{FOLLOWUP}/next", methods=["POST"])
@signed_in(desk)
def following(who: SignedIn) -> SeeOther:
    permit(who, Permission.FOLLOWUP_CALL)
    member, asked = member_as(who.staff), desk.form().get("pile", "")
    theirs = piles_of(member, catalogue_of(who))
    chosen = [it for it in theirs if f"{it[0].value}.{it[1]}" == asked and it[0] in REVIEWS]
    called = CALLED if Right.CALL in member.rights else CALLED - {Pile.DEPARTMENT}
    calls = [it for it in theirs if it[0] in called]
    found = next_task(organisation_id=who.organisation_id, piles=chosen or calls, member=member, ports=ports)
    if found is None:
        return SeeOther(url=f"{FOLLOWUP}?{urlencode({'done': 'none', 'pile': asked})}")
    return SeeOther(url=f"{FOLLOWUP}/tasks/{found}")
