"""Workshops: publish, register, invite, attend, certify, verify."""
