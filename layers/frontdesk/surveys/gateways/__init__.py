"""What surveys reach outside their tables."""
