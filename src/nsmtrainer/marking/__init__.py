"""A reading and a rubric in, a mark sheet out; alone owns the meaning of the levels."""
