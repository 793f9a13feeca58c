"""The patient window: service flows, the conversations they lead, the requests they end in.

Publishes  ReleasePublished
Listens to AppointmentBooked, AppointmentRescheduled, AppointmentCancelled, AppointmentNoShow, SlotFreed
"""
