"""What outreach decides. Pure."""
