"""Booking in the words of FHIR R4, with the operations of IHE ITI Scheduling: plain dicts, made and read here."""
