"""The line of keys: always those that can be pressed, and left alone while they stay the same."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.pilot import Pilot
from textual.widgets import Button, Footer

import nsmtrainer.tui
from nsmtrainer.tui.common.key_footer import KeyFooter, KeyLabel


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
    return [(str(key.render()).strip(), key.has_class("-disabled")) for key in app.query(KeyLabel)]


async def until(pilot: Pilot[None], met: Callable[[], bool]) -> None:
    """Wait until something holds, but not for ever: keys come a moment after everything else."""
    for _ in range(100):
        if met():
            return
        await pilot.pause(0.02)


def foot(app: App[None]) -> list[Segment]:
    """Return what stands in the last line of the screen."""
    return list(app.screen._compositor.render_strips()[-1])


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
            await until(pilot, lambda shown=shown: keys(app) == shown)  # type: ignore[misc]
            assert keys(app) == shown


async def test_keys_that_stay_are_not_made_anew() -> None:
    """To move the focus, or to ask again what can be done, makes no work where the answer is the same."""
    app = Doors()
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(keys(app)))
        before = list(app.query(KeyLabel))
        assert before
        await pilot.press("tab")
        app.screen.refresh_bindings()
        await pilot.pause()
        assert app.focused is app.query_one("#right", Button)
        assert list(app.query(KeyLabel)) == before


class Many(App[None]):
    """More keys than a narrow window has room for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"turn('{key}')", f"Turn {key}") for key in "abcdefgh"),
        Binding("escape", "leave", "Back"),
        Binding("z", "app.help", "Help"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the keys alone."""
        yield KeyFooter()


def words(app: App[None]) -> list[str]:
    """Return the words of the keys that are shown."""
    return [str(key.render()).split(maxsplit=1)[1].strip() for key in app.query(KeyLabel)]


async def test_the_way_back_and_the_help_are_there_in_any_width() -> None:
    """A narrow window leaves out the last keys before these two; a wide one shows them all again."""
    app = Many()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        for width, turns in ((120, 8), (52, 3), (47, 3), (46, 2), (30, 1), (12, 0), (120, 8)):
            await pilot.resize_terminal(width, 24)
            wanted = [*(f"Turn {key}" for key in "abcdefgh"[:turns]), "Back", "Help"]
            await until(pilot, lambda wanted=wanted: words(app) == wanted)  # type: ignore[misc]
            assert words(app) == wanted, width
            if width > 12:
                assert all(key.region.right <= width + 1 for key in app.query(KeyLabel))


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
            await until(pilot, lambda app=app: any("Knock" in part.text for part in foot(app)))  # type: ignore[misc]
            styles = [part.style and (part.style.color, part.style.bgcolor) for part in foot(app)]
            looks.append(([part.text for part in foot(app)], styles))
    assert looks[0] == looks[1]


def imported(path: Path) -> Iterator[str]:
    """Yield the full names of what a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_no_private_part_of_textual_is_imported() -> None:
    """Such a part may be gone in any release, and no screen could be opened then."""
    files = list(Path(nsmtrainer.tui.__file__).parent.rglob("*.py"))
    names = {name for file in files for name in imported(file) if name.split(".")[0] == "textual"}
    assert "textual.app.App" in names
    assert not [name for name in names if any(part.startswith("_") for part in name.split("."))]
