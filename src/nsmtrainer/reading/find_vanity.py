"""Findings of `vanity_distinction`: is value told apart from arrival, activity and proxies."""

from __future__ import annotations

from nsmtrainer.reading.find_single import POOR
from nsmtrainer.reading.found import Row
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import Measure, Range, Scan


def find_vanity(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings and the blocker of `vanity_distinction`."""
    row = Row(scan, "vanity_distinction")
    aside = [measure for measure in scan.with_role("set_aside") if _counts(scan, measure)]
    aside.sort(key=lambda m: (m.group != "vanity", m.kind not in POOR, -m.confidence, m.first))
    remarks = [one for one in scan.all_marks("general_warning") if not scan.disowned(one[0])]
    if aside or remarks:
        row.yes(
            "general_remark",
            0.85 if aside else 0.7,
            [*aside[:1], *remarks[:1]],
            "Value is told apart from what merely moves.",
        )
    else:
        row.no("general_remark", 0.6, "Nothing is said about measures that mislead.")
    if aside:
        known = aside[0].group == "vanity" or aside[0].kind in POOR
        row.yes("measure_set_aside", 0.85 if known else 0.65, aside[:2], "This measure is set aside.")
    else:
        row.no("measure_set_aside", 0.7, "No measure of this product is set aside.")
    why = next((reason for measure in aside[:6] if (reason := why_misleads(scan, measure)) is not None), None)
    if why is not None:
        row.yes("reason_given", 0.75, (why,), "It is said why that measure misleads.")
    else:
        row.no("reason_given", 0.65, "It is not said how that measure could move while nobody is better off.")
    star = scan.star
    if star is not None and star.kind == "arrival" and star.group not in {"metric", "tolerated"}:
        row.yes("vanity_crowned", 0.75, (star,), "What is proposed counts people arriving or being active.")
    else:
        row.no("vanity_crowned", 0.8, "No arrival or activity count is crowned.")
    return tuple(row.findings)


def _counts(scan: Scan, measure: Measure) -> bool:
    """Return whether setting a measure aside tells value from proxy: a good one only beside a better."""
    if measure.group == "guardrail":
        return measure.cue is not None and measure.cue.kind == "aside_back"
    return measure.group not in {"metric", "tolerated"} or scan.star is not None


def why_misleads(scan: Scan, measure: Measure) -> Range | None:
    """Return the words that say why a measure set aside misleads, or None."""
    sentence = scan.sentence_of(measure.first)
    cue = measure.cue
    if (
        cue is not None
        and cue.kind == "aside_back"
        and sentence[1] - cue.stop >= 3
        and scan.marks_in((cue.first, sentence[1]), "why_vanity")
    ):
        return cue.first, sentence[1]
    here = [
        one
        for one in scan.marks_in((measure.stop, sentence[1]), "why_vanity")
        if _goes_on(scan, one, sentence[1])
    ]
    if here:
        return here[0][0], sentence[1]
    before = (sentence[0], measure.first)
    if scan.marks_in(before, "cause") and measure.first - sentence[0] > 8:
        return before
    after = scan.around(measure.first, 0, 1)
    following = scan.marks_in((sentence[1], after[1]), "why_vanity")
    if following and not any(
        m.role in {"north_star", "guardrail"} for m in scan.measures_in((sentence[1], after[1]))
    ):
        return sentence[1], after[1]
    return None


def _goes_on(scan: Scan, mark: Range, stop: int) -> bool:
    """Return whether at least three words follow, before another measure is proposed or put on guard."""
    upto = min(mark[1] + 3, stop)
    return stop - mark[1] >= 2 and not any(
        m.role in {"north_star", "guardrail"} for m in scan.measures_in((mark[0], upto))
    )
