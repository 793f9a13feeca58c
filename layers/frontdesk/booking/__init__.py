"""Booking: the clinic's own times. Who may take which, that each is taken once, and what became of it.

Publishes  AppointmentBooked, AppointmentRescheduled, AppointmentCancelled, AppointmentConfirmed,
           AppointmentNoShow, SlotFreed, InvitationMade, InvitationWithdrawn
Listens to its own facts: the patient is told, and those who wait for a freed time
"""
