"""Follow-up in three levels: clinicians call, the centre verifies a sample, leaders spot-check. FHIR CarePlan, Task.

Publishes FollowUpClosed, FollowUpRegenerated, ActionRaised and ActionClosed. Listens to the facts of hospital and to
SurveyAnswered and WorryingAnswerGiven of surveys.
"""
