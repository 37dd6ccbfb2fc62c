"""An answer and a lexicon in, a Reading out; alone owns spaCy, RapidFuzz and the model."""
