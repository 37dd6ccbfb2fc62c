"""Spelling, punctuation, capitals and fillers change no mark; length costs time in step, and no more."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from nsmtrainer.reading.pipeline import tokenizable
from nsmtrainer.reading.rules import rule_findings, scan_answer
from tests.reading.build import levels, stays
from tests.reading.test_read import STRONG


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(STRONG.upper(), id="capitals"),
        pytest.param(STRONG.lower(), id="small-letters"),
        pytest.param(STRONG.replace("'", "’"), id="typographic"),
        pytest.param(STRONG.replace(",", "").replace("'", ""), id="no-commas-no-apostrophes"),
        pytest.param(STRONG.replace("I'd count", "um, I'd, you know, count"), id="fillers"),
        pytest.param(STRONG.replace("nights booked", "nigths bookd"), id="typos-in-the-metric"),
        pytest.param(STRONG.replace("refund", "refnd").replace("transaction", "transacton"), id="typos"),
        pytest.param(STRONG.replace(". ", " and "), id="run-on"),
        pytest.param(STRONG + " " + "Let me think about that for a moment. " * 30, id="padding"),
    ],
)
def test_how_it_is_written_changes_no_mark_by_more_than_one(text: str) -> None:
    """What counts is what is claimed."""
    expected, found = levels(STRONG), levels(text)
    assert all(abs(found[criterion] - expected[criterion]) <= 1 for criterion in expected)
    assert sum(abs(found[criterion] - expected[criterion]) for criterion in expected) <= 2


def _calls(text: str) -> int:
    """Return how many functions are called to read a text with rules."""
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counting)
    try:
        rule_findings(scan_answer(text, stays()))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        STRONG + " ",
        "refund rate, ",
        "wait ",
        "searches rise when ",
        "not ",
        "10M by Q4 ",
        "because we ",
        "( ",
    ],
)
def test_work_grows_in_step_with_length(unit: str) -> None:
    """Twice the text, about twice the work, whatever it repeats: nobody can hang the reader."""
    short = (unit * 4000)[:5000]
    _calls(short)
    assert _calls(short * 2) <= 2.6 * _calls(short)


@pytest.mark.parametrize("unit", ["(", "!", "a'", "'s", "$"])
def test_runs_of_punctuation_never_reach_the_tokenizer(unit: str) -> None:
    """The tokenizer's time grows with the square of such runs, so they are blanked, place by place."""
    text = "nights " + unit * 10_000
    prepared = tokenizable(text)
    assert len(prepared) == len(text)
    assert max(len(run) for run in prepared.split()) <= 40 or prepared.isalnum()
    assert prepared.startswith("nights ")
