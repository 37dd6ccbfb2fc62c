"""The line of keys: always those that can be pressed, and left alone while they stay the same."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Footer

from nsmtrainer.tui.common.key_footer import KeyFooter


class Doors(App[None]):
    """Two buttons to move between, and a key that can be locked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "Open"),
        Binding("k", "knock", "Knock"),
    ]
    locked: bool | None = True
    """What is said of the key: True for pressable, None for greyed, False for not there."""

    def compose(self) -> ComposeResult:
        """Lay out two buttons above the keys."""
        yield Button("Left", id="left")
        yield Button("Right", id="right")
        yield KeyFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the doors can be opened now."""
        return self.locked if action == "open" else True


def keys(app: Doors) -> list[tuple[str, bool]]:
    """Return what the footer shows: the words, and whether they are greyed."""
    return [(str(key.render()).strip(), key.has_class("-disabled")) for key in app.query("FooterKey")]


async def test_the_keys_follow_what_can_be_pressed() -> None:
    """A key that is locked is greyed, one that is gone is left out, and both come back."""
    app = Doors()
    async with app.run_test() as pilot:
        await pilot.pause()
        knock = ("k Knock", False)
        for locked, shown in (
            (True, [("o Open", False), knock]),
            (None, [("o Open", True), knock]),
            (False, [knock]),
            (True, [("o Open", False), knock]),
        ):
            app.locked = locked
            app.screen.refresh_bindings()
            await pilot.pause()
            assert keys(app) == shown


async def test_keys_that_stay_are_not_made_anew() -> None:
    """To move the focus, or to ask again what can be done, makes no work where the answer is the same."""
    app = Doors()
    async with app.run_test() as pilot:
        await pilot.pause()
        before = list(app.query("FooterKey"))
        assert before
        await pilot.press("tab")
        app.screen.refresh_bindings()
        await pilot.pause()
        assert app.focused is app.query_one("#right", Button)
        assert list(app.query("FooterKey")) == before


async def test_it_looks_like_the_footer_that_it_replaces() -> None:
    """The same words in the same places and styles."""

    class Plain(Doors):
        def compose(self) -> ComposeResult:
            yield Button("Left", id="left")
            yield Button("Right", id="right")
            yield Footer(show_command_palette=False)

    looks = []
    for app in (Doors(), Plain()):
        async with app.run_test() as pilot:
            await pilot.pause()
            foot = app.screen._compositor.render_strips()[-1]
            looks.append(
                [(part.text, part.style and (part.style.color, part.style.bgcolor)) for part in foot]
            )
    assert looks[0] == looks[1]
