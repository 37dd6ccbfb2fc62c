"""Answers whose words claim nothing about this product."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nsmtrainer.reading.rules import scan_answer
from tests.reading.build import CORE_DESCRIPTORS, levels, scanned, stays


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (" \n\t…", "empty"),
        ("I don't know, sorry.", "dont_know"),
        ("no idea honestly, pass", "dont_know"),
        ("North star. Guardrail. OKR. Vanity metrics. Cohorts. Retention. Leading indicators.", "term_list"),
        ("nights booked, guest rating, transaction game, vanity, key results, inputs, DAU", "term_list"),
        ("What should Airbnb's north star metric be, and why that one? Airbnb's north star metric.", "echo"),
        (" ".join(CORE_DESCRIPTORS[1:5]), "pasted"),
        ("Bananas are yellow and the weather was lovely on Tuesday.", "off_topic"),
    ],
)
def test_what_is_no_attempt_says_so(text: str, kind: str) -> None:
    """The verdict can say why nothing was earned."""
    scan = scanned(text)
    assert scan.attempt.kind == kind
    assert not scan.attempt.counts
    assert scan.attempt.reason
    assert set(levels(text).values()) == {0}


@pytest.mark.parametrize(
    "text",
    [
        "I don't know much about travel, but I'd count nights booked.",
        "- metric: nights booked\n- game: transaction\n- guardrails: refund rate, rating\n- vanity: DAU",
        "Nights stayed. A bed that was slept in paid a host.",
    ],
)
def test_terse_or_modest_answers_are_attempts(text: str) -> None:
    """A list that labels its metric, or a shy answer that commits, claims something."""
    assert scanned(text).attempt.counts
    assert levels(text)["single_metric"] >= 2


def test_fluent_jargon_earns_nothing() -> None:
    """Words of the trade in whole sentences claim nothing by themselves."""
    text = (
        "A mature measurement posture aligns every stakeholder around a holistic framework in which "
        "leading indicators ladder up to outcomes, guardrails de-risk the strategy, and insights "
        "drive impact across the organisation."
    )
    assert max(levels(text).values()) <= 1


def test_the_prompts_own_words_in_an_answer_are_no_echo() -> None:
    """Whoever repeats the question and then answers it has answered."""
    text = f"{stays().question} Nights booked, because a night gives a guest a bed and a host an income."
    assert scanned(text).attempt.counts


@pytest.mark.parametrize(
    "text",
    ["I don't know yet, so I would ask ten customers.", "Reordering first. Tracking later. Loyalty never."],
)
def test_on_another_subject_an_answer_needs_no_metric(text: str) -> None:
    """A coach's rubric without any built-in criterion does not ask for a north star."""
    assert scan_answer(text, replace(stays(), north_star=False)).attempt.counts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        ("What should Airbnb's north star metric be, and why that one? Airbnb's north star metric.", "echo"),
        (" ".join(CORE_DESCRIPTORS[1:5]), "pasted"),
    ],
)
def test_what_is_empty_or_copied_is_no_attempt_on_any_subject(text: str, kind: str) -> None:
    """Pasting the question or the rubric earns nothing anywhere."""
    assert scan_answer(text, replace(stays(), north_star=False)).attempt.kind == kind


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("NSM, metric tree, OMTM, nights booked, refund rate, flywheel, leading indicator, DAU", True),
        ("Nights stayed. Page views. Transaction game. North star metric. Retention. OMTM. Flywheel.", True),
        ("NSM: trip speed. Guardrail: quality. Vanity: log-ins. Game: transaction. OKR: quarterly.", False),
        ("Nights stayed, refund rate, host churn, guest rating, searches, sign-ups", False),
        ("NSM: nights stayed. OKR, KPI, flywheel and DAU are all noise to me, I would not use them.", False),
    ],
)
def test_a_row_of_the_trades_words_needs_no_second_opinion(text: str, certain: bool) -> None:
    """Pieces without a verb, several of them jargon alone, are a term list whatever the network thinks."""
    attempt = scanned(text).attempt
    assert (attempt.kind == "term_list" and attempt.certain) is certain


def test_a_metric_that_stands_in_the_question_is_not_proposed_by_repeating_it() -> None:
    """Who reads the question and its title back has named no metric, even where these hold one."""
    key = replace(
        stays(), question=f"{stays().question} Some say nights booked.", title="Airbnb's north star"
    )
    text = f"Let me repeat what was asked. {key.question} {key.title}. {key.context} That is the task, then."
    assert scan_answer(text, key).attempt.kind == "echo"


DOORDASH = replace(
    stays(),
    product="DoorDash",
    title="DoorDash's north star",
    question="DoorDash has diners, restaurants and couriers, and each of them would pick a different number. "
    "Which one metric do you steer by, and why?",
    context="The couriers are called dashers. They are paid per delivery and choose which ones to take.",
)


def test_the_question_told_in_other_words_claims_nothing() -> None:
    """Who only tells again who is there and what is asked has not answered, whatever the wording."""
    text = (
        "So there are couriers, or dashers, restaurants and diners here, and you would like the one metric "
        "to steer by, where each of them picks a different number. Dashers choose the deliveries, paid for "
        "each."
    )
    attempt = scan_answer(text, DOORDASH).attempt
    assert (attempt.kind, attempt.certain) == ("no_claim", True)


def test_an_answer_that_begins_with_the_facts_is_one() -> None:
    """The facts of the question may come first, as long as something is said that was not in it."""
    text = (
        "Diners, restaurants and couriers each have a number of their own. I'd steer by orders that arrived "
        "hot and whole, within the time that was promised, since only then does a diner eat, a kitchen earn "
        "and a courier get a tip worth the ride; nobody gains from an order that is dropped off cold."
    )
    assert scan_answer(text, DOORDASH).attempt.counts
