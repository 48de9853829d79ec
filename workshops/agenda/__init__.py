"""The sessions of a workshop: when, where, by whom, and as which calendar entry."""
