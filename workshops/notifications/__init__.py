"""Mail to people: which kinds there are, the outbox, and what became of each message."""
