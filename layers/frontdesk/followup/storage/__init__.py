"""The follow-up table. The only package here that imports PynamoDB.

pk                                  sk             what
<organisation>#BOOK                 book           the policy and the schemes, all in one
<organisation>#PLAN#<plan>          plan           one plan; its id is derived from the encounter
<organisation>#TASK#<task>          task           one task; its id: of plan and step, or of what it replaces
<organisation>#TASK#<task>          tries#<day>    guesses of whoever has its link, that UTC day
<organisation>#TASK#<task>          wake           where its execution waits
<organisation>#ACTION#<action>      action, wake   one corrective action, and where its execution waits
<organisation>#FEEDBACK#<id>        feedback       what a patient said of the house; its id: of what it was said in
<organisation>#SAMPLE#<location>#<day>  <source>#<level>  what was drawn that night, once: frame, seed, picks
<organisation>#UNCOUNTED            <kind>#<id>    a step, plan or action that is to be counted anew
<organisation>#COUNTED#<kind>#<id>  counted        what it counts as yet, and where
<organisation>#FIGURES#<month>      <department> or *  a department's month by population; that of all
<organisation>#FIGURES#<month>#<department>  <person>  the same of a person

index listed (sparse), for lists: list_key / listed_on; keys alone
  plans  <organisation>#PLANS#<location>#proposed / <anchored on>#<plan>
         <organisation>#PLANS#<location>#active   / the day on which the next step comes into the horizon, or it is over
  tasks  <organisation>#TASKS#department#<department> or #centre: to do there / due on, emphasis, population, id
         <organisation>#TASKS#locked#<location>, #level2, #level3: waits for the draw, a reviewer / since when, ...
  actions  <organisation>#ACTIONS#open / due at, or since when it waits for a judge; #closed / when it was closed
  feedback <organisation>#FEEDBACK#open or #done / heard at, kind, state, department, answer due, id
index owned (sparse): owner_key <organisation>#<staff> / listed_on; keys alone: what somebody has to do
index running (sparse): running_key <organisation>#TASKS or #ACTIONS / running_at: on what the house must act, and when;
  #COUNTED / due on: steps that count as open
index by_subject: subject_key <organisation>#<subject> / filed_at; keys alone: what a patient has and said

A plan that has nothing to do for weeks is read by nobody: the night asks `listed` for what comes into the horizon.

retention  plans, tasks, corrective actions, and what was said of the house: 10 years, as the record of care (BGB
           s. 630f), by `ttl`; samples: 3 years, ids alone; what is counted: 10 years, of a person 2 years;
           the book: as long as there is the clinic, nothing personal is in it
export     the patient's plans with their reasons, their tasks with what was said, and what they said of the
           house with its answers; of what came anonymously nothing leads to anybody
erasure    what the index by_subject lists; samples and what is counted keep ids that then mean nothing
"""

from frontdesk.followup.storage.actions import ActionRecord, DynamoActions
from frontdesk.followup.storage.book import BookRecord, DynamoBooks
from frontdesk.followup.storage.feedback import DynamoFeedback, FeedbackRecord
from frontdesk.followup.storage.figures import CountedRecord, DynamoFigures, FigureRecord, MarkRecord
from frontdesk.followup.storage.plans import DynamoPlans, PlanRecord
from frontdesk.followup.storage.samples import BatchRecord, DynamoBatches
from frontdesk.followup.storage.tasks import DynamoTasks, TaskRecord

__all__ = [
    "ActionRecord",
    "BatchRecord",
    "BookRecord",
    "CountedRecord",
    "DynamoActions",
    "DynamoBatches",
    "DynamoBooks",
    "DynamoFeedback",
    "DynamoFigures",
    "DynamoPlans",
    "DynamoTasks",
    "FeedbackRecord",
    "FigureRecord",
    "MarkRecord",
    "PlanRecord",
    "TaskRecord",
]
