"""A small room to test screens in: two prompts, and a reader that finds only what these tests say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from nsmtrainer.content.findings import BLOCKERS
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Rubric
from nsmtrainer.feedback.advise import advise
from nsmtrainer.feedback.steps import with_steps
from nsmtrainer.marking.mark import mark
from nsmtrainer.practice.score import Scored
from nsmtrainer.reading.models import Attempt, Finding, Mention, ReaderVersion, Reading
from nsmtrainer.spans import Span
from nsmtrainer.text import clean_text
from nsmtrainer.tui.room import Room

CONTENT = Path(__file__).parent / "content"

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

ANSWER = "Bread changes hands, so I count loaves delivered, since a loaf feeds somebody. Not page views."
"""An answer that the reader below gives 3, 1, 0, 2, 2."""

_PHRASES = {
    ("single_metric", "proposal"): "count loaves delivered",
    ("single_metric", "single_countable_value"): "loaves delivered",
    ("single_metric", "product_reason"): "since a loaf feeds somebody",
    ("game_type", "game_described"): "Bread changes hands",
    ("game_type", "game_named"): "transaction",
    ("game_type", "metric_derived"): "exchange, so",
    ("guardrail", "worry_or_measure"): "complaint rate",
    ("guardrail", "bearing_measure"): "complaint rate",
    ("guardrail", "abuse_or_consequence"): "catches stale bread",
    ("vanity_distinction", "general_remark"): "Not page views",
    ("vanity_distinction", "measure_set_aside"): "Not page views",
    ("vanity_distinction", "reason_given"): "nobody eats a page",
    ("frame_confusion", "proposal_or_terms"): "count loaves delivered",
    ("frame_confusion", "clean_metric"): "loaves delivered",
    ("frame_confusion", "terms_told_apart"): "key result",
}


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the seconds that were set."""
        return self.now


def tiny_library() -> Library:
    """Return a library of the two prompts of these tests, with the built-in rubrics."""
    library = load_library(CONTENT)
    library.prompts = {name: library.prompt(name) for name in ("bakery", "tutor")}
    return library


def tiny_score(library: Library, prompt_id: str, text: str, rubric_id: str | None) -> Scored:
    """Mark an answer by the phrases above: real marking and feedback, only the reading is made up."""
    prompt = library.prompt(prompt_id)
    rubric = library.rubric(rubric_id or prompt.rubric)
    cleaned = clean_text(text)
    sheet = with_steps(mark(_read(cleaned, rubric), prompt, rubric), prompt, cleaned)
    return Scored(prompt, rubric, cleaned, sheet, advise(sheet, prompt, rubric, cleaned))


def _read(text: str, rubric: Rubric) -> Reading:
    found = [
        _finding(criterion.id, name, text)
        for criterion in rubric.criteria
        for level in criterion.levels
        for name in level.needs
    ]
    found += [
        Finding(c.id, name, False, 0.95, (), "rule:test", "")
        for c in rubric.criteria
        for name in BLOCKERS.get(c.id, {})
    ]
    at = text.find("loaves delivered")
    mentions = (
        (Mention(Span(at, at + 16), "north_star", "loaves delivered", "metric", 0.9, "rule:test"),)
        if at >= 0
        else ()
    )
    attempt = Attempt("attempt") if text.strip() else Attempt("empty", "Nothing is written yet.")
    return Reading(text, (), (), mentions, tuple(found), attempt, ReaderVersion("test-1"))


def _finding(criterion: str, name: str, text: str) -> Finding:
    phrase = _PHRASES.get((criterion, name), "\0")
    at = text.lower().find(phrase.lower())
    if at < 0:
        # A guardrail that nobody names is only just not there: so that one mark is not sure.
        return Finding(
            criterion,
            name,
            False,
            0.55 if name == "worry_or_measure" else 0.95,
            (),
            "rule:test",
            "Not found.",
        )
    return Finding(
        criterion, name, True, 0.95, (Span(at, at + len(phrase)),), "rule:test", "The words stand there."
    )


def tiny_room(clock: Clock | None = None) -> Room:
    """Return a room of two prompts with a clock that stands still."""
    return Room(tiny_library, tiny_score, clock or Clock(), lambda: NOON)
