"""Choosing a prompt: search, filters, preview."""
