"""What all screens have in common: the room they work with, and their help."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room

Result = TypeVar("Result")


class Page(Screen[None]):
    """A full screen. `HELP` says in a few sentences what it is for; the keys are added from its bindings."""

    HELP: ClassVar[str] = ""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room


class Dialog(ModalScreen[Result]):
    """A question over a screen, which stays visible behind it."""

    HELP: ClassVar[str] = ""
