"""Evidence is marked in the answer itself, without relying on colour."""

from __future__ import annotations

from dataclasses import replace

from nsmtrainer.marking.models import Evidence
from nsmtrainer.spans import Span
from nsmtrainer.tui.reveal.evidence import FOCUSED, UNDERLINED, marked_answer
from tests.tui.room import ANSWER, tiny_library, tiny_score

SCORED = tiny_score(tiny_library(), "bakery", ANSWER, None)


def test_all_evidence_has_brackets_and_numbers_of_criteria() -> None:
    """Without a chosen criterion every stretch is bracketed, with the numbers that it counts for."""
    shown = marked_answer(SCORED.sheet, ANSWER).plain
    assert "[Bread changes hands]²" in shown
    assert "[Not page views]⁴" in shown
    assert "[count loaves delivered]¹·⁵" in shown


def test_stretches_that_begin_together_have_a_bracket_each() -> None:
    """Every bracket that closes was opened, the inner one first."""
    shown = marked_answer(SCORED.sheet, ANSWER).plain
    assert shown.count("[") == shown.count("]")
    text = "I count loaves delivered."
    sheet = tiny_score(tiny_library(), "bakery", text, None).sheet
    long = replace(sheet.marks["guardrail"], evidence=(Evidence(Span(2, 25), "worry_or_measure"),))
    nested = replace(sheet, marks={**sheet.marks, "guardrail": long})
    assert marked_answer(nested, text).plain == "I [[count loaves delivered]¹·⁵.]³"


def test_a_chosen_criterion_lights_up_its_own_words() -> None:
    """Its evidence is bracketed and coloured; that of others is underlined only."""
    content = marked_answer(SCORED.sheet, ANSWER, "game_type")
    assert content.plain.startswith("[Bread changes hands]², so")
    assert "]¹" not in content.plain
    styles = {content.plain[span.start : span.end]: span.style for span in content.spans}
    assert styles["Bread changes hands"] == FOCUSED
    assert styles["count loaves delivered"] == UNDERLINED


def test_the_answer_itself_is_unchanged() -> None:
    """Taking the marks away leaves what was written, markup-like words included."""
    text = "I count loaves delivered [@click=app.quit]now[/] [/b] \\["
    scored = tiny_score(tiny_library(), "bakery", text, None)
    plain = marked_answer(scored.sheet, text).plain
    for sign in ("[count", "delivered]¹·⁵"):
        assert sign in plain
    assert plain.replace("[count", "count").replace("delivered]¹·⁵", "delivered") == text
