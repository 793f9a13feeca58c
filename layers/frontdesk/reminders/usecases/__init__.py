"""What reminders do: one file each."""
