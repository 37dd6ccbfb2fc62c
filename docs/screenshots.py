"""Draw the screens as SVG files: `python docs/screenshots.py [FOLDER] [--all]`.

Without `--all` only the pictures of the tour are drawn (140 by 45, dark); with it every screen in both
sizes and both themes, for looking at them as a designer would. Nothing of the user's own is read or
written: sessions go to a temporary folder.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from nsmtrainer.tui.app import PracticeApp
from nsmtrainer.tui.themes import DARK, LIGHT

SIZES = {"80x24": (80, 24), "140x45": (140, 45)}
ANSWER = (
    "Airbnb plays the transaction game: somebody sleeps in a place they picked, and somebody else is paid "
    "for a room that stood empty. So I'd count nights booked rather than searches, which rise when people "
    "can't find anything. Revenue follows later."
)
BETTER = ANSWER.replace(
    "Revenue follows later.",
    "I'd pair it with refund rate, so we don't buy volume with bad stays. Ten million nights by winter "
    "would be a key result on it.",
)

Step = Callable[[Pilot[None]], Awaitable[None]]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until loading and marking are done."""
    await pilot.pause()
    while pilot.app.workers:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what each one starts."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def to_library(pilot: Pilot[None]) -> None:
    """Open the prompts and search."""
    await press(pilot, "b", *"airb")


async def to_answer(pilot: Pilot[None]) -> None:
    """Start the answer and write it."""
    await press(pilot, "enter")
    pilot.app.screen.query_one("#editor").take(ANSWER)  # type: ignore[attr-defined]
    await settle(pilot)


async def to_predict(pilot: Pilot[None]) -> None:
    """Finish, and guess."""
    await press(pilot, "ctrl+d")
    await press(pilot, "3", "2", "3", "2")


async def to_reveal(pilot: Pilot[None]) -> None:
    """See the marks."""
    await press(pilot, "enter")


async def to_criterion(pilot: Pilot[None]) -> None:
    """Move to the guardrail."""
    await press(pilot, "down", "down", "down")


async def to_why(pilot: Pilot[None]) -> None:
    """See why."""
    await press(pilot, "w")


async def to_exemplars(pilot: Pilot[None]) -> None:
    """See the exemplars."""
    await press(pilot, "w", "x")


async def to_lifted(pilot: Pilot[None]) -> None:
    """See the answer lifted."""
    await press(pilot, "escape", "l")


async def to_follow_up(pilot: Pilot[None]) -> None:
    """Be asked back."""
    await press(pilot, "l", "f")


async def to_again(pilot: Pilot[None]) -> None:
    """Try again with the former text at hand, and a hint."""
    await press(pilot, "escape", "r")
    await press(pilot, "ctrl+t", "3")


async def to_changes(pilot: Pilot[None]) -> None:
    """See what changed."""
    pilot.app.screen.query_one("#editor").take(BETTER)  # type: ignore[attr-defined]
    await press(pilot, "ctrl+d")
    await press(pilot, "s")
    await press(pilot, "c")


async def to_home(pilot: Pilot[None]) -> None:
    """Go home, with something practised."""
    await press(pilot, "escape", "escape")


async def to_sessions(pilot: Pilot[None]) -> None:
    """See the sessions."""
    await press(pilot, "s")


async def to_compare(pilot: Pilot[None]) -> None:
    """Compare two of them."""
    await press(pilot, "m")
    await press(pilot, "down", "m")


async def to_progress(pilot: Pilot[None]) -> None:
    """See the progress."""
    await press(pilot, "escape")
    await press(pilot, "escape")
    await press(pilot, "g")


async def to_primer(pilot: Pilot[None]) -> None:
    """Read on the terms."""
    await press(pilot, "escape", "p")
    await press(pilot, "down", "down", "down", "down")


async def to_rubrics(pilot: Pilot[None]) -> None:
    """Read a rubric."""
    await press(pilot, "escape", "u")


async def to_help(pilot: Pilot[None]) -> None:
    """Ask for help."""
    await press(pilot, "f1")


SCENES: tuple[tuple[str, Step], ...] = (
    ("start", settle),
    ("prompts", to_library),
    ("answer", to_answer),
    ("predict", to_predict),
    ("marks", to_reveal),
    ("criterion", to_criterion),
    ("why", to_why),
    ("exemplars", to_exemplars),
    ("lifted", to_lifted),
    ("follow-up", to_follow_up),
    ("again", to_again),
    ("changes", to_changes),
    ("home", to_home),
    ("sessions", to_sessions),
    ("compare", to_compare),
    ("progress", to_progress),
    ("primer", to_primer),
    ("rubrics", to_rubrics),
    ("help", to_help),
)


async def draw(folder: Path, size: str, theme: str) -> None:
    """Walk through the loop once and draw each scene."""
    app = PracticeApp()
    async with app.run_test(size=SIZES[size]) as pilot:
        app.theme = theme
        await settle(pilot)
        for name, step in SCENES:
            await step(pilot)
            shade = "dark" if theme == DARK else "light"
            svg = app.export_screenshot(title="nsmtrainer")
            (folder / f"{name}-{size}-{shade}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    """Draw the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent / "screens")
    parser.add_argument("--all", action="store_true", help="every screen, both sizes, both themes")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, NSMTRAINER_HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home)
        for size in ("80x24", "140x45") if chosen.all else ("140x45",):
            for theme in (DARK, LIGHT) if chosen.all else (DARK,):
                os.environ["NSMTRAINER_HOME"] = tempfile.mkdtemp(dir=home)
                asyncio.run(draw(chosen.folder, size, theme))


if __name__ == "__main__":
    main()
