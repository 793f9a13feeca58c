"""The tables of surveys. The only package here that imports PynamoDB.

pk                                             sk                      what
<organisation>#QUESTIONNAIRES                  <id>                    a questionnaire in the list
<organisation>#QUESTIONNAIRE#<id>              draft                   what is being written
<organisation>#QUESTIONNAIRE#<id>              revision#<sha256>       what was published, as it was
<organisation>#SURVEYS                         <survey>                a survey: what is given out, where, and how
<organisation>#SURVEY#<survey>#NEW             <random>                a response that waits to be counted
<organisation>#SURVEY#<survey>#DONE#<month>    <random>                a response, counted in that month
<organisation>#SURVEY#<survey>#SPENT           <marker>                a token or a form that was used
<organisation>#SURVEY#<survey>#CROWD           <hmac of spot and hour> how many answered then where anybody may
<organisation>#SURVEY#<survey>#INVITED         <subject>               who was invited, after which visit, until when
<organisation>#SURVEY#<survey>#SENT            <month>#<spot>          how many invitations a place sent
<organisation>#SURVEY#<survey>#TALLY           <month>#<spot>          the responses of a spot in a month, counted
<organisation>#SURVEY#<survey>#PERIODS         <last month>            months that are shown together
<organisation>#SURVEY#<survey>#SHOWN#<place>   <last month>            what is shown of a place in a period

The list is one query of small records; a draft costs its list record and its document, written in one transaction.

Responses, and what they come to, are in a table of their own without a stream. A response is moved and counted in one
transaction, 40 at most. A year of results at one place is one query of 12 items at most.

retention  questionnaires, tallies, periods, results: as long as there is the clinic, nothing personal is in them;
           responses: as long as their survey; who was invited: 90 days; hours: two weeks
export     questionnaires: nothing, they are the clinic's own words; responses: of identified surveys as they are, of
           all others nothing leads to a person; invitations: their messages are told with all others
erasure    who was invited is removed; identified responses: their key is made of the survey and the task of follow-up,
           which its patient's list has (`response_key`), and so is their mark; all others: an anonymous response leads
           to nobody, a tally tells of nobody
"""

from frontdesk.surveys.storage.invitations import DynamoInvitations, InvitationRecord, SentRecord
from frontdesk.surveys.storage.questionnaires import (
    DraftRecord,
    DynamoQuestionnaires,
    RevisionRecord,
    ShelvedRecord,
)
from frontdesk.surveys.storage.responses import CrowdRecord, DynamoResponses, ResponseRecord, SpentRecord
from frontdesk.surveys.storage.surveys import DynamoSurveys, SurveyRecord
from frontdesk.surveys.storage.tallies import (
    DynamoResults,
    DynamoTallies,
    PeriodRecord,
    ResultRecord,
    TallyRecord,
)

__all__ = [
    "CrowdRecord",
    "DraftRecord",
    "DynamoInvitations",
    "DynamoQuestionnaires",
    "DynamoResponses",
    "DynamoResults",
    "DynamoSurveys",
    "DynamoTallies",
    "InvitationRecord",
    "PeriodRecord",
    "ResponseRecord",
    "ResultRecord",
    "RevisionRecord",
    "SentRecord",
    "ShelvedRecord",
    "SpentRecord",
    "SurveyRecord",
    "TallyRecord",
]
