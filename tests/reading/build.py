"""A prompt's key and short ways to ask what a reading says, shared by the reading tests."""

from __future__ import annotations

from collections.abc import Mapping

from nsmtrainer.content.findings import BLOCKERS, CORE_CRITERIA, FINDINGS
from nsmtrainer.content.models import KeyGuardrail, KeyMetric, Lexicon, Pattern
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.rules import rule_findings, scan_answer
from nsmtrainer.reading.scan import Scan

CORE_DESCRIPTORS = (
    "One metric is proposed, but it counts arrivals, activity or the company's income, or cannot be counted.",
    "Exactly one countable metric that measures value users received, without a reason from this product.",
    "The right game is named and the metric is derived from it.",
    "A specific, countable guardrail that bears on the north star, without saying why.",
    "A specific vanity or proxy metric is set aside for this product.",
    "A metric is named without date or size, and nothing is confused.",
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
    )


def scanned(text: str, patterns: tuple[Pattern, ...] = ()) -> Scan:
    """Return what the rules see of an answer to the prompt about Airbnb."""
    return scan_answer(text, stays(patterns))


def by_rules(text: str, patterns: tuple[Pattern, ...] = ()) -> dict[tuple[str, str], Finding]:
    """Return what the rules alone find, by criterion and name."""
    return {(one.criterion, one.name): one for one in rule_findings(scanned(text, patterns))}


def level(findings: Mapping[tuple[str, str], Finding], criterion: str) -> int:
    """Return the level that findings add up to: needs in order, capped by blockers."""
    reached = 0
    for name in FINDINGS[criterion]:
        if not findings[criterion, name].present:
            break
        reached += 1
    for name, cap in BLOCKERS.get(criterion, {}).items():
        if findings[criterion, name].present:
            reached = min(reached, cap)
    return reached


def levels(text: str) -> dict[str, int]:
    """Return the level per core criterion that the rules alone give an answer."""
    findings = by_rules(text)
    return {criterion: level(findings, criterion) for criterion in CORE_CRITERIA}


def roles(text: str) -> dict[str, str]:
    """Return the role of each measure of the key or the general vocabulary, by its words."""
    scan = scanned(text)
    return {scan.span((m.first, m.stop)).of(text): m.role for m in scan.measures if m.group != "own"}


def present(text: str, criterion: str, name: str) -> bool:
    """Return whether the rules alone see a finding."""
    return by_rules(text)[criterion, name].present
