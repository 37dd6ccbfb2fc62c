"""How a coach reads agreement in the terminal."""

from __future__ import annotations

import pytest

from nsmtrainer.cli.agreement_tables import levels_table, print_agreement
from nsmtrainer.marking.gates import gated
from nsmtrainer.practice.cohort_agreement import DeskAgreement


def shown(capsys: pytest.CaptureFixture[str], given: list[int], program: list[int]) -> str:
    """Return what is printed of one criterion's marks."""
    print_agreement(DeskAgreement({"guardrail": gated(given, program)}, {}, {}, ("Kim",), ()))
    return capsys.readouterr().out


def test_few_marks_are_counted_and_not_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """Five marks say how many are the same and which levels met; no kappa, no interval of a share."""
    said = shown(capsys, [0, 1, 2, 3, 3], [0, 1, 2, 2, 1])
    assert "guardrail: 5 marks, 3 the same, 1 one level apart, 1 further apart" in said
    assert "Under 30 marks on a criterion, figures say little yet" in said
    assert "QWK" not in said
    assert "%" not in said


def test_many_marks_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """From thirty marks on the figures and the gates are shown."""
    said = shown(capsys, [0, 1, 2] * 10, [0, 1, 2] * 10)
    assert "guardrail: 30 marks, gates passed" in said
    assert "QWK 1.00" in said
    assert "exact 100%" in said
    assert "say little" not in said


def test_the_table_has_whose_levels_are_where() -> None:
    """Down the first side's levels, across the second's; what never met is a dot."""
    rows = list(levels_table(((10, 0, 1, 0), (0, 2, 0, 0), (0, 0, 0, 0), (0, 0, 0, 3)), "coach", "program"))
    assert rows == [
        "program       0   1   2   3",
        "  coach   0  10   ·   1   ·",
        "          1   ·   2   ·   ·",
        "          2   ·   ·   ·   ·",
        "          3   ·   ·   ·   3",
    ]
