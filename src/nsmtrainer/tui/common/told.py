"""Errors as people see them: what failed and what to do next, never a traceback."""

from __future__ import annotations

from textual.app import App
from textual.widget import Widget

from nsmtrainer.errors import NsmtrainerError


def tell(over: Widget | App[object], error: NsmtrainerError, title: str) -> None:
    """Show an error as a message over the screen of a widget, or over whatever the program shows."""
    said = f"{error.message}\n{error.hint}" if error.hint else error.message
    over.notify(said, title=title, severity="error", timeout=12, markup=False)
