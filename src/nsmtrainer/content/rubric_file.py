"""Rubric files: from bytes to a shape, and, laid over the rubric that it extends, to a frozen rubric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nsmtrainer.content.border import read_document
from nsmtrainer.content.document import Document
from nsmtrainer.content.hashing import content_hash
from nsmtrainer.content.models import Bars, Criterion, Exemplar, Level, Pattern, Rubric
from nsmtrainer.content.parsed import (
    Parsed,
    Surroundings,
    check_distinct,
    check_exemplars,
    check_id,
    check_known,
    exemplar_of,
    frozen,
)
from nsmtrainer.content.problems import did_you_mean, nearest
from nsmtrainer.content.rubric_rules import check_rubric
from nsmtrainer.content.shapes import BarsShape, CriterionShape, LevelShape, PatternShape, RubricShape
from nsmtrainer.content.shaping import fill

Levels = tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class RubricFile:
    """A rubric file before what it extends is known."""

    document: Document
    shape: RubricShape | None

    @property
    def extends(self) -> str:
        """The id of the rubric that this one is laid over, "" where it stands alone."""
        return (self.shape.extends or "") if self.shape else ""


def read_rubric(raw: bytes, file: str, stem: str) -> RubricFile:
    """Return what a file's bytes say; its problems stand in its document."""
    document = read_document(raw, file)
    shape = fill(document, RubricShape)
    if shape is not None:
        check_id(document, shape.id, stem)
    if document.root and "extends" in document.root.pruned:
        return RubricFile(document, None)  # over nothing, its entries would only seem to be incomplete
    return RubricFile(document, shape)


def resolve_rubric(read: RubricFile, parent: Rubric | None, around: Surroundings) -> Parsed[Rubric]:
    """Lay a file over its parent (None where it extends none) and return the whole rubric."""
    document, shape = read.document, read.shape
    if shape is None:
        return Parsed(None, document.found())
    check_distinct(document, ("criteria",), [criterion.id for criterion in shape.criteria], "id")
    _check_not_asked(document, shape, parent)
    rubric = _laid_over(document, shape, parent)
    check_rubric(document, shape, rubric)
    criteria = [criterion.id for criterion in rubric.criteria]
    check_exemplars(document, shape.exemplars or (), criteria)
    whole = None if document.problems else replace(rubric, content_hash=content_hash(rubric))
    for number, exemplar in enumerate(shape.exemplars or ()):
        check_known(document, ("exemplars", number, "prompt"), exemplar.prompt, around.prompts, "prompt")
    return Parsed(whole, document.found())


def _check_not_asked(document: Document, shape: RubricShape, parent: Rubric | None) -> None:
    if shape.not_asked and parent is None:
        document.report_at(
            ("not_asked",),
            "`not_asked` leaves out criteria of an extended rubric, and this one extends none",
            "add `extends`, or leave the criteria out",
        )
        return
    named = {criterion.id for criterion in shape.criteria}
    for number, criterion in enumerate(shape.not_asked):
        here = ("not_asked", number)
        if criterion in named:
            document.report_at(here, f"`{criterion}` is left out here and given under `criteria`", "keep one")
        elif parent is not None:
            known = [one.id for one in parent.criteria]
            check_known(document, here, criterion, known, f"criterion in `{parent.id}` called")


def _laid_over(document: Document, shape: RubricShape, parent: Rubric | None) -> Rubric:
    """Return the rubric that the file and its parent add up to; gaps are reported and left empty."""
    merged: dict[str, Criterion] = {one.id: one for one in parent.criteria} if parent else {}
    for number, entry in enumerate(shape.criteria):
        if not _meant_to_change(document, number, entry, parent):
            merged[entry.id] = _criterion(document, number, entry, merged.get(entry.id))
    for left_out in shape.not_asked:
        merged.pop(left_out, None)
    return Rubric(
        id=shape.id,
        title=shape.title,
        criteria=tuple(merged.values()),
        bars=_bars(shape.bars, parent.bars if parent else Bars(), merged),
        extends=shape.extends or "",
        not_asked=tuple(shape.not_asked),
        exemplars=_exemplars(shape, parent, merged),
    )


def _meant_to_change(document: Document, number: int, entry: CriterionShape, parent: Rubric | None) -> bool:
    """Report an entry that gives only what changes, of a criterion that the parent does not have."""
    known = [one.id for one in parent.criteria] if parent else []
    whole = any(one is not None for one in (entry.title, entry.levels, entry.patterns))
    if whole or entry.id in known or not nearest(entry.id, known):
        return False
    message = f"there is no criterion `{entry.id}` to change"
    document.report_at(("criteria", number, "id"), message, did_you_mean(entry.id, known))
    return True


def _criterion(document: Document, number: int, entry: CriterionShape, base: Criterion | None) -> Criterion:
    here = ("criteria", number)
    if base is None:
        for key in ("title", "weight", "levels"):
            if getattr(entry, key) is None:
                document.report_at((*here, key), f"`{key}` is missing from `{entry.id}`", f"add `{key}: ...`")
        base = Criterion(entry.id, "", 1.0, ())
    return Criterion(
        id=entry.id,
        title=base.title if entry.title is None else entry.title,
        weight=base.weight if entry.weight is None else entry.weight,
        levels=base.levels if entry.levels is None else _levels(document, number, entry.levels, base.levels),
        patterns=base.patterns
        if entry.patterns is None
        else tuple(_pattern(entry.id, one) for one in entry.patterns),
    )


def _levels(document: Document, number: int, entries: list[LevelShape], base: Levels) -> Levels:
    made = []
    for place, entry in enumerate(entries):
        old = base[place] if base else Level("")
        if entry.descriptor is None and not base:
            document.report_at(
                ("criteria", number, "levels", place, "descriptor"),
                f"`descriptor` is missing from level {place}",
                "say in a sentence what an answer on this level is like",
            )
        made.append(
            Level(
                descriptor=old.descriptor if entry.descriptor is None else entry.descriptor,
                needs=old.needs if entry.needs is None else tuple(entry.needs),
                advice=old.advice if entry.advice is None else entry.advice,
            )
        )
    return tuple(made)


def _pattern(criterion: str, shape: PatternShape) -> Pattern:
    return Pattern(
        finding=shape.finding,
        any_of=tuple(shape.any_of),
        near=tuple(shape.near),
        within=shape.within,
        negatable=shape.negatable,
        role=shape.role,
        criterion=criterion,
    )


def _bars(shape: BarsShape | None, base: Bars, criteria: Mapping[str, Criterion]) -> Bars:
    """Return the parent's bars with those that are named changed; a required level 0 asks for nothing."""
    given = shape.model_dump(exclude_none=True) if shape else {}
    require = {key: level for key, level in base.require.items() if key in criteria}
    require.update(given.pop("require", {}))
    return replace(base, **given, require=frozen({key: level for key, level in require.items() if level > 0}))


def _exemplars(
    shape: RubricShape, parent: Rubric | None, criteria: Mapping[str, Criterion]
) -> tuple[Exemplar, ...]:
    """Return the file's exemplars, or the parent's with what they claim about the criteria that are left."""
    if shape.exemplars is not None or parent is None:
        return tuple(exemplar_of(exemplar) for exemplar in shape.exemplars or ())
    kept = (
        replace(one, claims=frozen({key: level for key, level in one.claims.items() if key in criteria}))
        for one in parent.exemplars
    )
    return tuple(one for one in kept if one.claims)
