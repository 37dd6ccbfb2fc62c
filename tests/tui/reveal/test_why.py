"""Why a mark is as it is: words, chances and what the next level wants, without going round in circles."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from nsmtrainer.practice.score import Scored
from nsmtrainer.reading.models import ReaderVersion
from nsmtrainer.tui.reveal.why import why
from tests.tui.room import ANSWER, tiny_library, tiny_score


def scored(text: str = ANSWER) -> Scored:
    """Return a marked answer, read by rules."""
    return tiny_score(tiny_library(), "bakery", text, None)


def learned(one: Scored, criterion: str, **changed: object) -> Scored:
    """Return the same with one criterion read by a learned model, and changes to its findings."""
    mark = one.sheet.marks[criterion]
    circular = "The model finds enough for level 1 or more (chance 100%)."
    findings = tuple(
        replace(f, source="model:2.0", reason=circular, **changed)  # type: ignore[arg-type]
        for f in mark.findings
    )
    marks = MappingProxyType({**one.sheet.marks, criterion: replace(mark, findings=findings)})
    return replace(one, sheet=replace(one.sheet, marks=marks, reader=ReaderVersion("3", "2.0")))


def test_each_level_reached_is_told_with_its_words_and_chance() -> None:
    """What it needs, how likely it is, the words that carried it; each stretch of words is quoted once."""
    told = why(scored(), "single_metric").plain
    assert told.startswith("Single metric  3 strong")
    assert "✓ Level 1, chance 95%: a metric put forward as the north star" in told
    assert '"count loaves delivered"' in told
    assert "✓ Level 3, chance 95%: a reason from this product" in told
    assert told.count('"loaves delivered"') == 1
    assert "It wants" not in told


def test_the_next_level_is_told_with_what_it_wants_and_none_beyond() -> None:
    """The guardrail is at 0: level 1 is likely enough to be told of, level 3 is not."""
    told = why(scored(), "guardrail").plain
    assert "· Level 1, chance 45%: a worry, or a second measure" in told
    assert "It wants: Ask how a team could push your number" in told
    assert "Level 2" not in told


def test_what_the_learned_model_saw_is_told_without_going_round_in_circles() -> None:
    """Its own sentence says only that a level is a level; words, chances and its nature say more."""
    one = learned(scored(), "vanity_distinction")
    told = why(one, "vanity_distinction").plain
    assert "finds enough" not in told
    assert '"Not page views"' in told
    assert "The learned model: trained on marked answers" in told
    assert "It wants: You set" in told or "It wants: Add how that number" in told
    for jargon in ("model:2.0", "rule:", "_"):
        assert jargon not in told
    even = learned(scored(), "vanity_distinction", spans=(), confidence=0.5)
    told = why(even, "vanity_distinction").plain
    assert "chance about even" in told
    assert "No single words carry it" in told


def test_what_holds_a_level_down_is_told_with_its_words() -> None:
    """A blocker that is there says at which level it holds the mark; the others are named as not found."""
    one = scored()
    mark = one.sheet.marks["guardrail"]
    held = tuple(
        replace(f, present=True, reason="It is the north star under another name.")
        if f.name == "mirror_of_star"
        else f
        for f in mark.findings
    )
    marks = MappingProxyType({**one.sheet.marks, "guardrail": replace(mark, findings=held)})
    told = why(replace(one, sheet=replace(one.sheet, marks=marks)), "guardrail").plain
    assert "✗ Held at 0: a guardrail that only repeats the north star" in told
    assert "It is the north star under another name." in told
    assert (
        "Would hold the level down, and was not found: a dated or sized target"
        in why(one, "frame_confusion").plain
    )


def test_an_answer_that_is_no_attempt_says_that_alone() -> None:
    """There is one reason for all marks then, and it is told once."""
    told = why(scored("")).plain
    assert told.startswith("Nothing was marked as an attempt: Nothing is written yet.")
    assert "Level 1" not in told
