"""Which role a measure gets from the cues that reach it, one kind of cue at a time."""

from __future__ import annotations

import pytest

from tests.reading.build import levels, present, roles, scanned


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        pytest.param("My north star would be nights booked.", "nights booked", "north_star", id="named"),
        pytest.param("Nights stayed is our north star.", "Nights stayed", "north_star", id="named-after"),
        pytest.param("North star: nights booked", "nights booked", "north_star", id="label"),
        pytest.param("I'd go with nights stayed.", "nights stayed", "north_star", id="chosen"),
        pytest.param("I would never pick searches.", "searches", "set_aside", id="negation"),
        pytest.param("Sign-ups are not my metric.", "Sign-ups", "set_aside", id="negation-after"),
        pytest.param("Count nights booked instead of app opens.", "app opens", "set_aside", id="contrast"),
        pytest.param("Count nights booked instead of app opens.", "nights booked", "north_star", id="kept"),
        pytest.param("Registrations are a vanity metric.", "Registrations", "set_aside", id="vanity"),
        pytest.param(
            "I'd count nights booked. Alongside it I'd watch refund rate.",
            "refund rate",
            "guardrail",
            id="guard",
        ),
        pytest.param(
            "I'd pick nights stayed, with review score as a guardrail.",
            "review score",
            "guardrail",
            id="guard-after",
        ),
        pytest.param(
            "When I ran the pricing team it was revenue. Here: nights booked.",
            "revenue",
            "example",
            id="example",
        ),
        pytest.param(
            "Some people say DAU. I'd count nights booked.", "DAU", "example", id="somebody-else-says"
        ),
        pytest.param(
            "If this were a social network I'd pick DAU. Here I'd pick nights booked.",
            "DAU",
            "example",
            id="conditional",
        ),
        pytest.param("Oh sure, let's crown app opens.", "app opens", "set_aside", id="sarcasm"),
        pytest.param(
            "I'd pick searches. Actually, no, I'd pick nights booked.",
            "nights booked",
            "north_star",
            id="revision",
        ),
        pytest.param(
            "I'd pick searches. Actually, no, I'd pick nights booked.", "searches", "other", id="revised"
        ),
    ],
)
def test_cues_give_measures_their_role(text: str, words: str, role: str) -> None:
    """A measure is what the answer makes of it, not what its name suggests."""
    assert roles(text)[words] == role


@pytest.mark.parametrize(
    "text",
    [
        "I would not track nights booked.",
        "I'd never make nights booked the north star.",
        "I would never use nights booked as the north star.",
        "Nights booked? No.",
        "Nights booked is not what I would count.",
    ],
)
def test_a_denied_claim_proposes_nothing(text: str) -> None:
    """Negating the proposal loses it, wherever the negation stands."""
    assert not present(text, "single_metric", "proposal")


@pytest.mark.parametrize(
    ("text", "criterion", "name"),
    [
        ("This is not a transaction game.", "game_type", "game_named"),
        (
            "I'd count nights booked. I would not pair it with refund rate.",
            "guardrail",
            "bearing_measure",
        ),
        ("Count nights stayed. Searches are not a vanity metric.", "vanity_distinction", "measure_set_aside"),
        (
            "I'd count nights stayed. Ten million of them by June is not a key result on it.",
            "frame_confusion",
            "terms_told_apart",
        ),
    ],
)
def test_negating_a_claim_loses_its_credit(text: str, criterion: str, name: str) -> None:
    """Each criterion is claimed, not mentioned."""
    assert not present(text, criterion, name)


@pytest.mark.parametrize(
    "text",
    [
        "I'd track DAU, retention, and revenue.",
        "I'd look at searches, revenue and NPS.",
        "Metrics I'd watch: churn, sign-ups, revenue, page views.",
    ],
)
def test_three_equals_are_no_north_star(text: str) -> None:
    """A dashboard with none above the rest names no single metric."""
    assert present(text, "single_metric", "equals_list")
    assert levels(text)["single_metric"] == 0


def test_measures_under_one_that_is_crowned_are_no_equals() -> None:
    """Supporting measures under their own label do not break "single"."""
    text = "My north star is nights booked. Inputs are listing views, searches and registrations."
    assert not present(text, "single_metric", "equals_list")
    assert levels(text)["single_metric"] >= 2


def test_two_measures_can_share_the_crown() -> None:
    """ "Either X or Y" leaves the choice open."""
    assert present("My north star is either nights booked or revenue.", "single_metric", "shared_crown")


@pytest.mark.parametrize("measure", ["DAU", "revenue", "page views", "NPS", "engagement", "retention"])
def test_a_poor_measure_is_no_value(measure: str) -> None:
    """Arrivals, income, surveys and loose words are proposals, but of the weak kind."""
    assert levels(f"My north star is {measure}.")["single_metric"] == 1


def test_a_measure_of_the_candidates_own_is_judged_by_its_wording() -> None:
    """The key is not a closed list: what could be counted and was received is solid."""
    text = "My north star is the share of guests who come home and recommend the place to a friend."
    assert levels(text)["single_metric"] >= 2


def test_scopes_lie_around_their_cue() -> None:
    """A cue that reaches forward reaches only what follows it, one that reaches backward what precedes."""
    scan = scanned("I'd count nights booked rather than searches, and DAU is a vanity metric.")
    for cue in scan.cues:
        if cue.direction == "forward":
            assert cue.scope[0] >= cue.stop
        if cue.direction == "backward":
            assert cue.scope[1] <= cue.first
