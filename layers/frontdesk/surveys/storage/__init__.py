"""The surveys table. The only package here that imports PynamoDB.

pk                                  sk                      what
<organisation>#QUESTIONNAIRES       <id>                    a questionnaire in the list: title, latest revision
<organisation>#QUESTIONNAIRE#<id>   draft                   what is being written
<organisation>#QUESTIONNAIRE#<id>   revision#<sha256>       what was published, as it was

The list is one query of small records; a draft costs its list record and its document, written in one transaction.

retention  as long as there is the clinic: responses speak of revisions, and nothing personal is in them
export     nothing: questionnaires are the clinic's own words
erasure    nothing
"""

from frontdesk.surveys.storage.questionnaires import (
    DraftRecord,
    DynamoQuestionnaires,
    RevisionRecord,
    ShelvedRecord,
)

__all__ = ["DraftRecord", "DynamoQuestionnaires", "RevisionRecord", "ShelvedRecord"]
