"""Questionnaires, how they are given out, what was answered, and what it comes to. FHIR Questionnaire(Response).

Publishes SurveyAnswered and WorryingAnswerGiven (of identified surveys alone). Listens to EncounterEnded of hospital.
"""
