"""The hospital table. The only package here that imports PynamoDB.

pk                                  sk              what
<organisation>#ENCOUNTER#<id>       encounter       one visit or stay, part by part with when each was said
<organisation>#EMPHASIS             <subject>       somebody who is followed with emphasis
<organisation>#UPLOAD#<id>          part#<number>   a hundred lines of a table that is on its way in

index listed: list_key <organisation>#<location>#<population>#<local day>, without a day for who is in now / listed_at
index patient: patient_key <organisation>#<subject> / began_at

Both indexes carry the whole record: a list is one query, and so is a chart. A telling costs a unit or two and as much
for each index; the same again costs no entry of the index.

retention  encounter: 10 years after it ended, as the record of care (BGB s. 630f), by `ttl`; emphasis: until it is
           ended, and a year after its day, by `ttl`; a part of a table: its lines until it is taken in, and two days
           at most, by `ttl`
export     the patient's encounters by the index `patient`, and their emphasis
erasure    the same records; facts and trail keep the ids
"""

from frontdesk.hospital.storage.encounters import DynamoEncounters, EncounterRecord
from frontdesk.hospital.storage.records import AnyRecord, DynamoEmphases, DynamoUploads

__all__ = ["AnyRecord", "DynamoEmphases", "DynamoEncounters", "DynamoUploads", "EncounterRecord"]
