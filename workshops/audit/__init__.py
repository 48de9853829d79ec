"""The append-only record: each event of the house is one line, chained to the line before it."""
