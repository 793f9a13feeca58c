"""The follow-up table. The only package here that imports PynamoDB.

pk                                  sk             what
<organisation>#BOOK                 book           the policy and the schemes, all in one
<organisation>#REPLIES#<staff>      replies        reply templates of a person; without one, those of the clinic
<organisation>#PLAN#<plan>          plan           one plan; its id is derived from the encounter
<organisation>#TASK#<task>          task           one task; its id: of plan and step, or of what it replaces
<organisation>#TASK#<task>          wake           where its execution waits
<organisation>#ACTION#<action>      action, wake   one corrective action, and where its execution waits
<organisation>#SAMPLE#<location>#<day>  <source>#<level>  what was drawn that night, once: frame, seed, picks

index listed (sparse), for lists: list_key / listed_on; keys alone
  plans  <organisation>#PLANS#<location>#proposed / <anchored on>#<plan>
         <organisation>#PLANS#<location>#active   / the day on which the next step comes into the horizon, or it is over
  tasks  <organisation>#TASKS#department#<department> or #centre: to do there / due on, emphasis, population, id
         <organisation>#TASKS#locked#<location>, #level2, #level3: waits for the draw, a reviewer / since when, ...;
         of the levels also by whom it was done and where: nobody is shown what they did themselves
  actions  <organisation>#ACTIONS#open / due at, or since when it waits for a judge; #closed / when it was closed
index owned (sparse): owner_key <organisation>#<staff> / listed_on; keys alone: what somebody has to do
index running (sparse): running_key <organisation>#TASKS or #ACTIONS / running_at: on what the house must act, and when
index by_subject: subject_key <organisation>#<subject> / filed_at; keys alone: what a patient has, plans and tasks

A plan that has nothing to do for weeks is read by nobody: the night asks `listed` for what comes into the horizon.

retention  plans, tasks and corrective actions: 10 years, as the record of care (BGB s. 630f), by `ttl`;
           samples: 3 years, ids alone; book and reply templates: as long as there is the clinic, nothing of a
           patient is in them
export     the patient's plans with their reasons, and their tasks with what was said
erasure    what the index by_subject lists; samples keep ids that then mean nothing
"""

from frontdesk.followup.storage.actions import ActionRecord, DynamoActions
from frontdesk.followup.storage.book import BookRecord, DynamoBooks
from frontdesk.followup.storage.plans import DynamoPlans, PlanRecord
from frontdesk.followup.storage.replies import DynamoShelves, ShelfRecord
from frontdesk.followup.storage.samples import BatchRecord, DynamoBatches
from frontdesk.followup.storage.tasks import DynamoTasks, TaskRecord

__all__ = [
    "ActionRecord",
    "BatchRecord",
    "BookRecord",
    "DynamoActions",
    "DynamoBatches",
    "DynamoBooks",
    "DynamoPlans",
    "DynamoShelves",
    "DynamoTasks",
    "PlanRecord",
    "ShelfRecord",
    "TaskRecord",
]
