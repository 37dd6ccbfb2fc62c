"""What a mark sheet promises: levels from findings, caps, sureness, score and verdict."""

from __future__ import annotations

import pytest

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.content.models import Bars
from nsmtrainer.marking.mark import mark, verdict_of
from nsmtrainer.reading.models import Attempt
from tests.marking.build import PROMPT, core_rubric, reading_of


def all_at(level: int) -> dict[str, int]:
    """Return the same level for every core criterion."""
    return dict.fromkeys(CORE_CRITERIA, level)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_a_level_is_the_number_of_findings_in_order(level: int) -> None:
    """Each further finding of the row lifts the mark by one."""
    sheet = mark(reading_of(all_at(level)), PROMPT, core_rubric())
    assert {m.level for m in sheet.marks.values()} == {level}


@pytest.mark.parametrize(
    ("criterion", "blocker", "expected"),
    [
        ("single_metric", "equals_list", 0),
        ("single_metric", "wrong_product", 0),
        ("single_metric", "shared_crown", 1),
        ("single_metric", "vanity_crowned", 1),
        ("game_type", "game_ruled_out", 0),
        ("guardrail", "mirror_of_star", 0),
        ("vanity_distinction", "vanity_crowned", 1),
        ("frame_confusion", "target_as_star", 0),
        ("frame_confusion", "terms_equated", 0),
        ("frame_confusion", "target_blurred", 1),
    ],
)
def test_a_blocker_caps_and_says_what_to_do(criterion: str, blocker: str, expected: int) -> None:
    """However strong the rest, the mistake that the criterion exists to catch caps its level."""
    sheet = mark(reading_of(all_at(3), ((criterion, blocker),)), PROMPT, core_rubric())
    given = sheet.marks[criterion]
    assert given.level == expected
    assert [m.finding for m in given.missing] == [blocker]
    assert given.missing[0].advice


def test_the_missing_finding_is_the_advice() -> None:
    """What keeps an answer from the next level is that level's need, in the rubric's own words."""
    given = mark(reading_of(all_at(2)), PROMPT, core_rubric()).marks["guardrail"]
    assert [(m.finding, m.advice) for m in given.missing] == [
        ("abuse_or_consequence", "Add abuse_or_consequence.")
    ]


def test_the_top_level_misses_nothing() -> None:
    """A strong mark comes without advice."""
    assert mark(reading_of(all_at(3)), PROMPT, core_rubric()).marks["guardrail"].missing == ()


def test_an_answer_that_is_no_attempt_earns_nothing_and_says_why() -> None:
    """Findings in a bare list of terms do not count, and the verdict tells the reason."""
    attempt = Attempt("term_list", "This lists terms and claims nothing.")
    sheet = mark(reading_of(all_at(3), attempt=attempt), PROMPT, core_rubric())
    assert sheet.score == 0
    assert {m.level for m in sheet.marks.values()} == {0}
    assert sheet.verdict == "no_hire"
    assert sheet.verdict_reason == "This lists terms and claims nothing."
    assert all(not m.evidence for m in sheet.marks.values())


def test_a_doubtful_finding_makes_the_mark_unsure_between_neighbours() -> None:
    """Near even chances the sheet says so, and names the two levels."""
    sheet = mark(reading_of(all_at(2), confidence=0.55), PROMPT, core_rubric())
    given = sheet.marks["guardrail"]
    assert not given.sure
    assert given.between in {(1, 2), (2, 3)}


def test_a_finding_at_even_chances_is_never_sure() -> None:
    """A mark that rounding could tip is not sure, whatever else speaks for it."""
    sheet = mark(reading_of(all_at(3), confidence=0.505), PROMPT, core_rubric())
    assert not any(m.sure for m in sheet.marks.values())


def test_score_is_the_weighted_share() -> None:
    """Weights 60 and 10 x 4: only the heavy one at 3 gives 60 of 100."""
    weights = dict.fromkeys(CORE_CRITERIA, 10.0) | {"single_metric": 60.0}
    sheet = mark(reading_of({"single_metric": 3}), PROMPT, core_rubric(weights=weights))
    assert sheet.score == pytest.approx(60.0)


@pytest.mark.parametrize(
    ("score", "levels", "bars", "verdict"),
    [
        (85.0, all_at(3), Bars(), "strong_hire"),
        (84.999, all_at(3), Bars(), "hire"),
        (92.0, {**all_at(3), "guardrail": 0}, Bars(), "hire"),
        (65.0, all_at(2), Bars(), "hire"),
        (64.999, all_at(2), Bars(), "mixed"),
        (40.0, all_at(1), Bars(), "mixed"),
        (39.999, all_at(1), Bars(), "no_hire"),
        (80.0, {**all_at(3), "single_metric": 0}, Bars(), "mixed"),
        (30.0, {**all_at(1), "single_metric": 0}, Bars(), "no_hire"),
        (80.0, {**all_at(3), "guardrail": 1}, Bars(90, 75, 40, {"guardrail": 2}), "mixed"),
        (80.0, {**all_at(3), "guardrail": 2}, Bars(90, 75, 40, {"guardrail": 2}), "hire"),
    ],
)
def test_verdicts_follow_the_bars(score: float, levels: dict[str, int], bars: Bars, verdict: str) -> None:
    """Bars apply to the unrounded score, and caps come before them."""
    assert verdict_of(score, levels, core_rubric(bars))[0] == verdict


def test_evidence_is_what_the_mark_rests_on() -> None:
    """Spans of findings above the given level are not shown as evidence for it."""
    given = mark(reading_of(all_at(1)), PROMPT, core_rubric()).marks["game_type"]
    assert [e.finding for e in given.evidence] == ["game_described"]
