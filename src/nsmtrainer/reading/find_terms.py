"""Findings of `frame_confusion`: north star, OMTM, key result and KPI kept apart."""

from __future__ import annotations

from bisect import bisect_left

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.found import MOST, Row
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import NEGATIONS, CueHit, Range, Scan
from nsmtrainer.reading.targets import dates, is_big, is_number, sizes

_CHANGE = lexicons.word_set("growing")
_FORWARD, _BACKWARD, _NEAR = 18, 24, 8
_LEAD = 4


def find_terms(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings and blockers of `frame_confusion`."""
    row = Row(scan, "frame_confusion")
    star = scan.star
    explained = [one for one in scan.all_marks("explained") if not scan.disowned(one[0])]
    target = target_as_star(scan)
    equated = _equated(scan)
    apart = told_apart(scan)
    blurred = _blurred(scan) if target is None else None
    if star is not None or explained:
        rests = [star] if star is not None else explained[:1]
        row.yes(
            "proposal_or_terms",
            0.85 if star is not None else 0.6,
            rests,
            "A metric is put forward or a term explained.",
        )
    else:
        row.no("proposal_or_terms", 0.5, "Nothing is proposed, and no term is explained.")
    if star is not None:
        row.yes("clean_metric", 0.85, (star,), "The proposal is a standing metric.")
    else:
        row.no("clean_metric", 0.5, "No standing metric is proposed.")
    if apart:
        row.yes("terms_told_apart", 0.7, apart[:2], "The terms are told apart.")
    else:
        row.no("terms_told_apart", 0.9, "No other term is told apart from the north star.")
    _blockers(row, target, equated, blurred)
    return tuple(row.findings)


def _blockers(row: Row, target: Range | None, equated: list[Range], blurred: Range | None) -> None:
    if target is not None:
        row.yes(
            "target_as_star",
            0.85,
            (target,),
            "The north star carries a date or a size; that is a key result.",
        )
    else:
        row.no("target_as_star", 0.9, "The north star carries no date or size.")
    if equated:
        row.yes("terms_equated", 0.8, equated[:2], "Terms that differ are treated as the same.")
    else:
        row.no("terms_equated", 0.9, "No terms are treated as the same.")
    if blurred is not None:
        row.yes(
            "target_blurred",
            0.7,
            (blurred,),
            "Metric and target blur: a rate of growth is called the metric.",
        )
    else:
        row.no("target_blurred", 0.9, "Metric and target do not blur.")


def target_as_star(scan: Scan) -> Range | None:
    """Return the dated or sized target that is called the north star, or None."""
    words = scan.words
    big = [one for one in sizes(words) if is_big(words, one) and not words.quoted[one[0]]]
    big = [one for one in big if not _in_qualifier(scan, one)]
    times = [one for one in dates(words) if not words.quoted[one[0]]]
    for cue in scan.cues:
        if cue.kind not in {"crown", "crown_back"} or cue.negated or scan.disowned(cue.first):
            continue
        reach = _reach(scan, cue)
        if not _points_back(scan, cue) and scan.marks_in(
            (min(reach[0], cue.first), reach[1]), "okr_terms", "apart"
        ):
            continue
        sized = _within(reach, big)
        dated = _within(reach, times)
        firm = _firm(scan, (cue.first, cue.stop))
        found = _target(scan, reach, sized, dated, firm) or _whole(scan, reach, dated, firm)
        if found is not None:
            return found
    return None


def _reach(scan: Scan, cue: CueHit) -> Range:
    if cue.kind == "crown":
        return cue.stop, min(cue.scope[1], cue.stop + _FORWARD)
    first = cue.scope[0]
    if _points_back(scan, cue) and first == scan.sentence_of(cue.first)[0] > 0:
        first = scan.sentence_of(first - 1)[0]
    return max(first, cue.first - _BACKWARD), cue.first


def _points_back(scan: Scan, cue: CueHit) -> bool:
    """Return whether a cue near its sentence's head speaks of the one before: "I'm serious, that's"."""
    if cue.kind != "crown_back":
        return False
    lead = cue.first - scan.sentence_of(cue.first)[0]
    said = scan.words.norms[max(cue.first - 1, 0) : cue.first + 1]
    return lead <= _LEAD and any(norm in {"that", "this"} for norm in said)


def _within(reach: Range, places: list[Range]) -> list[Range]:
    first = bisect_left(places, (reach[0], 0))
    return places[first : bisect_left(places, (reach[1], 0))]


def _target(scan: Scan, reach: Range, sized: list[Range], dated: list[Range], firm: bool) -> Range | None:
    """Return the target made of these sizes and dates, or None; `firm` where it is called the star."""
    if dated and sized and (firm or dated[0][0] - sized[-1][1] <= _NEAR):
        first = min(one[0] for one in (*sized, *dated))
        return first, max(one[1] for one in (*sized, *dated))
    if dated and firm and (_has_deadline(scan, dated[0]) or _moved_within(scan, reach, dated[0])):
        return dated[0]
    if firm and (moved := _from_here_to_there(scan, reach)) is not None:
        return moved
    absolute = [one for one in sized if scan.words.norms[one[1] - 1] != "%" and one[0] - reach[0] <= 3]
    return absolute[0] if absolute and firm else None


def _has_deadline(scan: Scan, dated: Range) -> bool:
    return scan.words.norms[dated[0]] in {"by", "before"}


def _from_here_to_there(scan: Scan, reach: Range) -> Range | None:
    """Return a move from one figure to another at the head of what is called the star, or None."""
    head = scan.words.norms[reach[0] : reach[0] + 6]
    if "from" not in head:
        return None
    first = reach[0] + head.index("from")
    here, *there = scan.words.norms[first + 1 : first + 7] or ("",)
    if not here or not is_number(here) or "to" not in there[:-1]:
        return None
    place = there.index("to")
    return (first, first + place + 4) if is_number(there[place + 1]) else None


def _moved_within(scan: Scan, reach: Range, dated: Range) -> bool:
    """Return whether a change is to be reached in a time to come: "to double it in the next year"."""
    coming = scan.words.norms[dated[0]] in {"next", "coming"}
    return coming and any(norm in _CHANGE for norm in scan.words.norms[reach[0] : dated[0]])


def _whole(scan: Scan, reach: Range, dated: list[Range], firm: bool) -> Range | None:
    """Return a target of any size that lies wholly within reach of the words "north star", and is dated."""
    inside = [one for one in scan.targets if reach[0] <= one[0] and one[1] <= reach[1]]
    timed = [one for one in inside if any(one[0] <= date[0] < one[1] for date in dated)]
    return timed[0] if timed and firm else None


def _firm(scan: Scan, found: Range) -> bool:
    return any(
        norm in {"star", "metric", "omtm", "compass", "measure", "number", "matters"}
        for norm in scan.words.norms[found[0] : found[1]]
    )


def _in_qualifier(scan: Scan, size: Range) -> bool:
    """Return whether a size qualifies the measure ("rated 4 or more", "after 2000 messages")."""
    before = scan.words.norms[max(size[0] - 2, scan.sentence_of(size[0])[0]) : size[0]]
    return any(
        norm
        in {"least", "than", "per", "rated", "after", "within", "every", "over", "under", "above", "first"}
        for norm in before
    )


def _equated(scan: Scan) -> list[Range]:
    """Return where terms that differ are called the same: in set phrases, or "the same" beside two terms."""
    said = list(scan.all_marks("equated"))
    for mark in scan.all_marks("same")[:MOST]:
        clause = scan.clause_of(mark[0])
        near = (max(clause[0] - 8, scan.sentence_of(mark[0])[0]), clause[1])
        if _says_star(scan, near) and scan.marks_in(near, *_TERM_KINDS):
            said.append(mark)
    return [
        one
        for one in said
        if not scan.negated(one[0])
        and not _denied(scan, one)
        and not scan.disowned(one[0])
        and not _asked(scan, one)
    ]


_TERM_KINDS = ("okr_terms", "stage_terms", "kpi_terms")


def _says_star(scan: Scan, bounds: Range) -> bool:
    return "star" in scan.words.norms[bounds[0] : bounds[1]]


def _asked(scan: Scan, found: Range) -> bool:
    """Return whether words are a question: "North star or OKR?" equates nothing."""
    end = scan.words.span(*found).end
    return scan.words.text[end : end + 1] == "?"


def _denied(scan: Scan, found: Range) -> bool:
    return any(norm in {"not", "never", "no"} for norm in scan.words.norms[max(found[0] - 3, 0) : found[0]])


def told_apart(scan: Scan) -> list[Range]:
    """Return the sentences that tell a target, an OMTM or a KPI from the metric."""
    found: list[Range] = []
    for mark in scan.all_marks("apart")[: 2 * MOST]:
        sentence = scan.sentence_of(mark[0])
        if (found and found[-1][0] == sentence[0]) or _turned_round(scan, mark):
            continue
        about = scan.around(mark[0], 1, 0)
        terms = scan.marks_in(about, "okr_terms", "stage_terms", "kpi_terms")
        target = [t for t in scan.targets if about[0] <= t[0] < sentence[1]]
        if (
            (terms or target)
            and not scan.disowned(mark[0])
            and (target or scan.marks_in(about, "star_terms") or _names_measure(scan, about))
        ):
            found.append(sentence)
    found += [] if found else _dated_terms(scan)
    if scan.lexicon.frame == "omtm" and not found:
        stage = [
            one
            for one in scan.all_marks("stage_terms")
            if scan.marks_in(scan.around(one[0], 1, 1), "stage_choice", "early")
        ]
        negated = [one for one in stage if scan.marks_in(scan.around(one[0], 1, 1), "star_terms")]
        return [scan.sentence_of(one[0]) for one in negated[:1]]
    return found


def _turned_round(scan: Scan, mark: Range) -> bool:
    """Return whether words that tell terms apart are themselves denied ("would not be a key result")."""
    own = any(norm in NEGATIONS for norm in scan.words.norms[mark[0] : mark[1]])
    return not own and scan.negated(mark[0])


def _dated_terms(scan: Scan) -> list[Range]:
    """Return sentences in which a dated or sized target goes by its own name, away from what is crowned."""
    found: list[Range] = []
    for target in scan.targets[:MOST]:
        sentence = scan.sentence_of(target[0])
        clause = (max(sentence[0], target[0] - 12), min(sentence[1], target[1] + 12))
        crowned = [
            c
            for c in scan.cues_in(clause)
            if c.kind in {"crown", "crown_back"} and _firm(scan, (c.first, c.stop))
        ]
        named = scan.marks_in(clause, "okr_terms")
        if (
            any(not scan.negated(one[0]) for one in named)
            and not crowned
            and scan.star is not None
            and not scan.disowned(target[0])
        ):
            found.append(sentence)
    return found[:2]


def _names_measure(scan: Scan, bounds: Range) -> bool:
    return any(measure.role == "north_star" for measure in scan.measures_in(bounds))


def _blurred(scan: Scan) -> Range | None:
    star = scan.star
    if star is None or star.strength < 2:
        return None
    first = star.cue.stop if star.cue is not None and star.cue.kind == "crown" else max(star.first - 3, 0)
    words = scan.words
    change = [word for word in range(min(first, star.first), star.stop) if words.norms[word] in _CHANGE]
    reach = (min(first, star.first), min(star.stop + 6, scan.sentence_of(star.first)[1]))
    rate = [one for one in sizes(words) if words.norms[one[1] - 1] == "%" and reach[0] <= one[0] < reach[1]]
    return (change[0], rate[0][1]) if change and rate and rate[0][0] > change[0] else None
