"""The DynamoDB table of reminders. The only package here that imports PynamoDB.

pk                       sk             what
<organisation>#SETTINGS  appointments   how long before appointments patients are reminded, and how

retention  as long as there is the clinic
export     nothing of a patient is in it
erasure    nothing of a patient is in it
"""

from frontdesk.reminders.storage.plans import DynamoPlans, PlansRecord

__all__ = ["DynamoPlans", "PlansRecord"]
