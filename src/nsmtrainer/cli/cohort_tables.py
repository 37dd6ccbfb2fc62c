"""Tables and lines of the coach's desk for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from nsmtrainer.content.findings import BLOCKERS
from nsmtrainer.counts import counted
from nsmtrainer.feedback.wording import looked_for
from nsmtrainer.marking.models import Mark
from nsmtrainer.marking.trust import trust_sentence
from nsmtrainer.marking.wording import LEVEL_NAMES, VERDICT_NAMES, level_words
from nsmtrainer.practice.cohort import CohortReport
from nsmtrainer.practice.cohort_decided import decided_answers, rubrics_of
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.cohort_people import Person
from nsmtrainer.practice.judge import open_requests, to_judge, whole_decided
from nsmtrainer.sessions.coach_models import Judgement
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line

STATUS_STYLES = {"done": "green", "part": "yellow", "missing": "red"}


def print_report(found: CohortReport) -> None:
    """Print a cohort's report."""
    console = Console(highlight=False)
    done, part, missing = (found.count(one) for one in ("done", "part", "missing"))
    late = sum(1 for one in found.people if one.late)
    title = Text(clean_line(found.assignment.title), "bold")
    title.append(f"  {done} done, {part} in part, {missing} missing, {late} late", "dim")
    console.print(title)
    console.print()
    console.print(_roster(found))
    if not found.criteria:
        return
    console.print()
    console.print(_spread(found))
    _print_lists(console, found)


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right", overflow="fold")
    return table


def _roster(found: CohortReport) -> Table:
    table = _table("name", "status", "score", *(str(n) for n in range(1, len(found.criteria) + 1)), "gained")
    for person in found.people:
        status = Text(person.status, STATUS_STYLES[person.status])
        if person.late:
            status.append(" late", "magenta")
        levels = [_level(person, one.id) for one in found.criteria]
        table.add_row(
            Text(clean_line(person.name, 30)),
            status,
            "-" if person.score is None else f"{person.score:.0f}",
            *levels,
            "" if person.gained is None else f"{person.gained:+.0f}",
        )
    return table


def _level(person: Person, criterion: str) -> str:
    level = person.levels.get(criterion)
    if level is None:
        return "-"
    return f"{level:.0f}" if level == int(level) else f"{level:.1f}"


def _spread(found: CohortReport) -> Table:
    table = _table(
        "criterion", *(f"{n} {name}" for n, name in enumerate(LEVEL_NAMES)), "mean", "spread", "unsure"
    )
    for number, one in enumerate(found.criteria, start=1):
        counts = [str(count) for count in one.counts]
        table.add_row(
            Text(f"{number} {clean_line(one.title)}"),
            *counts,
            f"{one.mean:.1f}",
            f"{one.deviation:.1f}",
            str(one.unsure),
        )
    return table


def _print_lists(console: Console, found: CohortReport) -> None:
    if found.quartiles:
        low, middle, high = found.quartiles
        console.print(f"\nScores: half of the answers between {low:.0f} and {high:.0f}, middle {middle:.0f}.")
    if found.lacks:
        console.print(Text("\nMissing most often", "bold"))
        for lack in found.lacks[:5]:
            line = f"  {lack.share:.0%}  {clean_line(lack.title)}: {clean_line(lack.advice or lack.finding)}"
            console.print(Text(line))
    if found.worth:
        console.print(Text("\nWorth discussing", "bold"))
        for one in found.worth[:5]:
            console.print(Text(f"  answer {one.number}, {clean_line(one.name, 30)}, {one.prompt}: {one.why}"))
    if found.improved:
        console.print(Text("\nImproved", "bold"))
        for person in found.improved[:5]:
            console.print(Text(f"  {clean_line(person.name, 30)}: {person.gained:+.0f} points"))
    for said in found.trust:
        console.print(Text(f"\n{said}", "dim"))
    if found.differing:
        answers = counted(found.differing, "answer was", "answers were")
        console.print(f"\n{answers} marked differently on the candidate's own machine; these marks count.")


