"""What can be done in the hospital's area: one file each."""
