"""The closed list of findings that built-in criteria are made of.

The k-th finding of a criterion's row is what level k needs beyond level k-1; a blocker caps the level
however many findings are there. See docs/marking.md, "Findings".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CORE_CRITERIA: tuple[str, ...] = (
    "single_metric",
    "game_type",
    "guardrail",
    "vanity_distinction",
    "frame_confusion",
)

FINDINGS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "single_metric": ("proposal", "single_countable_value", "product_reason"),
        "game_type": ("game_described", "game_named", "metric_derived"),
        "guardrail": ("worry_or_measure", "bearing_measure", "abuse_or_consequence"),
        "vanity_distinction": ("general_remark", "measure_set_aside", "reason_given"),
        "frame_confusion": ("proposal_or_terms", "clean_metric", "terms_told_apart"),
        "ai_outcome": ("usage_questioned", "countable_outcome", "trap_or_baseline"),
        "review_cadence": ("change_expected", "cadence_or_trigger", "reason_or_method"),
        "frame_fit": ("situation_noticed", "right_conclusion", "consequence_named"),
        "value_statement": ("value_stated", "who_gets_which_outcome", "stated_first_and_tied"),
        "input_metrics": ("one_input", "two_driving_inputs", "inputs_cover_the_star"),
        "validation": ("test_intended", "concrete_check", "second_check_or_decision"),
    }
)

BLOCKERS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "single_metric": MappingProxyType(
            {"equals_list": 0, "wrong_product": 0, "shared_crown": 1, "vanity_crowned": 1}
        ),
        "game_type": MappingProxyType({"game_ruled_out": 0}),
        "guardrail": MappingProxyType({"mirror_of_star": 0}),
        "vanity_distinction": MappingProxyType({"vanity_crowned": 1}),
        "frame_confusion": MappingProxyType({"target_as_star": 0, "terms_equated": 0, "target_blurred": 1}),
    }
)

ALL_CRITERIA: tuple[str, ...] = tuple(FINDINGS)

BLOCKER_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "equals_list": "Choose one of the listed metrics as your north star and put the others under it.",
        "wrong_product": "Answer for this product: the metric that you commit to belongs to another one.",
        "shared_crown": "Let one of the two metrics win, and say what the other one is there for.",
        "vanity_crowned": "Replace the count of arrivals, activity or income by something a user received.",
        "game_ruled_out": "Think again about the game: this product is not won that way.",
        "mirror_of_star": "Choose a guardrail that can get worse while your north star gets better.",
        "target_as_star": "Take the date and the size out of the north star; they make it a key result.",
        "terms_equated": "Keep the terms apart: the north star stands, a key result is a dated target on it.",
        "target_blurred": "Say the metric without the growth rate; how far it should grow is a target on it.",
    }
)
"""What to do about each blocker, in one sentence."""
