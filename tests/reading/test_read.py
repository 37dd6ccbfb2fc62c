"""What a reading of an answer holds, from the first word to the findings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nsmtrainer.content.findings import BLOCKERS, FINDINGS
from nsmtrainer.reading.read import read
from tests.reading.build import levels, present, stays

STRONG = (
    "Airbnb plays the transaction game, so I'd count nights booked rather than searches, which rise when "
    "people can't find anything. I'd pair it with refund rate so we don't buy volume with bad stays. 10M "
    "nights by Q4 would be a key result on it."
)
DASHBOARD = "I'd track DAU, retention, and revenue."


def test_a_strong_answer_earns_every_level() -> None:
    """Short and complete is enough: length earns nothing."""
    found = levels(STRONG)
    assert found.pop("single_metric") in {2, 3}
    assert set(found.values()) == {3}


def test_a_dashboard_of_equals_earns_only_clean_terms() -> None:
    """Three measures with none above the rest are no metric, but confuse no terms."""
    assert list(levels(DASHBOARD).values()) == [0, 0, 0, 0, 2]


def test_a_denied_metric_is_not_proposed() -> None:
    """Marks follow what is claimed, not which words occur."""
    assert not present("DAU is not my metric", "single_metric", "proposal")


def test_every_finding_is_looked_for_in_every_answer() -> None:
    """Absence is recorded too: it is what advice is made of."""
    for text in (STRONG, DASHBOARD, "", "hello"):
        names = {(finding.criterion, finding.name) for finding in read(text, stays()).findings}
        expected = {(criterion, name) for criterion, row in FINDINGS.items() for name in row}
        expected |= {(criterion, name) for criterion, row in BLOCKERS.items() for name in row}
        assert names == expected


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.text(alphabet="aI '.\n,;-(\"’‘\ud800\x00١٢%$not star", max_size=120))
)
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    """Whatever characters an answer holds, nothing fails and all offsets are places in the text."""
    reading = read(text, stays())
    spans = [c.span for c in reading.clauses] + [m.span for m in reading.mentions]
    spans += [place for cue in reading.cues for place in (cue.span, cue.scope)]
    spans += [span for finding in reading.findings for span in finding.spans]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(0 <= f.confidence <= 1 for f in reading.findings)
    assert reading == read(text, stays())
