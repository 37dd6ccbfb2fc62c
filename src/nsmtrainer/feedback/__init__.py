"""A mark sheet in, advice, exemplars and follow-up questions out; alone owns its wording."""
