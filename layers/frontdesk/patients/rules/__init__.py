"""Who somebody is by what they wrote, how they are reached, and what a one-time code is. Pure."""
