"""The interviewer asks back: up to two questions on what was thin or absent."""
