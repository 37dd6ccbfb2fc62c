"""What questions over a screen have in common."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A question over a screen, which stays visible behind it."""

    HELP: ClassVar[str] = ""
