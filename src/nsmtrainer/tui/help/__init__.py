"""Help on the screen that is open: what it is for, and its keys."""
