"""Reminders: of what is booked, and of what is due again.

Publishes  nothing yet
Listens to AppointmentBooked, AppointmentRescheduled, AppointmentCancelled, AppointmentNoShow (booking)
"""
