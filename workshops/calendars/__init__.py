"""Workshops as calendar entries: files to download and messages that keep every calendar right."""
