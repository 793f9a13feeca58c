"""The patients table. The only package here that imports PynamoDB.

pk                                  sk                      what
<organisation>#SUBJECT#<id>         -                       one subject of care, as they described themselves
<organisation>#CONTACT#<key>        person#<since>#<id>     a subject under a contact point that they gave
<organisation>#CONTACT#<key>        person#<since>#<id>     the same under who logged in, who has such a key, too
<organisation>#CONTACT#<key>        code                    the latest one-time code there: when codes were sent, tries
<organisation>#CONTACT#<key>        preferences             what is wanted there: opt-outs, STOP, bounces
<organisation>#AGREED#<offer>       <subject id>            that somebody agreed to be sent it, or did once
<organisation>#CODES#<kind>         codes#<UTC day>         how many codes went out by text message or e-mail, by hour

The key of a contact is an HMAC under a key of the clinic's: the number or address itself stands in no key. It stands in
the record of the code, which has to reach it.

retention  subject: 10 years after the last request, as the record of care (BGB s. 630f); `ttl` is set when that is
           known; a subject under a contact, and what somebody agreed to, withdrawn or not: as long as the subject
           (GDPR, art. 7: the clinic must be able to show it); code: a day after it was sent, how many there were: two
           days, by `ttl`
export     the whole record of the subject, what they agreed to, and the preferences under their contacts; that they
           are filed under what they gave says nothing more
erasure    the whole record, what they agreed to under each offer, and what is under the contacts it names, for each key
           of the ring, and under its `logins`; codes go by themselves; requests and the trail keep only the id.
           Preferences stay: the key says nothing of the contact, and whoever wants no messages wants none after that
           either (GDPR, art. 21)
"""

from frontdesk.patients.storage.agreements import AgreementRecord, DynamoAgreements
from frontdesk.patients.storage.codes import CodeRecord, DynamoCodes
from frontdesk.patients.storage.contacts import DynamoContacts, FilingRecord
from frontdesk.patients.storage.preferences import DynamoPreferences, PreferencesRecord
from frontdesk.patients.storage.subjects import DynamoSubjects, SubjectRecord

__all__ = [
    "AgreementRecord",
    "CodeRecord",
    "DynamoAgreements",
    "DynamoCodes",
    "DynamoContacts",
    "DynamoPreferences",
    "DynamoSubjects",
    "FilingRecord",
    "PreferencesRecord",
    "SubjectRecord",
]
