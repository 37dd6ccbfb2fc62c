"""The use cases that the faces call: find, score, mark, check, practise."""
