"""A prompt's key and short ways to ask what a reading says, shared by the reading tests."""

from __future__ import annotations

from nsmtrainer.content.findings import BLOCKERS, FINDINGS
from nsmtrainer.content.models import KeyGuardrail, KeyMetric, Lexicon, Pattern
from nsmtrainer.reading.models import Reading
from nsmtrainer.reading.read import read

CORE_DESCRIPTORS = (
    "One metric is proposed, but it counts arrivals, activity or the company's income, or cannot be counted.",
    "Exactly one countable metric that measures value users received, without a reason from this product.",
    "The right game is named and the metric is derived from it.",
    "A specific, countable guardrail that bears on the north star, without saying why.",
    "A specific vanity or proxy metric is set aside for this product.",
    "A north star is proposed as a metric and nothing is confused.",
)


def stays(patterns: tuple[Pattern, ...] = ()) -> Lexicon:
    """Return the key of a prompt about Airbnb."""
    return Lexicon(
        prompt_id="airbnb",
        product="Airbnb",
        kind="choose",
        frame="north_star",
        games=("transaction",),
        metrics=(
            KeyMetric("nights booked", ("booked nights", "nights reserved")),
            KeyMetric("nights stayed", ("completed nights", "nights spent", "guest nights")),
        ),
        tolerated=(KeyMetric("completed bookings", ("stays booked",)),),
        vanity=(
            KeyMetric("searches", ("search volume",)),
            KeyMetric("listings viewed", ("listing views",)),
            KeyMetric("sign-ups", ("registrations", "new users")),
            KeyMetric("DAU", ("daily active users", "app opens")),
        ),
        guardrails=(
            KeyGuardrail(
                "refund rate", "Volume bought with bad stays.", ("refunds", "share of nights refunded")
            ),
            KeyGuardrail("guest rating", "Nights in places that disappoint.", ("review score",)),
            KeyGuardrail("host churn", "Growth that wears out hosts.", ("hosts leaving",)),
        ),
        question="What should Airbnb's north star metric be, and why that one?",
        context="Airbnb lets people rent out homes and rooms to travellers and earns a fee from each stay.",
        patterns=patterns,
        descriptors=CORE_DESCRIPTORS,
        other_products=("spotify", "figma", "a ride service"),
    )


def level(reading: Reading, criterion: str) -> int:
    """Return the level that a reading's findings add up to: needs in order, capped by blockers."""
    reached = 0
    for name in FINDINGS[criterion]:
        found = reading.finding(criterion, name)
        if found is None or not found.present:
            break
        reached += 1
    for name, cap in BLOCKERS.get(criterion, {}).items():
        blocker = reading.finding(criterion, name)
        if blocker is not None and blocker.present:
            reached = min(reached, cap)
    return reached


def levels(text: str) -> dict[str, int]:
    """Return the level per core criterion of an answer to the prompt about Airbnb."""
    reading = read(text, stays())
    return {
        criterion: level(reading, criterion)
        for criterion in ("single_metric", "game_type", "guardrail", "vanity_distinction", "frame_confusion")
    }


def roles(text: str) -> dict[str, str]:
    """Return the role of each measure named, by its words."""
    return {mention.span.of(text): mention.role for mention in read(text, stays()).mentions}


def present(text: str, criterion: str, name: str) -> bool:
    """Return whether a finding is there."""
    finding = read(text, stays()).finding(criterion, name)
    assert finding is not None
    return finding.present
