"""The cohort and its people as rows of a list, and what is said about each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.counts import counted
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.marks import level_bar, level_style, verdict
from nsmtrainer.tui.home.panels import BLOCKS

if TYPE_CHECKING:
    from nsmtrainer.practice.cohort_decided import Decided
    from nsmtrainer.practice.cohort_levels import CriterionSpread
    from nsmtrainer.practice.cohort_people import Person
    from nsmtrainer.practice.desk import Cohort

ORDERS = ("name", "lowest score", "asks first", "missing first")
STATUS_STYLES = {"done": "$level-3", "part": "$level-1", "missing": "$level-0"}
BLANK = Content(" ")
_MOST = 5
_STATUS = 12
LEVEL_CELLS = 4
"""Cells of a level's bar and the space behind it."""


def in_order(people: Sequence[Person], order: str) -> list[Person]:
    """Return people in one of `ORDERS`; inside equal ones the names decide."""
    if order == "lowest score":
        return sorted(people, key=lambda one: (one.score is None, one.score or 0.0))
    if order == "asks first":
        return sorted(people, key=lambda one: -one.requests)
    if order == "missing first":
        return sorted(people, key=lambda one: (("missing", "part", "done").index(one.status), not one.late))
    return list(people)


def heading(criteria: int, width: int) -> Content:
    """Return the line above the rows of people; criteria go by their numbers."""
    numbers = "".join(str(number % 10) for number in range(1, criteria + 1))
    return Content.styled(f"{'Name':<{width}} {'Status':<{_STATUS}}  All  {numbers}", "$quiet")


def person_row(person: Person, criteria: Sequence[CriterionSpread], width: int) -> Content:
    """Return a person's name, status, score, a digit per criterion (the mean, rounded), what was gained."""
    status = f"{person.status} late" if person.late else person.status
    score = "  -" if person.score is None else f"{person.score:>3.0f}"
    levels = [_digit(person.levels.get(one.id)) for one in criteria]
    signs = []
    if person.requests:
        signs.append((" asks", "bold $star"))
    if person.gained:
        signs.append((f" {person.gained:+.0f}", "$level-3" if person.gained > 0 else "$level-0"))
    return Content.assemble(
        _padded(person.name, width),
        " ",
        (f"{status:<{_STATUS}}", STATUS_STYLES[person.status]),
        "  ",
        (score, "bold"),
        "  ",
        *levels,
        *signs,
    )


def _digit(level: float | None) -> Content:
    if level is None:
        return Content.styled("-", "$quiet")
    whole = min(3, int(level + 0.5))
    return Content.styled(str(whole), f"bold {level_style(whole)}")


def _padded(text: str, width: int) -> Content:
    """Return a text on one line, cut or filled to so many cells."""
    return line(text).truncate(width, ellipsis=True, pad=True)


def cohort_content(cohort: Cohort, width: int) -> Content:
    """Return what a coach should know of a cohort at a glance, in so many cells."""
    report = cohort.report
    if not report.criteria:
        return joined(
            _heading(cohort),
            BLANK,
            Content("No answer is here yet."),
            Content.assemble(("I", "bold $star"), " imports a folder of submissions."),
        )
    parts = [
        _heading(cohort),
        _to_do(cohort),
        *_scores(cohort),
        BLANK,
        Content.styled("Levels", "bold $star"),
    ]
    parts += spreads(report.criteria, width)
    parts += _lacks(cohort)
    parts += _worth(cohort)
    if report.improved:
        parts += [BLANK, Content.styled("Improved", "bold $star")]
        parts += [
            Content.assemble((f"{one.gained or 0:>+4.0f} ", "bold $level-3"), line(one.name, limit=40))
            for one in report.improved[:_MOST]
        ]
    parts += [
        BLANK,
        *(line(said, "$quiet") for said in report.trust),
    ]
    if report.differing:
        answers = counted(report.differing, "answer was", "answers were")
        said = f"{answers} marked differently on the candidate's own machine; these marks count."
        parts.append(Content.styled(said, "$quiet"))
    return joined(*parts)


def _lacks(cohort: Cohort) -> list[Content]:
    lacks = cohort.report.lacks[:_MOST]
    parts = [BLANK, Content.styled("Missing most often", "bold $star")] if lacks else []
    for one in lacks:
        said = one.advice or one.finding.replace("_", " ")
        parts.append(
            Content.assemble((f"{one.share:>4.0%} ", "bold"), line(f"{one.title}:", "bold"), " ", line(said))
        )
    return parts


def _heading(cohort: Cohort) -> Content:
    asked, report = cohort.known.assignment, cohort.report
    late = sum(1 for one in report.people if one.late)
    counts = [f"{report.count('done')} done", f"{report.count('part')} in part"]
    counts += [f"{report.count('missing')} missing", f"{late} late"]
    due = f", due {asked.due.astimezone():%d %b %H:%M}" if asked.due else ""
    return joined(
        line(asked.title, "bold"),
        line(f"{counted(len(asked.prompts), 'prompt')}{due}", "$quiet"),
        line(", ".join(counts)),
    )


