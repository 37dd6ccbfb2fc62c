"""Rubric sets with their descriptors in full."""