def answer_rows(store: CoachStore, known: KnownAssignment) -> list[dict[str, Any]]:
    """Return what a list of answers shows, those to judge first."""
    names = {one.candidate: one.name for one in store.handed_in(known.assignment.id)}
    waiting = to_judge(store, known)
    numbers = {one.entry.number for one in waiting}
    asked = {one.answer for one in open_requests(store, known)}
    rest = [one for one in decided_answers(store, known) if one.entry.number not in numbers]
    return [
        {
            "answer": one.entry.number,
            "name": names.get(one.entry.candidate, ""),
            "prompt": one.entry.prompt,
            "attempt": one.entry.attempt,
            "score": one.score,
            "verdict": one.verdict,
            "unsure": list(one.entry.facts.unsure),
            "judged": list(one.judged),
            "asked": one.entry.number in asked,
            "levels": dict(one.levels),
        }
        for one in (*waiting, *rest)
    ]


def print_answers(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print a list of answers."""
    table = _table("answer", "name", "prompt", "attempt", "score", "unsure", "judged", "")
    for row in rows:
        table.add_row(
            str(row["answer"]),
            Text(clean_line(row["name"], 30)),
            row["prompt"],
            str(row["attempt"]),
            f"{row['score']:.0f}",
            str(len(row["unsure"]) or ""),
            str(len(row["judged"]) or ""),
            "asked about" if row["asked"] else "",
        )
    Console(highlight=False).print(table)


def answer_lines(store: CoachStore, known: KnownAssignment, number: int, blind: bool) -> Iterator[str]:
    """Yield an answer, and its marks with the words they rest on unless `blind`."""
    whole, decided = whole_decided(store, known, number)
    name = next(
        (one.name for one in store.handed_in(known.assignment.id) if one.candidate == whole.entry.candidate),
        "",
    )
    title = known.assignment.titles.get(whole.entry.prompt, whole.entry.prompt)
    who = "" if blind else f"{clean_line(name, 40)}, "
    yield f"Answer {number}: {who}{clean_line(title)}, attempt {whole.entry.attempt}"
    yield ""
    yield whole.text
    for reply in whole.replies:
        yield f"\nAsked: {clean_line(reply.question)}\n{reply.text}"
    yield ""
    titles = {one.id: one.title for one in rubrics_of(known)[whole.entry.prompt].criteria}
    if blind:
        asked = ", ".join(_named(one, titles) for one in whole.sheet.marks)
        yield f"Criteria: {asked}. The program's marks are hidden."
        return
    judgements = store.judgements_on(number)
    yield f"{VERDICT_NAMES[decided.verdict]}, {decided.score:.0f} of 100"
    if whole.sheet.calibration:
        yield f"  {trust_sentence(whole.sheet.calibration)}"
    for mark in whole.sheet.marks.values():
        counted = whole.entry.facts.levels[mark.criterion]
        after = f" (with follow-ups {counted})" if counted != mark.level else ""
        yield f"  {_named(mark.criterion, titles)}: {level_words(mark)}{after}"
        yield from _reasons(whole.text, mark, judgements)
    for request in store.requests(known.assignment.id):
        if request.answer == number:
            yield f"The candidate asks about {_named(request.criterion, titles)}: {clean_line(request.why)}"
    if whole.entry.facts.differing:
        differing = ", ".join(_named(one, titles) for one in whole.entry.facts.differing)
        yield f"The candidate's own program gave other marks on: {differing}."


def _named(criterion: str, titles: Mapping[str, str]) -> str:
    """Return a criterion as people call it, with the id that `coach mark` asks for."""
    return f"{clean_line(titles.get(criterion, criterion))} ({criterion})"


def _reasons(text: str, mark: Mark, judgements: Sequence[Judgement]) -> Iterator[str]:
    """Yield what a mark rests on, what keeps it from more, and what coaches gave instead."""
    for evidence in mark.evidence[:3]:
        found = looked_for(mark.criterion, evidence.finding)
        yield f"      “{clean_line(evidence.span.of(text), 90)}”: {clean_line(found)}"
    blocked = any(one.finding in BLOCKERS.get(mark.criterion, {}) for one in mark.missing)
    if mark.missing:
        words = ", ".join(clean_line(looked_for(mark.criterion, one.finding)) for one in mark.missing)
        yield f"      {'in the way' if blocked else 'lacks'}: {words}"
    for one in judgements:
        if one.criterion == mark.criterion:
            how = ", blind" if one.blind else ""
            undone = ", taken back" if one.undone_at else ""
            comment = f": {clean_line(one.comment)}" if one.comment else ""
            yield f"      {clean_line(one.coach)} gives {one.level}{how}{undone}{comment}"