def _to_do(cohort: Cohort) -> Content:
    verb = "is" if cohort.waiting == 1 else "are"
    everything = counted(len(cohort.queue), "answer")
    said = f"{cohort.waiting:,} of {everything} {verb} not judged" if cohort.waiting else "All are judged"
    count = len(cohort.requests)
    if not count:
        return Content(f"{said}.")
    asked = "a candidate asks" if count == 1 else f"{count} marks are asked about"
    return Content.assemble(f"{said}; ", (f"{asked}.", "bold $star"))


def _scores(cohort: Cohort) -> list[Content]:
    if cohort.report.quartiles is None:
        return []
    low, middle, high = cohort.report.quartiles
    return [
        Content(f"Half of the scores lie between {low:.0f} and {high:.0f}, the middle one is {middle:.0f}.")
    ]


def spreads(criteria: Sequence[CriterionSpread], width: int) -> list[Content]:
    """Return a line per criterion; where room is short, they go without deviations, and titles are cut."""
    rows = [_spread(number, one) for number, one in enumerate(criteria, start=1)]
    if all(row.cell_length <= width for row in rows):
        return rows
    return [_short_spread(number, one, width) for number, one in enumerate(criteria, start=1)]


def _spread(number: int, one: CriterionSpread) -> Content:
    unsure = (f"  {one.unsure} unsure", "$quiet") if one.unsure else ""
    deviation = (f"±{one.deviation:.1f} ", "$quiet")
    return Content.assemble(_columns(number, one), deviation, line(one.title), unsure)


def _short_spread(number: int, one: CriterionSpread, width: int) -> Content:
    unsure = Content.styled(f" {one.unsure}?", "$quiet") if one.unsure else Content("")
    columns = _columns(number, one)
    left = width - columns.cell_length - unsure.cell_length
    return Content.assemble(columns, line(one.title).truncate(max(1, left), ellipsis=True), unsure)


def _columns(number: int, one: CriterionSpread) -> Content:
    """Return a criterion's number, how many answers are on each level from 0 to 3, and the mean."""
    most = max(*one.counts, 1)
    columns = [
        (BLOCKS[round(count / most * (len(BLOCKS) - 1))] if count else "·", level_style(level))
        for level, count in enumerate(one.counts)
    ]
    return Content.assemble((f"{number:>2} ", "$quiet"), *columns, (f" {one.mean:.1f} ", "bold"))


def _worth(cohort: Cohort) -> list[Content]:
    if not cohort.report.worth:
        return []
    parts = [BLANK, Content.assemble(("Worth discussing", "bold $star"), ("  D opens them", "$quiet"))]
    for one in cohort.report.worth[:_MOST]:
        parts.append(
            Content.assemble(
                (f"{one.number:>4} ", "bold"), line(f"{one.name}:", limit=30), " ", line(one.why)
            )
        )
    return parts


def person_content(person: Person, cohort: Cohort, width: int) -> Content:
    """Return a person's answers with their levels, and what waits for the coach, in so many cells."""
    titles = cohort.known.assignment.titles
    parts = [line(person.name, "bold"), _standing(person)]
    for one in person.answers:
        entry = one.entry
        parts += [
            BLANK,
            Content.assemble(
                line(titles.get(entry.prompt, entry.prompt), "bold $star"),
                (f"  answer {entry.number}, attempt {entry.attempt}", "$quiet"),
            ),
            verdict(one.verdict, one.score),
            *_levels(one, cohort, width),
        ]
    own = _numbers(person, cohort) if person.requests else frozenset()
    about = [one for one in cohort.requests if one.answer in own]
    parts += [BLANK] if about else []
    for request in about:
        parts.append(
            Content.assemble((f"Asks about answer {request.answer}: ", "bold $star"), plain(request.why))
        )
    return joined(*parts)


def _standing(person: Person) -> Content:
    if person.status == "missing":
        return Content.styled("Nothing was handed in yet.", "$level-0")
    said = [Content.styled(person.status, STATUS_STYLES[person.status])]
    said += [Content.styled("late", "$level-0")] if person.late else []
    said.append(Content(counted(person.attempts, "attempt")))
    if person.gained is not None:
        said.append(Content(f"{person.gained:+.0f} points since the first"))
    return Content(", ").join(said)


def _levels(one: Decided, cohort: Cohort, width: int) -> list[Content]:
    rows = []
    for criterion in cohort.rubrics[one.entry.prompt].criteria:
        level = one.levels.get(criterion.id)
        if level is None:
            continue
        title, said = line(criterion.title), Content("")
        if criterion.id in one.overridden:
            program = one.entry.facts.levels[criterion.id]
            said = Content.styled(f"  (the program: {program})", "$quiet")
            if LEVEL_CELLS + title.cell_length + said.cell_length > width:
                said = Content.styled(f" (was {program})", "$quiet")
        elif criterion.id in one.entry.facts.unsure:
            said = Content.styled(" ?", "bold $level-1")
        left = max(1, width - LEVEL_CELLS - said.cell_length)
        rows.append(Content.assemble(level_bar(level), " ", title.truncate(left, ellipsis=True), said))
    return rows


def _numbers(person: Person, cohort: Cohort) -> frozenset[int]:
    return frozenset(one.number for one in cohort.queue if one.decided.entry.candidate == person.key)
