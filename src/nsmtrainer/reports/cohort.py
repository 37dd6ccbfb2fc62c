"""A cohort's report as JSON values, as a table for spreadsheets, and as one page that needs nothing else."""

from __future__ import annotations

import csv
import io
from typing import Any

from nsmtrainer import __version__
from nsmtrainer.marking.wording import LEVEL_NAMES
from nsmtrainer.practice.cohort import CohortReport
from nsmtrainer.practice.cohort_people import Person
from nsmtrainer.reports.page import rendered
from nsmtrainer.reports.table import inert


def report_record(found: CohortReport) -> dict[str, Any]:
    """Return a report as JSON values."""
    return {
        "assignment": found.assignment.id,
        "title": found.assignment.title,
        "content_hash": found.assignment.content_hash,
        "made_at": found.made_at.isoformat(),
        "done": found.count("done"),
        "part": found.count("part"),
        "missing": found.count("missing"),
        "quartiles": found.quartiles,
        "verdicts": dict(found.verdicts),
        "marked_otherwise": found.differing,
        "calibration": dict(found.calibration),
        "people": [_person_record(one) for one in found.people],
        "criteria": [
            {
                "id": one.id,
                "title": one.title,
                "counts": list(one.counts),
                "mean": one.mean,
                "deviation": one.deviation,
                "unsure": one.unsure,
            }
            for one in found.criteria
        ],
        "lacks": [
            {
                "criterion": one.criterion,
                "finding": one.finding,
                "count": one.count,
                "share": one.share,
                "advice": one.advice,
            }
            for one in found.lacks
        ],
        "worth": [
            {"answer": o.number, "name": o.name, "prompt": o.prompt, "why": o.why} for o in found.worth
        ],
        "improved": [{"name": one.name, "gained": one.gained} for one in found.improved],
    }


def _person_record(one: Person) -> dict[str, Any]:
    return {
        "name": one.name,
        "key": one.key,
        "status": one.status,
        "late": one.late,
        "attempts": one.attempts,
        "score": one.score,
        "gained": one.gained,
        "requests": one.requests,
        "levels": dict(one.levels),
        "answers": [
            {
                "answer": answer.entry.number,
                "prompt": answer.entry.prompt,
                "attempt": answer.entry.attempt,
                "score": answer.score,
                "verdict": answer.verdict,
                "levels": dict(answer.levels),
                "overridden": list(answer.overridden),
                "claimed": dict(answer.entry.facts.claimed),
            }
            for answer in one.answers
        ],
    }


def report_csv(found: CohortReport) -> str:
    """Return one line per person and prompt (one per person who handed in nothing), formulas made inert."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    criteria = [one.id for one in found.criteria]
    writer.writerow(
        ["name", "key", "status", "late", "prompt", "attempt", "score", "verdict", *criteria, "overridden"]
    )
    for person in found.people:
        start = [inert(person.name), person.key, person.status, "yes" if person.late else "no"]
        for answer in person.answers:
            levels = [answer.levels.get(one, "") for one in criteria]
            writer.writerow(
                [
                    *start,
                    answer.entry.prompt,
                    answer.entry.attempt,
                    f"{answer.score:.1f}",
                    answer.verdict,
                    *levels,
                    " ".join(answer.overridden),
                ]
            )
        if not person.answers:
            writer.writerow([*start, "", "", "", "", *([""] * len(criteria)), ""])
    return out.getvalue()


def report_html(found: CohortReport) -> str:
    """Return the report as one page: no script, nothing from elsewhere, fit for paper."""
    return rendered(
        "cohort.html.j2",
        f"Made offline on {found.made_at:%Y-%m-%d %H:%M} UTC by nsmtrainer {__version__}",
        ("report.css", "cohort.css"),
        title=found.assignment.title,
        report=found,
        trust=found.trust,
        level_names=LEVEL_NAMES,
        most=max((max(one.counts) for one in found.criteria), default=1),
    )
