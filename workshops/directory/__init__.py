"""Countries, groupings, organisations, themes and instruments: the words that other rooms count by."""
