"""nsmtrainer: practise north star metric interviews in the terminal.

Importing the package loads nothing heavy: spaCy, Textual and the model are imported where they are used.
"""

__version__ = "0.1.0"
