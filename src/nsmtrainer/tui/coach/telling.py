"""What came of an import, and how well marks agree, as pages to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.counts import counted
from nsmtrainer.marking.gates import LEAST_ANSWERS
from nsmtrainer.tui.common.content import joined, line

if TYPE_CHECKING:
    from nsmtrainer.marking.gates import Gated
    from nsmtrainer.practice.cohort_agreement import DeskAgreement
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


def agreement(found: DeskAgreement) -> Content:
    """Return how marks agree by criterion, with intervals, and whether the gates are passed."""
    if not (found.blind or found.in_sight):
        return joined(
            Content.styled("Nothing was judged yet.", "bold"),
            Content("Judge some answers blind: only then your marks are independent of the program's."),
        )
    parts: list[Content] = []
    if found.blind:
        parts += _section("You, not seeing its marks, and the program", found.blind)
    if found.in_sight:
        parts += _section("You, seeing its marks, and the program (not independent)", found.in_sight)
    for (first, second), one in found.coaches.items():
        parts += _section(f"{first} and {second}", one)
    gates = f"Gates: QWK 0.70 or more, a difference of 0.15 deviations at most, {LEAST_ANSWERS} answers."
    return joined(*parts, Content.styled(gates, "$quiet"))


def _section(title: str, found: Mapping[str, Gated]) -> list[Content]:
    parts = [line(title, "bold $star")]
    for name, one in found.items():
        a = one.agreement
        qwk = "not defined" if a.qwk is None else f"{a.qwk:.2f}"
        if a.interval is not None:
            qwk += f" ({a.interval[0]:.2f} to {a.interval[1]:.2f})"
        gap = "not defined" if one.difference is None else f"{one.difference:+.2f}"
        shares = f"exact {_share(a.exact, one.exact)}, adjacent {_share(a.adjacent, one.adjacent)}"
        confusion = ", ".join("/".join(str(count) for count in row) for row in a.confusion)
        parts += [
            Content.assemble(line(name, "bold"), f"  {counted(a.count, 'mark')}, ", _gates(one)),
            line(f"  QWK {qwk}, bias {a.bias:+.2f} levels, difference {gap}"),
            line(f"  {shares}"),
            line(f"  levels of the first, by those of the second: {confusion}", "$quiet"),
        ]
    return [*parts, BLANK]


def _share(share: float, interval: tuple[float, float]) -> str:
    return f"{share:.0%} ({interval[0]:.0%} to {interval[1]:.0%})"


def _gates(one: Gated) -> Content:
    if not one.enough:
        return Content.styled("too few for the gates", "$quiet")
    if one.passes:
        return Content.styled("gates passed", "bold $level-3")
    return Content.styled("gates not passed", "bold $level-0")
