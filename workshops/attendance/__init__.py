"""Who was present in which session, and whether that is enough."""
