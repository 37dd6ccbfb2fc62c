"""The left half of the coach's desk."""

from __future__ import annotations

from textual.containers import Vertical

from nsmtrainer.tui.common.measured import Measured


class Roster(Vertical, Measured):
    """Holds the rows of people, whose names are cut to its width."""
