"""What came of an import, as a page to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.counts import counted
from nsmtrainer.tui.common.content import joined, line

if TYPE_CHECKING:
    from nsmtrainer.practice.cohort_import import ImportReport

BLANK = Content(" ")
MOST_REMARKS = 200


def imported(report: ImportReport) -> Content:
    """Return what is new, and every file about which something needs saying, with the next step."""
    parts = [
        Content.styled(
            f"{counted(report.imported, 'submission')} with {counted(report.answers, 'new answer')}, "
            f"{report.known} known, {counted(report.refused, 'file')} left out.",
            "bold",
        )
    ]
    parts += [line(f"The assignment {one} is kept.") for one in report.assignments]
    for remark in report.remarks[:MOST_REMARKS]:
        done = "; not imported" if remark.refused else ""
        style = "bold $level-0" if remark.refused else "bold $level-1"
        parts += [
            BLANK,
            line(remark.file, style),
            line(f"{remark.said}{done}."),
            line(remark.next_step, "$quiet"),
        ]
    if len(report.remarks) > MOST_REMARKS:
        parts += [
            BLANK,
            Content(f"{len(report.remarks) - MOST_REMARKS} more; `coach import` lists them all."),
        ]
    return joined(*parts)
