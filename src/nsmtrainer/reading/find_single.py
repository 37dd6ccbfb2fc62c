"""Findings of `single_metric`: is one measure proposed, does it count delivered value, and why that one."""

from __future__ import annotations

from itertools import pairwise

from nsmtrainer.reading.found import MOST, Row
from nsmtrainer.reading.mentions import delivered_words
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import Measure, Range, Scan

POOR = frozenset({"arrival", "business", "survey", "loose", "unrelated", "retention"})
_QUALIFIES = frozenset({"who", "that", "where", "after", "without", "and", "within", "again", "together"})
_ENOUGH_WORDS = 7


def find_single(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings and blockers of `single_metric`."""
    row = Row(scan, "single_metric")
    star = scan.star
    _proposal(row, star)
    _value(row, star)
    _reason(row, star)
    equals = equals_list(scan)
    if equals:
        row.yes(
            "equals_list", 0.75, equals, "Three or more measures are offered as equals, none above the rest."
        )
    else:
        row.no("equals_list", 0.8, "No list of three or more equals takes the place of one metric.")
    if scan.attempt.kind == "other_product":
        row.yes("wrong_product", 0.8, (), scan.attempt.reason)
    else:
        row.no("wrong_product", 0.9, "Nothing shows that the metric belongs to another product.")
    shared = () if equals else shared_crown(scan)
    if shared:
        row.yes("shared_crown", 0.6, shared, "Two measures share the crown.")
    else:
        row.no("shared_crown", 0.75, "One measure stands alone.")
    if star is not None and poor(star):
        row.yes("vanity_crowned", 0.75, (star,), f"What is proposed counts {_WHAT[star.kind]}.")
    else:
        row.no("vanity_crowned", 0.6, "No arrival, activity or income count is crowned.")
    return tuple(row.findings)


_WHAT = {
    "arrival": "people arriving or being active, not value that they got",
    "business": "the company's own result",
    "survey": "an opinion score that no team can steer by alone",
    "loose": "something that nobody could count",
    "unrelated": "something that users do not receive",
    "retention": "that people stay, which many things bring about",
}


def poor(star: Measure) -> bool:
    """Return whether a proposed measure is an arrival, income, survey or loose one of no key's liking."""
    return star.kind in POOR and star.group not in {"metric", "tolerated"}


def _proposal(row: Row, star: Measure | None) -> None:
    if star is None:
        row.no("proposal", 0.5, "No measure is put forward as the north star.")
        return
    confidence = {0: 0.6, 1: 0.7, 2: 0.85}.get(star.strength, 0.95)
    row.yes("proposal", confidence, (star,), "This measure is put forward.")


def _value(row: Row, star: Measure | None) -> None:
    name = "single_countable_value"
    if star is None:
        row.no(name, 0.8, "Nothing is proposed that could count value.")
    elif star.group in {"metric", "tolerated"}:
        row.yes(
            name, 0.85, (star,), f"It can be counted and shows value that users received ({star.key_name})."
        )
    elif star.kind in {"shape", "delivered", "stretch", "harm"}:
        confidence = 0.75 if star.kind == "delivered" or _qualified(row.scan, star) else 0.55
        row.yes(
            name,
            confidence,
            (star,),
            "It is worded as a count of what users received; it is not in the key.",
        )
    else:
        row.no(name, 0.75, f"It counts {_WHAT.get(star.kind, 'something else')}.")


def _qualified(scan: Scan, star: Measure) -> bool:
    inside = scan.words.norms[star.first : star.stop]
    return any(norm in _QUALIFIES or norm in delivered_words() for norm in inside)


def _reason(row: Row, star: Measure | None) -> None:
    name = "product_reason"
    reason = reason_for(row.scan, star) if star is not None else None
    if star is None:
        row.no(name, 0.8, "Nothing is proposed that could be argued for.")
    elif reason is None:
        row.no(name, 0.65, "No clause says why this number, from this product.")
    else:
        row.yes(name, reason[1], (reason[0],), "A clause argues for the measure from the product.")


def reason_for(scan: Scan, star: Measure) -> tuple[Range, float] | None:
    """Return the words that argue for the star and how sure they are to, or None.

    A reason stands near the star, is about this product, and is neither a stock phrase nor about a guardrail
    or a measure set aside. With a word of reason ("because", "means") it is surer than a bare sentence.
    """
    bounds = scan.around(star.first, 2, 2)
    after, before = (
        scan.marks_in((star.stop, bounds[1]), "cause"),
        scan.marks_in((bounds[0], star.first), "cause"),
    )
    for mark in after[:MOST] + before[-MOST:]:
        stop = scan.sentence_of(mark[0])[1]
        if _about_star(scan, star, (mark[0], stop)) and _telling(scan, (mark[1], stop)) >= 3:
            return (mark[0], stop), 0.6
    for sentence in scan.clauses.sentences[slice(*_numbers(scan, star))]:
        part = (star.stop, sentence[1]) if sentence[0] <= star.first < sentence[1] else sentence
        if _about_star(scan, star, part) and _telling(scan, part) >= _ENOUGH_WORDS:
            return part, 0.5
    return _over_another(scan, bounds)


def _over_another(scan: Scan, bounds: Range) -> tuple[Range, float] | None:
    """Return the words that put the star above a measure set aside near it, with a reason, or None."""
    for measure in scan.measures_in(bounds)[:MOST]:
        sentence = scan.sentence_of(measure.first)
        causes = scan.marks_in(sentence, "cause")
        if measure.role == "set_aside" and causes and _telling(scan, (causes[0][1], sentence[1])) >= 4:
            return (causes[0][0], sentence[1]), 0.5
    return None


def _numbers(scan: Scan, star: Measure) -> tuple[int, int]:
    number = scan.clauses.sentence(star.first)
    return max(number - 2, 0), number + 3


def _telling(scan: Scan, part: Range) -> int:
    """Return how many words of substance a part holds, none where it is a stock phrase only."""
    words = sum(1 for one in scan.words.stems[part[0] : part[1]] if len(one) > 3)
    own = sum(1 for one in scan.words.stems[part[0] : part[1]] if one in scan.vocabulary)
    if scan.marks_in(part, "generic_reason") and own < 3:
        return 0
    return words if own else min(words, 4)


def _about_star(scan: Scan, star: Measure, part: Range) -> bool:
    """Return whether a part is about the star: no guardrail, rejected measure, term or other voice is."""
    if part[1] - part[0] < 4 or scan.disowned(part[0]):
        return False
    if any(m is not star and m.role in {"guardrail", "set_aside", "input"} for m in scan.measures_in(part)):
        return False
    if any(cue.kind in {"guard", "guard_back", "aside_back"} for cue in scan.cues_in(part)):
        return False
    return not scan.marks_in(part, "okr_terms", "threshold", "game_word")


def equals_list(scan: Scan) -> tuple[Measure, ...]:
    """Return three or more measures offered as equals, or none.

    Equals are proposed by the same weak cue in one sentence (or by the lines of one list), and none of
    them, nor any other measure, is called the north star.
    """
    stars = [measure for measure in scan.stars[:MOST] if not _is_repeat(scan, measure)]
    if len(stars) < 3 and not scan.has("equals"):
        return _bare_list(scan)
    group = sorted(stars, key=lambda m: m.first)
    if len(group) < 3:
        return ()
    firm = [m for m in group if m.strength >= 3]
    if (len(firm) == 1 or scan.has("only_one")) and not scan.has("equals"):
        return ()
    close = [m for m, after in pairwise(group) if after.first - m.stop <= 12]
    return tuple(group) if len(close) >= 2 else ()


def _bare_list(scan: Scan) -> tuple[Measure, ...]:
    """Return the measures of a list that begins with the star and goes on as other measures of no role."""
    star = scan.star
    if star is None or star.strength >= 3 or scan.has("only_one"):
        return ()
    run = [star]
    for measure in scan.measures:
        if measure.first >= run[-1].stop and measure.role in {"other", "north_star"}:
            if measure.first - run[-1].stop > 3:
                break
            run.append(measure)
    return tuple(run) if len(run) >= 3 else ()


def _is_repeat(scan: Scan, measure: Measure) -> bool:
    """Return whether the measure names one again that is proposed already."""
    for other in scan.stars[:MOST]:
        if other is measure:
            return False
        if other.key_name and other.key_name == measure.key_name:
            return True
        mine = set(scan.words.stems[measure.first : measure.stop])
        theirs = set(scan.words.stems[other.first : other.stop])
        if len({one for one in mine & theirs if len(one) > 3}) >= min(2, len(mine)):
            return True
    return False


def shared_crown(scan: Scan) -> tuple[Measure, ...]:
    """Return two measures that share the crown ("either X or Y", "X and Y together"), or none."""
    star = scan.star
    if star is None:
        return ()
    bounds = scan.around(star.first, 1, 1)
    partners = [
        m
        for m in scan.stars[:MOST]
        if m is not star and abs(m.first - star.first) < 30 and bounds[0] <= m.first < bounds[1]
    ]
    partners = [m for m in partners if not _is_repeat(scan, m)]
    joined = [m for m in partners if _joined(scan, star, m)]
    if not joined:
        return ()
    if scan.marks_in(bounds, "shared") or (
        scan.words.norms[min(star.stop, joined[0].stop)] in {"and", "or", "plus"}
    ):
        return (star, joined[0])
    return ()


def _joined(scan: Scan, one: Measure, other: Measure) -> bool:
    first, second = sorted((one, other), key=lambda m: m.first)
    between = scan.words.norms[first.stop : second.first]
    return len(between) <= 4 and any(norm in {"and", "or", "plus", "together", "with"} for norm in between)
