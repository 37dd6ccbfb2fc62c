"""Attempts in, attempts out: the store of drafts, attempts, marks and overrides; alone owns SQL."""
