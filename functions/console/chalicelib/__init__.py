"""The console's desks: one blueprint for each area that staff work with."""
