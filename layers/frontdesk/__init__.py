"""The clinic's rules and records. One package per area; the floors are in docs/house.md."""
