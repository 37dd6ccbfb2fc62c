"""What marks are worth, in plain words."""

from __future__ import annotations

import pytest

from nsmtrainer.marking.trust import (
    NOT_MEASURED,
    OTHER_VERSION,
    agreeing_words,
    compared_on,
    not_close,
    not_compared,
    short_words,
    trust_sentence,
)


def test_agreement_is_told_without_terms_of_the_trade() -> None:
    """On how many answers, and that it was close: no kappa, which few know."""
    assert trust_sentence(agreeing_words(0.77, 2131)) == (
        "How far to trust these marks: on 2,131 answers or more they agreed closely with people's."
    )


def test_what_was_not_measured_is_said_to_be_unknown() -> None:
    """Neither sentence speaks of "yours": a candidate reads it too."""
    for words in (NOT_MEASURED, OTHER_VERSION):
        said = trust_sentence(words, "kims")
        assert said.startswith('How far to trust marks under the rubric "kims": not known')
        assert "yours" not in said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (not_close(["frame_fit", "validation"], 0.7), "Not yet close to people's: frame fit, validation."),
        (not_compared(["tone_of_voice"]), "Not compared with people's: tone of voice."),
        (
            compared_on(["tone_of_voice"], 12, 30),
            "Compared with people's on 12 of 30 answers only: tone of voice.",
        ),
        (compared_on([], 12, 30), "Compared with people's on 12 of 30 answers only: all of them."),
    ],
)
def test_what_marks_are_short_of_is_told_plainly(reason: str, said: str) -> None:
    """Each reason alone, and beside another."""
    start = "How far to trust these marks: with care. "
    assert trust_sentence(short_words([reason])) == start + said
    both = trust_sentence(short_words([reason, not_close(["guardrail"], 0.7)]))
    assert both == f"{start}{said} Not yet close to people's: guardrail."


def test_words_of_another_program_are_said_as_they_are() -> None:
    """On one line, and cleaned."""
    assert trust_sentence("not calibrated:\x1b[2J\n tone short") == (
        "How far to trust these marks: not calibrated: tone short."
    )
