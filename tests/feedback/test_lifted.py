"""Suggestions stand where they belong, and an answer that takes them gets better marks."""

from __future__ import annotations

import pytest

from nsmtrainer.content.library import load_library
from nsmtrainer.feedback.lifted import lift
from nsmtrainer.practice.score import Scored, score_answer

LIBRARY = load_library()
PROMPTS = ("airbnb", "spotify", "slack", "duolingo", "netflix")


def with_pieces(scored: Scored) -> str:
    """Return the answer with the suggestions taken over, without what is only advice."""
    text = scored.text
    for piece in reversed(lift(scored.sheet, scored.prompt, scored.text)):
        if not piece.is_advice:
            text = f"{text[: piece.at]} {piece.text} {text[piece.at :]}"
    return text


@pytest.mark.parametrize("prompt", PROMPTS)
def test_an_answer_that_takes_the_suggestions_scores_higher(prompt: str) -> None:
    """For weak and middling exemplars the lifted text earns more, which is what the candidate is told."""
    for exemplar in LIBRARY.prompt(prompt).exemplars:
        if exemplar.label == "strong":
            continue
        before = score_answer(LIBRARY, prompt, exemplar.text)
        after = score_answer(LIBRARY, prompt, with_pieces(before))
        assert after.sheet.score > before.sheet.score


def test_pieces_are_in_order_inside_the_text_and_one_per_lacking_criterion() -> None:
    """Every criterion below the top has one piece; a complete answer has none."""
    scored = score_answer(LIBRARY, "airbnb", "I would count nights booked. It is a good number.")
    pieces = lift(scored.sheet, scored.prompt, scored.text)
    assert [p.at for p in pieces] == sorted(p.at for p in pieces)
    assert all(0 <= p.at <= len(scored.text) and p.text for p in pieces)
    lacking = {name for name, mark in scored.sheet.marks.items() if mark.level < 3}
    assert {p.criterion for p in pieces} == lacking


def test_a_reason_stands_behind_the_sentence_of_the_metric() -> None:
    """What is missing of the metric goes where the metric is, not to the end."""
    text = "I would count nights booked. Then lunch."
    scored = score_answer(LIBRARY, "airbnb", text)
    reason = next(p for p in lift(scored.sheet, scored.prompt, text) if p.criterion == "single_metric")
    assert text[: reason.at] == "I would count nights booked."


def test_nothing_to_lift_in_a_text_without_words() -> None:
    """An empty answer gets pieces at its only place."""
    scored = score_answer(LIBRARY, "airbnb", "")
    assert {p.at for p in lift(scored.sheet, scored.prompt, "")} == {0}


@pytest.mark.parametrize(
    "text",
    [
        "I'd track DAU, retention, and revenue.",
        "My north star is nights stayed. I would watch refund rate! And that is it",
        "nights booked",
        "Hello {there} {metric} 100%.",
    ],
)
def test_the_candidates_words_stay_and_each_lacking_criterion_is_lifted_once(text: str) -> None:
    """Taken out again, the pieces leave the answer as it was; there is one per criterion below the top."""
    scored = score_answer(LIBRARY, "airbnb", text)
    pieces = lift(scored.sheet, scored.prompt, scored.text)
    own, start = "", 0
    for piece in pieces:
        own, start = own + scored.text[start : piece.at], piece.at
    assert own + scored.text[start:] == text
    lacking = {name for name, mark in scored.sheet.marks.items() if mark.level < 3}
    assert sorted(piece.criterion for piece in pieces) == sorted(lacking)


def test_every_prompt_can_be_lifted() -> None:
    """No suggestion is empty, whatever the prompt asks."""
    for prompt in LIBRARY.prompts.values():
        scored = score_answer(LIBRARY, prompt.id, "I would count something.")
        assert all(piece.text for piece in lift(scored.sheet, prompt, scored.text))
