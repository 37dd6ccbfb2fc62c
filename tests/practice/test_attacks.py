"""Attacks written by hand without sight of the rules, and the same claims with and without jargon."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.practice.score import score_answer

HERE = Path(__file__).parent
CLEAN = 0.85
"""Share of each kind that must earn at most 1 everywhere; docs/marking.md says what is left."""
TOLD_APART, TOLD_APART_ANYWHERE = 0.4, 0.2
"""Levels between the same claims with a reason and without one, on average over all pairs and over those of
each criterion; the marking page says 1."""
BARE_PAID = 0.5
"""Share of claims without a reason that may be taken for argued ones."""


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in library, loaded once."""
    return load_library()


def lines(name: str) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file beside this test."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def test_marks_cannot_be_bought(library: Library) -> None:
    """Of each kind of attack nearly all earn at most 1 on every criterion, and none a hire."""
    total: Counter[str] = Counter()
    clean: Counter[str] = Counter()
    for attack in lines("hand_attacks.jsonl"):
        sheet = score_answer(library, attack["prompt"], attack["text"]).sheet
        total[attack["kind"]] += 1
        clean[attack["kind"]] += max(mark.level for mark in sheet.marks.values()) <= 1
        assert sheet.verdict in {"no_hire", "mixed"}, attack["id"]
    assert min(total.values()) >= 20
    assert {kind: clean[kind] / count for kind, count in total.items() if clean[kind] < CLEAN * count} == {}


def test_jargon_earns_nothing_by_itself(library: Library) -> None:
    """The same claims in plain words and in the words of the trade lie within 0.3 of a level on average."""
    gaps = []
    for pair in lines("jargon_pairs.jsonl"):
        plain = score_answer(library, pair["prompt"], pair["plain"]).sheet.marks
        jargon = score_answer(library, pair["prompt"], pair["jargon"]).sheet.marks
        gaps += [abs(plain[name].level - jargon[name].level) for name in plain]
    assert len(gaps) >= 30 * 5
    assert mean(gaps) <= 0.3


def test_a_reason_is_what_lifts_a_terse_answer(library: Library) -> None:
    """The same claims in a line each: those with a reason of their own earn more than those without."""
    levels: dict[str, list[tuple[int, int]]] = {}
    for pair in lines("terse_pairs.jsonl"):
        name = pair["criterion"]
        bare, argued = (
            score_answer(library, pair["prompt"], pair[kind]).sheet.marks[name].level
            for kind in ("bare", "argued")
        )
        levels.setdefault(name, []).append((bare, argued))
    for name, pairs in levels.items():
        assert mean(argued - bare for bare, argued in pairs) >= TOLD_APART_ANYWHERE, name
        assert mean(bare == 3 for bare, _ in pairs) <= BARE_PAID, name
    assert mean(argued - bare for pairs in levels.values() for bare, argued in pairs) >= TOLD_APART
