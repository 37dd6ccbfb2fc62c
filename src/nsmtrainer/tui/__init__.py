"""The terminal screens; alone owns textual."""
