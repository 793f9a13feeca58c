"""The table of responses. The only package here that imports PynamoDB.

pk                                                  sk                  what
<organisation>#SURVEY#<survey>#NEW                  <random>            a response that waits to be counted
<organisation>#SURVEY#<survey>#DONE#<month>         <random>            a response, counted in that month
<organisation>#SURVEY#<survey>#SPENT                <marker>            a token or a form that was used
<organisation>#SURVEY#<survey>#TALLY                <month>#<spot>      the responses of a spot in a month, counted
<organisation>#SURVEY#<survey>#PERIODS              <last month>        months that are shown together
<organisation>#SURVEY#<survey>#SHOWN#<place>        <last month>        what is shown of a place in a period

The table has no stream. A response is moved and counted in one transaction, 40 at most: two units each, two more for
each tally. A year of results at one place is one query, of 12 items at most.

retention  response: with its survey, anonymous; identified: 10 years, as the record of care (BGB s. 630f); tally,
           period, result: as long as there is the clinic, nothing of a person is in them
export     anonymous: nothing leads to a person; identified: the response as it is
erasure    anonymous: nothing leads to a person; identified: the response, its place in the tally stays
"""

from frontdesk.surveys.storage.responses import DynamoResponses, ResponseRecord, SpentRecord
from frontdesk.surveys.storage.tallies import (
    DynamoResults,
    DynamoTallies,
    PeriodRecord,
    ResultRecord,
    TallyRecord,
)

__all__ = [
    "DynamoResponses",
    "DynamoResults",
    "DynamoTallies",
    "PeriodRecord",
    "ResponseRecord",
    "ResultRecord",
    "SpentRecord",
    "TallyRecord",
]
