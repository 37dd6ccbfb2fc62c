"""Findings of `game_type`: is the product's game seen, named, and is the metric derived from it."""

from __future__ import annotations

from nsmtrainer.content.models import GAME_TYPES
from nsmtrainer.reading.found import MOST, Row
from nsmtrainer.reading.models import Finding
from nsmtrainer.reading.scan import Range, Scan

_DERIVES_WITHIN = 26


def find_game(scan: Scan) -> tuple[Finding, ...]:
    """Return the findings and the blocker of `game_type`."""
    row = Row(scan, "game_type")
    named = {game: _claimed(scan, f"{game}_named") for game in GAME_TYPES}
    plain = {game: _claimed(scan, f"{game}_plain") for game in GAME_TYPES}
    right = [one for game in scan.lexicon.games for one in named[game]]
    wrong = [one for game in GAME_TYPES if game not in scan.lexicon.games for one in named[game]]
    described = [one for game in scan.lexicon.games for one in plain[game]]
    drawn = _plainly_named(scan, described)
    derived = _derived(scan, [*right, *drawn]) or _derived_plainly(scan, described)
    _describe(row, right, described, drawn)
    if right or drawn or derived:
        row.yes(
            "game_named",
            0.8 if right else 0.6,
            [*right, *drawn, *derived][:3],
            "The product's game is named.",
        )
    else:
        row.no("game_named", 0.85, "The game is not named, in these words or plain ones.")
    if derived:
        row.yes("metric_derived", 0.85, derived, "The metric is drawn from the game.")
    else:
        row.no("metric_derived", 0.85, "Nothing joins the game to the metric.")
    if wrong and not right:
        row.yes("game_ruled_out", 0.85, wrong[:2], "A game is asserted that does not fit this product.")
    else:
        row.no("game_ruled_out", 0.9, "No game that does not fit is asserted.")
    return tuple(row.findings)


def _describe(row: Row, right: list[Range], described: list[Range], drawn: list[Range]) -> None:
    if right or drawn:
        row.yes("game_described", 0.85, [*right, *drawn][:2], "It is said how the product makes value.")
    elif described:
        row.yes("game_described", 0.6, described[:2], "The business is described, though not as a type.")
    else:
        row.no("game_described", 0.65, "It is not said what kind of value the product makes.")


def _claimed(scan: Scan, mark: str) -> list[Range]:
    return [
        one
        for one in scan.all_marks(mark)
        if not scan.negated(one[0]) and not scan.disowned(one[0]) and not _in_measure(scan, one)
    ]


def _in_measure(scan: Scan, found: Range) -> bool:
    return any(
        m.first <= found[0] < m.stop and m.key_name
        for m in scan.measures_in((max(found[0] - 22, 0), found[0] + 1))
    )


def _plainly_named(scan: Scan, described: list[Range]) -> list[Range]:
    """Return plain words for the game that are used as a type: "this is about exchanges, not minutes"."""
    return [
        one
        for one in described[:MOST]
        if scan.marks_in(scan.sentence_of(one[0]), "game_word")
        or scan.marks_in(scan.sentence_of(one[0]), "not_other_game")
    ]


def _derived(scan: Scan, games: list[Range]) -> list[Range]:
    for game in games[:MOST]:
        after = (game[0], min(scan.around(game[0], 0, 1)[1], game[1] + _DERIVES_WITHIN))
        before = (max(scan.around(game[0], 1, 0)[0], game[0] - _DERIVES_WITHIN), game[0])
        links = scan.marks_in(after, "derive")
        counts = scan.marks_in(after, "count_words") or [
            (m.first, m.stop) for m in scan.measures_in(after) if m.role == "north_star"
        ]
        if (links and counts) or scan.marks_in(after, "not_other_game"):
            return [(game[0], after[1])]
        if scan.marks_in(before, "not_other_game") and counts:
            return [(before[0], game[1])]
    return []


def _derived_plainly(scan: Scan, described: list[Range]) -> list[Range]:
    for one in described[:MOST]:
        clause = scan.around(one[0], 0, 1)
        reach = (one[0], min(clause[1], one[1] + _DERIVES_WITHIN))
        links = [m for m in scan.marks_in(reach, "derive") if scan.words.norms[m[0]] in _STRONG_LINKS]
        drawn = (links[0][0], reach[1]) if links else reach
        counts = scan.marks_in(drawn, "count_words") or scan.marks_in(drawn, "not_other_game")
        if links and (counts or any(m.role == "north_star" for m in scan.measures_in(drawn))):
            return [reach]
    return []


_STRONG_LINKS = frozenset(
    {"so", "hence", "therefore", "thus", "that", "which", "this", "accordingly", "consequently"}
)
