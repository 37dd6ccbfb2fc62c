"""Guessing one's own levels before the marks are shown."""
