"""Reminders: of what is booked, and of what is due again.

Publishes  ServiceCompleted, ServicesUploaded, ReminderRenewed
Listens to AppointmentBooked, AppointmentRescheduled, AppointmentCancelled, AppointmentNoShow (booking),
           ServiceCompleted, ServicesUploaded, ReplyHeard (messaging)
"""
