"""Whom the demo's clinics follow up: what is laid down, plans that run, calls at all levels."""

from collections.abc import Mapping
from dataclasses import dataclass

from frontdesk.booking.model.desk import StaffMember
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.errors import PlanNotOpen
from frontdesk.followup.model import Level, State, Task, Verdict
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Channel, PlanState
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases.accept_plan import accept_plan
from frontdesk.followup.usecases.change_book import change_book, read_book
from frontdesk.followup.usecases.interrupt_task import ABORTED, interrupt_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.propose_plan import propose_plan
from frontdesk.followup.usecases.review_task import review_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.followup.wiring import planning_ports
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.hospital.model import EncounterId
from frontdesk.hospital.rules.keys import encounter_key
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId, StaffId
from local.demo.encounters import stays_of
from local.demo.followup_schemes import SCHEMES
from local.demo.questionnaires import keep_mood

PLANS, TASKS, WARDS = planning_ports(), task_ports(), hospital_ports()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who does what in a clinic; the others are numbers of the demo's encounters, as `encounters.json` has them.

    `running`: whose plan is accepted. Of those, who was spoken to and waits for level 2, who for level 3, and whose
    call broke off.
    """

    accepts: str
    calls: str
    verifies: str
    running: tuple[int, ...]
    level2: int
    level3: int
    broken: int
    summary: str
    says: str


CASTS: Mapping[str, Cast] = {
    "lindenhof": Cast(
        accepts="1003",
        calls="1001",
        verifies="1005",
        running=(0, 1, 6, 7, 9, 10, 11),
        level2=1,
        level3=6,
        broken=11,
        summary="Fühlt sich wohl, Medikamente werden genommen. Kontrolltermin ist bekannt.",
        says="Stimmt mit dem überein, was der Patient sagt.",
    ),
    "xinglin": Cast(
        accepts="2007",
        calls="2001",
        verifies="2005",
        running=(0, 1, 2, 5, 7, 8),
        level2=2,
        level3=5,
        broken=8,
        summary="自觉良好。按时服药。知道复诊时间。",
        says="与患者所述一致。",
    ),
}


def keep_book(catalogue: Catalogue) -> None:
    """Lay it down where nothing is: what somebody has changed since stays."""
    here = catalogue.organisation.id
    keep_mood(here)
    if read_book(organisation_id=here, ports=PLANS).version == 0:
        change_book(organisation_id=here, said={"policy": {}, "schemes": SCHEMES}, version=0, ports=PLANS)


def keep_calls(catalogue: Catalogue) -> None:
    """Let plans be proposed and run, and bring some of their calls further.

    Twice is once: what has moved since stays where it is.
    """
    here = catalogue.organisation.id
    if (cast := CASTS.get(here)) is None:
        return
    for number in range(len(stays_of(here))):
        _plan(here, number, cast, catalogue)
    caller = Member(
        id=StaffId(cast.calls),
        departments=frozenset(it.id for it in catalogue.departments),
        rights=frozenset({Right.CALL}),
    )
    centre = Member(id=StaffId(cast.verifies), departments=frozenset(), rights=frozenset({Right.VERIFY}))
    for number in (cast.level2, cast.level3):
        if task := _ready(here, number):
            _speak(task, caller, cast)
            _look_again(task, centre, cast, spot_check=number == cast.level3)
    if task := _ready(here, cast.broken):
        open_task(organisation_id=here, task_id=task.id, member=caller, ports=TASKS)
        interrupt_task(organisation_id=here, task_id=task.id, why=ABORTED, member=caller, ports=TASKS)


def _plan(here: OrganisationId, number: int, cast: Cast, catalogue: Catalogue) -> None:
    encounter = WARDS.encounters.kept(here, _encounter(here, number)).encounter
    plan = propose_plan(
        organisation_id=here, encounter_id=encounter.id, subject_id=encounter.subject_id, ports=PLANS
    )
    if plan is None or plan.state is not PlanState.PROPOSED or number not in cast.running:
        return
    staff = StaffMember(id=StaffId(cast.accepts), locations=frozenset(it.id for it in catalogue.locations))
    try:
        accept_plan(
            organisation_id=here, plan_id=plan.id, version=plan.version or 0, staff=staff, ports=PLANS
        )
    except (Conflict, PlanNotOpen):
        return  # the clinic's own listener was at the same plan: it is accepted at the next start


def _ready(here: OrganisationId, number: int) -> Task | None:
    """The call that is to be made about the encounter, where nobody has done anything with any of its calls."""
    encounter = WARDS.encounters.kept(here, _encounter(here, number)).encounter
    found = [
        it
        for it in TASKS.tasks.of_subject(here, encounter.subject_id)
        if it.encounter_id == encounter.id and it.state is not State.DRAFT
    ]
    return found[0] if [it.state for it in found] == [State.READY] else None


def _speak(task: Task, caller: Member, cast: Cast) -> None:
    here = task.organisation_id
    open_task(organisation_id=here, task_id=task.id, member=caller, ports=TASKS)
    submit_record(
        organisation_id=here,
        task_id=task.id,
        answers={"effect": 4, "condition": 4, "recovery": 4, "medication": 5, "mental_state": 3},
        summary=cast.summary,
        family_said="",
        channel=Channel.PHONE,
        member=caller,
        ports=TASKS,
    )


def _look_again(task: Task, centre: Member, cast: Cast, *, spot_check: bool) -> None:
    """It is drawn, and where leaders are to see it, verified and drawn again."""
    _draw(task, Level.CENTRE)
    if spot_check:
        review_task(
            organisation_id=task.organisation_id,
            task_id=task.id,
            level=Level.CENTRE,
            verdict=Verdict.CONFIRMED,
            score=90,
            satisfaction=5,
            remark=cast.says,
            member=centre,
            ports=TASKS,
        )
        _draw(task, Level.LEADERS)


def _draw(task: Task, level: Level) -> None:
    now = TASKS.tasks.get(task.organisation_id, task.id)
    PlannedTasks(TASKS).write(after_draw(now, frozenset({level})))


def _encounter(here: OrganisationId, number: int) -> EncounterId:
    return encounter_key(here, f"D-{100 + number}")
