"""The findings of the six criteria that only some prompts ask for, made by rules."""

from __future__ import annotations

from nsmtrainer.reading.found import Row
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import Range, Scan


def further_findings(scan: Scan) -> tuple[Finding, ...]:
    """Return every finding of the further criteria, present or not, criterion by criterion."""
    return (
        *find_ai_outcome(scan),
        *find_review(scan),
        *find_frame_fit(scan),
        *find_value_statement(scan),
        *find_inputs(scan),
        *find_validation(scan),
    )


def _told(scan: Scan, *names: str) -> list[Range]:
    return [
        one for one in scan.all_marks(*names) if not scan.negated(one[0], 3) and not scan.disowned(one[0])
    ]


def _put(row: Row, name: str, found: list[Range], says: str, lacks: str) -> None:
    if found:
        row.yes(name, 0.7, found[:2], says)
    else:
        row.no(name, 0.7, lacks)


def find_ai_outcome(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings of `ai_outcome`: an outcome rather than usage, read against a baseline."""
    row = Row(scan, "ai_outcome")
    star = scan.star
    doubts = scan.all_marks("usage_doubt")
    aside = [
        (m.first, m.stop) for m in scan.with_role("set_aside") if m.kind == "arrival" or m.group == "vanity"
    ]
    outcome: list[Range] = []
    if star is not None and star.kind != "arrival" and star.group != "vanity":
        inside = scan.marks_in((star.first, min(star.stop + 8, len(scan.words))), "outcome_words")
        if inside or star.group == "metric":
            outcome = [(star.first, star.stop)]
    ambient = [one for one in _told(scan, "ambient") if outcome]
    trial = [one for one in _told(scan, "baseline") if outcome]
    noticed = outcome or doubts or aside
    _put(
        row,
        "usage_questioned",
        noticed,
        "Usage alone is not taken for success.",
        "Usage of the feature is not questioned.",
    )
    _put(
        row,
        "countable_outcome",
        outcome,
        "A countable outcome is named.",
        "No countable outcome is named.",
    )
    _put(
        row,
        "trap_or_baseline",
        trial or ambient,
        "It is read against a baseline, or the trap of adoption is named.",
        "Neither a baseline nor the trap of an always-open feature is named.",
    )
    return tuple(row.findings)


def find_review(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings of `review_cadence`: that the metric may change, when, and why or how."""
    row = Row(scan, "review_cadence")
    change = _told(scan, "may_change")
    when = [one for mark in change for one in scan.marks_in(scan.around(mark[0], 1, 1), "cadence")]
    how = [
        one for mark in change[:4] if when for one in scan.marks_in(scan.around(mark[0], 1, 2), "review_how")
    ]
    _put(
        row,
        "change_expected",
        change,
        "The metric is expected to be looked at again.",
        "Nothing says that the metric may change.",
    )
    _put(
        row,
        "cadence_or_trigger",
        when,
        "A rhythm or a trigger is given.",
        "No rhythm or trigger is given.",
    )
    _put(
        row,
        "reason_or_method",
        how,
        "Why, or how, it is looked at again is said.",
        "Neither a reason nor a way of looking again is given.",
    )
    return tuple(row.findings)


def find_frame_fit(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings of `frame_fit`: the situation, the right conclusion, what goes wrong otherwise."""
    row = Row(scan, "frame_fit")
    stage = scan.lexicon.frame == "omtm"
    noticed = scan.all_marks("early" if stage else "two_sides")
    if stage:
        noticed = noticed or scan.all_marks("stage_choice")
    choice = scan.all_marks("stage_choice" if stage else "both_choice")
    if not stage:
        star = scan.star
        near = scan.around(star.first, 1, 1) if star is not None else (0, 0)
        choice = [one for one in choice if near[0] <= one[0] < near[1]]
    right = choice if noticed else []
    harm = [one for mark in right[:4] for one in scan.marks_in(scan.around(mark[0], 2, 2), "frame_harm")]
    _put(
        row,
        "situation_noticed",
        noticed,
        "The situation of this product is noticed.",
        "Nothing says what is special about this product's stage or sides.",
    )
    _put(
        row,
        "right_conclusion",
        right,
        "The conclusion is drawn.",
        "Nothing is concluded from the situation.",
    )
    _put(
        row,
        "consequence_named",
        harm,
        "It is said what goes wrong otherwise.",
        "It is not said what goes wrong otherwise.",
    )
    return tuple(row.findings)


def find_value_statement(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings of `value_statement`: value, for whom, before the metric and tied to it."""
    row = Row(scan, "value_statement")
    value = _told(scan, "value_cue")
    who = [one for mark in value for one in scan.marks_in(scan.sentence_of(mark[0]), "people_words")]
    star = scan.star
    before = [one for one in who if star is not None and one[0] < star.first]
    tied = (
        before
        if star is not None and scan.marks_in((0, min(star.first + 1, len(scan.words))), "tie_back")
        else []
    )
    tied = tied or (
        before
        if star is not None and scan.marks_in(scan.around(star.first, 0, 1), "tie_back", "cause")
        else []
    )
    _put(
        row,
        "value_stated",
        value,
        "A value behind the metric is stated.",
        "No value behind the metric is stated.",
    )
    _put(
        row,
        "who_gets_which_outcome",
        who,
        "It is said who gets what.",
        "It is not said who gets which outcome.",
    )
    _put(
        row,
        "stated_first_and_tied",
        tied,
        "It comes before the metric, which is tied back to it.",
        "The value does not lead to the metric.",
    )
    return tuple(row.findings)


def find_inputs(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings of `input_metrics`: one, two that drive the star, three to five that cover it."""
    row = Row(scan, "input_metrics")
    inputs = [(measure.first, measure.stop) for measure in scan.with_role("input")]
    cues = [cue for cue in scan.cues if cue.kind in {"input", "input_back"}]
    items = inputs
    if cues and cues[0].direction == "forward" and len(inputs) < 3:
        items = inputs + _list_items(scan, cues[0].scope)
    kinds = [
        name
        for name in ("breadth_words", "depth_words", "frequency_words", "efficiency_words")
        if any(scan.marks_in(scan.sentence_of(item[0]), name) for item in items[:5])
    ]
    covered = items if 3 <= len(items) <= 8 and len(kinds) >= 2 else []
    _put(
        row,
        "one_input",
        items[:1] or [(cue.first, cue.stop) for cue in cues[:1]],
        "An input is named.",
        "No input is named.",
    )
    _put(
        row,
        "two_driving_inputs",
        items[:3] if len(items) >= 2 else [],
        "Two or more inputs are named.",
        "Fewer than two inputs that a team can move are named.",
    )
    _put(
        row,
        "inputs_cover_the_star",
        covered,
        "Three to five inputs cover the star from different sides.",
        "The inputs do not cover the star from two sides.",
    )
    return tuple(row.findings)


def _list_items(scan: Scan, scope: Range) -> list[Range]:
    """Return the parts of a list that stands in some words, cut at commas and "and"."""
    items: list[Range] = []
    first = scope[0]
    for word in range(scope[0] + 1, scope[1] + 1):
        if word == scope[1] or scan.words.breaks[word] >= 1 or scan.words.norms[word] == "and":
            if word - first >= 1:
                items.append((first, word))
            first = word + (word < scope[1] and scan.words.norms[word] == "and")
    return items if len(items) >= 2 else []


def find_validation(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings of `validation`: a test meant, one concrete check, a second or what decides."""
    row = Row(scan, "validation")
    intent = _told(scan, "test_intent")
    checks = {
        name: _told(scan, name) for name in ("check_interview", "check_correlation", "check_experiment")
    }
    concrete = [found[0] for found in checks.values() if found]
    asked = bool(intent) or any(checks["check_experiment"]) or any(checks["check_interview"])
    one = concrete[:1] if asked else []
    decides = [d for mark in one for d in scan.marks_in(scan.around(mark[0], 1, 2), "decision")]
    second = concrete[1:2] if one and len(concrete) > 1 else decides[:1]
    _put(
        row,
        "test_intended",
        intent or one,
        "A test is intended.",
        "Nothing says how the choice would be tested.",
    )
    _put(row, "concrete_check", one, "A concrete check is named.", "No concrete check is named.")
    _put(
        row,
        "second_check_or_decision",
        second,
        "A second check, or the result that would change the choice, is named.",
        "Only one check, and no result that would change the choice.",
    )
    return tuple(row.findings)
