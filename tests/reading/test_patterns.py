"""Findings of criteria that coaches write from phrases."""

from __future__ import annotations

import pytest

from nsmtrainer.content.models import Pattern
from tests.reading.build import by_rules

PRICE = Pattern("names_price", ("price", "how much it costs"), criterion="pricing")
NEAR = Pattern("weighs_price", ("price",), near=("hosts", "guests"), within=3, criterion="pricing")
STUBBORN = Pattern("says_price", ("price",), negatable=False, criterion="pricing")
STAR = Pattern("priced_star", ("per city",), role="north_star", criterion="pricing")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param(PRICE, "Nights booked, and the PRICE matters.", True, id="phrase"),
        pytest.param(PRICE, "Nights booked, and how much, um, it costs.", True, id="filler-inside"),
        pytest.param(PRICE, "I would not look at price.", False, id="negated"),
        pytest.param(PRICE, "Some people say price matters.", False, id="somebody-else"),
        pytest.param(PRICE, "Nights booked.", False, id="absent"),
        pytest.param(NEAR, "The price that hosts ask for nights booked.", True, id="near"),
        pytest.param(NEAR, "The price is one thing, but in the long run we care for hosts.", False, id="far"),
        pytest.param(STUBBORN, "Nights booked. I would not look at price.", True, id="counts-when-negated"),
        pytest.param(STAR, "My north star is nights booked per city.", True, id="role"),
        pytest.param(STAR, "I like maps per city.", False, id="no-role"),
    ],
)
def test_a_pattern_makes_its_finding(pattern: Pattern, text: str, found: bool) -> None:
    """Phrases count in the candidate's own voice, near what they should be near."""
    finding = by_rules(text, (pattern,))["pricing", pattern.finding]
    assert finding.present is found
    assert bool(finding.spans) is found


def test_patterns_of_one_name_add_up() -> None:
    """Two patterns may make the same finding; either is enough."""
    other = Pattern("names_price", ("fee",), criterion="pricing")
    assert by_rules("Nights booked, and the fee.", (PRICE, other))["pricing", "names_price"].present
