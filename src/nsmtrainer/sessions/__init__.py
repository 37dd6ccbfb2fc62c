"""The store of everything a candidate writes: drafts, attempts, marks, history; alone owns SQL."""
