"""The rules of follow-up. Pure: same question, same answer."""
