"""The lifted answer keeps every word of the candidate and says which words are not theirs."""

from __future__ import annotations

import pytest

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.feedback.lift import lift
from nsmtrainer.practice.score import score_answer

ANSWERS = (
    "I'd track DAU, retention, and revenue.",
    "My north star is nights stayed. I would watch refund rate! And that is it",
    "nights booked",
    "Hello {there} {metric} 100%.",
)


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in library, loaded once."""
    return load_library()


@pytest.mark.parametrize("text", ANSWERS)
def test_the_candidates_words_stay_in_order(library: Library, text: str) -> None:
    """Without the suggestions the answer is what it was."""
    scored = score_answer(library, "airbnb", text)
    pieces = lift(text, scored.sheet, scored.prompt)
    assert "".join(p.text for p in pieces if not p.suggested) == text


@pytest.mark.parametrize("text", ANSWERS)
def test_each_lacking_criterion_gets_one_suggestion(library: Library, text: str) -> None:
    """Every criterion below the top level is lifted once, and only those."""
    scored = score_answer(library, "airbnb", text)
    lacking = {name for name, mark in scored.sheet.marks.items() if mark.level < 3}
    suggested = [p.suggested_for for p in lift(text, scored.sheet, scored.prompt) if p.suggested]
    assert sorted(suggested) == sorted(lacking)


def test_every_prompt_can_be_lifted(library: Library) -> None:
    """No template lacks a name, whatever the prompt asks."""
    for prompt in library.prompts.values():
        scored = score_answer(library, prompt.id, "I would count something.")
        assert all(p.text for p in lift(scored.text, scored.sheet, prompt))
