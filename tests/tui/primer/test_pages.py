"""The primer speaks of every criterion, and its tables keep every word whole."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.table import Table

from nsmtrainer.content.findings import ALL_CRITERIA
from nsmtrainer.tui.primer.pages import PrimerPage, page_of, primer_pages
from nsmtrainer.tui.primer.parts import parts


def test_every_criterion_leads_to_a_page() -> None:
    """No criterion is without something to read."""
    for criterion in (*ALL_CRITERIA, "a_coachs_own"):
        assert primer_pages()[page_of(criterion)].text


def test_the_four_terms_are_told_apart_in_a_table() -> None:
    """NSM, OMTM, OKR and KPI stand with horizon, purpose and origin."""
    text = next(page.text for page in primer_pages() if page.name == "terms")
    for word in ("horizon", "purpose", "origin", "**NSM**", "**OMTM**", "**OKR**", "**KPI**"):
        assert word in text


@pytest.mark.parametrize("page", primer_pages(), ids=lambda page: page.name)
def test_no_word_of_a_table_is_cut_in_a_narrow_terminal(page: PrimerPage) -> None:
    """In the 50 cells that 80 columns leave, every word of every table stands in one piece."""
    text = page.text
    for part in parts(text):
        if isinstance(part, Table):
            drawn = io.StringIO()
            Console(width=50, file=drawn, color_system=None).print(part)
            rows = [line for line in text.split("\n") if line.startswith("|") and "---" not in line]
            words = " ".join(rows).replace("*", "").replace("|", " ").split()
            assert all(word in drawn.getvalue() for word in words)
