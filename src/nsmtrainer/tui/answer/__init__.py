"""Writing an answer: question, editor, words, clock."""
