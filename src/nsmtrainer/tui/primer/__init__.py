"""A primer of a few pages on north star metrics."""
