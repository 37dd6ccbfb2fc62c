"""Targets, and whether north star, key result and OMTM are kept apart."""

from __future__ import annotations

import pytest

from tests.reading.build import levels, present, scanned


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("We aim for 12M nights by Q3.", "12M nights by Q3"),
        ("Take it from 40k to 55k.", "40k"),
        ("Grow it by 8 percent.", "8 percent"),
        ("Two million stays by the end of the year.", "Two million stays by the end of the year"),
    ],
)
def test_a_size_with_a_date_or_a_change_is_a_target(text: str, target: str) -> None:
    """A number to reach is found as the words that say it."""
    scan = scanned(text)
    assert [scan.span(found).of(text) for found in scan.targets][:1] == [target]


@pytest.mark.parametrize(
    "text", ["Homes rated 4 or more.", "Groups of two or more people.", "It has 3 parts."]
)
def test_a_qualifier_is_no_target(text: str) -> None:
    """A threshold inside a measure is part of it."""
    assert scanned(text).targets == ()


@pytest.mark.parametrize(
    "text",
    [
        "Our north star is 12M nights booked by Q3.",
        "The north star would be two million nights stayed by the end of the year.",
        "20k guest nights a day by end of Q2 is my north star.",
        "A million nights by Christmas. That's the star.",
        "Three million beds before the summer. I'm serious, that's the north star I'd give them.",
        "North star: half of all city breaks by spring.",
        "North star: from three to five nights a year for the average guest.",
        "Our north star is to double nights stayed in the next twelve months.",
        "Two hundred nights a week per city would be our star.",
    ],
)
def test_a_dated_north_star_is_a_target(text: str) -> None:
    """A north star stands; what has a date and a size is a key result."""
    assert present(text, "frame_confusion", "target_as_star")
    assert levels(text)["frame_confusion"] == 0


@pytest.mark.parametrize(
    "text",
    [
        "My north star is nights booked. 12M of them by Q3 would be a key result on it.",
        "I'd count nights booked. Plus 9% by June belongs in the OKRs, the metric itself stays.",
        "I'd count nights stayed. The goal for this quarter is 3M by September, set on the metric.",
    ],
)
def test_a_target_set_on_the_metric_is_told_apart(text: str) -> None:
    """A dated number that is called what it is does not blur the metric."""
    assert levels(text)["frame_confusion"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "The north star is our OKR, and it is nights booked.",
        "North star, key result: the same thing to me. I'd count nights booked.",
        "This quarter's north star is nights booked.",
        "Nights booked is our OKR and north star in one sentence.",
        "You have one KPI and it's the north star: nights booked.",
        "Nights booked, that is our north star and OKR.",
    ],
)
def test_terms_treated_as_one_are_confused(text: str) -> None:
    """Equating the terms is the mistake that the criterion exists to catch."""
    assert present(text, "frame_confusion", "terms_equated")


def test_a_north_star_without_other_terms_is_clean() -> None:
    """Nobody has to bring in the other terms."""
    assert levels("My north star is nights booked.")["frame_confusion"] == 2


def test_a_quoted_target_is_not_the_answers_own() -> None:
    """What stands in quotation marks and is rejected is not proposed."""
    text = 'The board says "our north star is 12M nights by Q3". I would count nights stayed, nothing else.'
    assert not present(text, "frame_confusion", "target_as_star")


@pytest.mark.parametrize(
    "text",
    [
        'Our vendor said their "north star is cutting empty nights to 5% by Q3". I count nights stayed.',
        "My north star is nights stayed; the board compares 2023 with 2025 by it.",
        "North star: nights stayed in homes rated 4 or more, per guest per year.",
        "My north star is nights stayed. Last summer we had two million of them.",
        "I'd count guests who come back within twelve months. That's the star.",
        "What I'd measure is work done by both sides, trust comes by itself. Nights stayed per week.",
    ],
)
def test_figures_and_years_beside_the_star_are_no_target(text: str) -> None:
    """What others said, a past figure, a threshold and a window inside the metric set no goal."""
    assert not present(text, "frame_confusion", "target_as_star")


def test_a_question_equates_nothing() -> None:
    """Asking which of two terms it is tells them apart."""
    text = "North star or OKR? A million nights by June is the OKR, and nights stayed goes on being the star."
    assert not present(text, "frame_confusion", "terms_equated")
