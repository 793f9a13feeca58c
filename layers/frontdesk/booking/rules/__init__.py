"""What the clinic's timetable offers, what an appointment takes, and who may do what with it. Pure."""
