"""Measures what the house costs, each figure beside a floor measured in the same run. `make bench` runs it."""
