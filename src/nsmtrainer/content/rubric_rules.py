"""What must hold inside a rubric, once what it extends is laid under it."""

from __future__ import annotations

from collections.abc import Sequence

from nsmtrainer.content.document import Document
from nsmtrainer.content.findings import FINDINGS
from nsmtrainer.content.models import Criterion, Rubric
from nsmtrainer.content.problems import did_you_mean
from nsmtrainer.content.shapes import RubricShape
from nsmtrainer.content.whereabouts import Step


def check_rubric(document: Document, shape: RubricShape, rubric: Rubric) -> None:
    """Report criteria that cannot be marked and bars that are out of order.

    Only what the file names itself is checked: the parent was checked when it was read.
    """
    if not rubric.criteria:
        document.report_at(("criteria",), "the rubric has no criteria", "add some, or `extends: core`")
    for number, entry in enumerate(shape.criteria):
        criterion = rubric.criterion(entry.id)
        if criterion is not None and len(criterion.levels) == 4:
            _check_criterion(document, ("criteria", number), criterion)
    _check_bars(document, shape, rubric)


def _check_criterion(document: Document, here: Sequence[Step], criterion: Criterion) -> None:
    built_in = FINDINGS.get(criterion.id)
    if built_in and criterion.patterns:
        document.report_at(
            (*here, "patterns"),
            f"`{criterion.id}` is built in, and its findings are made by the program",
            "put the patterns under a criterion with an id of your own",
        )
        return
    made = built_in or tuple(dict.fromkeys(pattern.finding for pattern in criterion.patterns))
    needed = {finding for level in criterion.levels for finding in level.needs}
    for place, level in enumerate(criterion.levels):
        _check_needs(document, (*here, "levels", place), place, level.needs, made)
    if built_in is None:
        for place, pattern in enumerate(criterion.patterns):
            if pattern.finding not in needed:
                document.report_at(
                    (*here, "patterns", place, "finding"),
                    f"no level needs the finding `{pattern.finding}`",
                    did_you_mean(pattern.finding, needed - set(made)) or "add it to a level's `needs`",
                )


def _check_needs(
    document: Document, here: Sequence[Step], level: int, needs: Sequence[str], made: Sequence[str]
) -> None:
    path = (*here, "needs")
    if level == 0 and needs:
        document.report_at(path, "level 0 is what is left, so it needs no finding", "move it to level 1")
    if level > 0 and not needs:
        document.report_at(
            path,
            f"level {level} needs no finding, so every answer would reach it",
            "add `needs: [...]`" + (f", such as `{made[min(level, len(made)) - 1]}`" if made else ""),
        )
    for place, finding in enumerate(needs):
        if finding not in made:
            document.report_at(
                (*path, place),
                f"no pattern of this criterion makes the finding `{finding}`"
                if not _built_in(made)
                else f"this criterion has no finding `{finding}`",
                did_you_mean(finding, made) or "add a pattern under `patterns`",
            )


def _built_in(made: Sequence[str]) -> bool:
    return tuple(made) in FINDINGS.values()


def _check_bars(document: Document, shape: RubricShape, rubric: Rubric) -> None:
    if shape.bars is None:
        return
    bars = rubric.bars
    if not bars.strong_hire > bars.hire > bars.mixed:
        document.report_at(
            ("bars",),
            f"the bars must descend: strong_hire {bars.strong_hire:g}, hire {bars.hire:g}, "
            f"mixed {bars.mixed:g} do not",
            "a strong hire asks for more than a hire, a hire for more than mixed",
        )
    known = [criterion.id for criterion in rubric.criteria]
    for criterion in shape.bars.require or {}:
        if criterion not in known:
            document.report_at(
                ("bars", "require", criterion),
                f"there is no criterion `{criterion}` in this rubric",
                did_you_mean(criterion, known),
                key=True,
            )
