"""What comes into the editor is text, whole, and within the limit."""

from __future__ import annotations

import time

import pytest
from textual import events
from textual.app import App, ComposeResult

from nsmtrainer.text import MAX_ANSWER
from nsmtrainer.tui.answer.editor import AnswerEditor


class EditorApp(App[None]):
    """An app of nothing but the editor."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[int] = []

    def compose(self) -> ComposeResult:
        """Show the editor."""
        yield AnswerEditor()

    def on_answer_editor_refused(self, event: AnswerEditor.Refused) -> None:
        """Remember what was refused."""
        self.refused.append(event.characters)

    @property
    def editor(self) -> AnswerEditor:
        """The editor."""
        return self.query_one(AnswerEditor)


@pytest.mark.parametrize("size", [MAX_ANSWER + 1, 5_000_000])
async def test_a_paste_that_is_too_long_is_refused_whole(size: int) -> None:
    """Nothing of it is taken in, the text stays, and it takes no time."""
    app = EditorApp()
    async with app.run_test() as pilot:
        app.editor.take("kept")
        began = time.process_time()
        app.editor.post_message(events.Paste("x" * size))
        await pilot.pause()
        assert time.process_time() - began < 1.0
        assert app.editor.text == "kept"
        assert app.refused == [size]


async def test_a_paste_up_to_the_limit_is_taken() -> None:
    """20,000 characters fit; the next one typed is refused and said so."""
    app = EditorApp()
    async with app.run_test() as pilot:
        app.editor.focus()
        app.editor.post_message(events.Paste("x" * MAX_ANSWER))
        await pilot.pause()
        assert len(app.editor.text) == MAX_ANSWER
        await pilot.press("y")
        assert len(app.editor.text) == MAX_ANSWER
        assert app.refused == [MAX_ANSWER + 1]


async def test_control_characters_of_a_paste_neither_stay_nor_act() -> None:
    """A paste laden with control sequences leaves its words, in order, and fires no key."""
    app = EditorApp()
    async with app.run_test() as pilot:
        app.editor.focus()
        app.editor.post_message(events.Paste("one\x1b[2J two\x04\x11\r\nthree\x9b31m\u202e four"))
        await pilot.pause()
        assert app.editor.text == "one two\nthree four"
        assert app.is_running


async def test_emoji_and_right_to_left_text_stay_as_they_are() -> None:
    """Joined emoji and other scripts pass unchanged."""
    app = EditorApp()
    text = "👩\u200d💻 שלום मेट्रिक é"
    async with app.run_test() as pilot:
        app.editor.focus()
        app.editor.post_message(events.Paste(text))
        await pilot.pause()
        assert app.editor.text == text
