"""Programmes and workshops: what is offered, where, when, for whom; from draft to archive."""
