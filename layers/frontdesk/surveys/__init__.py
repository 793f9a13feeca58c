"""Questionnaires, how they are given out, what was answered, and what it comes to. FHIR Questionnaire(Response).

Publishes nothing: whatever a response told others would say when it came. Listens to VisitSettled, PatientDischarged.
"""
