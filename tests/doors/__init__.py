"""Who gets what at which door: every route, every role, one's own ids and those of others, against one policy."""
