"""Kept attempts: search, filter, compare, note, star, export, delete."""
