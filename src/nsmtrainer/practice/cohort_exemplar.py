"""Turn an answer that a coach judged into an exemplar of a rubric, which `check` then holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from nsmtrainer.content.exemplar_file import with_exemplar
from nsmtrainer.content.files import read_regular_file
from nsmtrainer.content.library import load_library
from nsmtrainer.content.models import Exemplar, ExemplarLabel, Rubric
from nsmtrainer.content.places import BUILT_IN
from nsmtrainer.errors import ContentError
from nsmtrainer.files import write_whole
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.judge import whole_decided
from nsmtrainer.practice.named_files import new_file
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import decode_utf8


@dataclass(frozen=True, slots=True)
class Added:
    """Where an exemplar was written, what it claims, and whether the file was made for it."""

    path: Path
    claims: Mapping[str, int]
    made: bool

    @property
    def words(self) -> str:
        """What to say of it, in sentences."""
        listed = ", ".join(f"{criterion} {level}" for criterion, level in self.claims.items())
        said = f"Added to {self.path} with: {listed}. Prove it: nsmtrainer check {self.path}"
        return f"{said}\n{_MADE}" if self.made else said


def add_exemplar(
    store: CoachStore, known: KnownAssignment, number: int, rubric_file: Path | None = None
) -> Added:
    """Write a judged answer into a rubric's file as an exemplar and return what was written.

    Without a file it is the coach's own one of the rubric that marked the answer. For a built-in rubric it
    is made: it lies over the built-in one and names nothing but exemplars. Only what a coach judged is
    claimed, on criteria that the rubric has. Raises ContentError where nothing was judged, it is an exemplar
    already, or the rubric would not be usable with it; the file is then as it was.
    """
    whole, decided = whole_decided(store, known, number)
    named = rubric_file is not None
    rubric_file = rubric_file or own_file(whole.sheet.rubric)
    made = not named and not rubric_file.exists()
    rubric = load_library().rubric(rubric_file.stem) if made else _rubric(rubric_file)
    claims = {name: decided.levels[name] for name in decided.judged if rubric.criterion(name) is not None}
    if not claims:
        raise ContentError(
            f"Nothing that this rubric marks was judged on answer {number}.",
            f"Judge it first: nsmtrainer coach mark {number} CRITERION=LEVEL --comment ...",
        )
    text = "\n\n".join([whole.text, *(reply.text for reply in whole.replies)]).strip()
    if any(one.prompt == whole.entry.prompt and one.text.split() == text.split() for one in rubric.exemplars):
        raise ContentError(
            f"Answer {number} is an exemplar of this rubric already; nothing was changed.",
            f"To change what it claims, edit {rubric_file}.",
        )
    exemplar = Exemplar(
        text=text,
        claims=MappingProxyType(claims),
        label=_label(list(claims.values())),
        prompt=whole.entry.prompt,
    )
    before = "" if made else decode_utf8(read_regular_file(rubric_file), str(rubric_file))
    title = json.dumps(rubric.title, ensure_ascii=False)  # escapes of JSON would halve an emoji in YAML
    started = _START.format(id=rubric.id, title=title) if made else before
    after = with_exemplar(started, exemplar, f"Judged by a coach (assignment {known.assignment.id}).")
    _write(rubric_file, before, after)
    return Added(rubric_file, MappingProxyType(claims), made)


def own_file(rubric_id: str) -> Path:
    """Return the coach's own file of a rubric; for a built-in one, the file over it, which need not be there.

    Raises ContentError where there is no such rubric on this computer.
    """
    library = load_library()
    library.rubric(rubric_id)
    entry = next(one for one in library.entries("rubric") if one.id == rubric_id)
    own = [place for place in library.places if place.name != BUILT_IN]
    if entry.place != BUILT_IN:
        return entry.path
    place = next((one for one in own if one.exists), own[-1])
    return place.path / "rubrics" / f"{rubric_id}.yaml"


_START = """\
# This file lies over the built-in rubric of the same id: what it names counts, all else stays as built in.
format: 1
id: {id}
title: {title}
extends: {id}
"""
_MADE = "That file is new. It lies over the built-in rubric and adds exemplars only; remove it to undo that."


def _label(levels: list[int]) -> ExemplarLabel:
    share = sum(levels) / (MAX_LEVEL * len(levels))
    if share >= 0.8:
        return "strong"
    return "weak" if share <= 0.4 else "middling"


def _rubric(rubric_file: Path) -> Rubric:
    return load_library(paths=[rubric_file]).rubric(rubric_file.stem)


def _write(path: Path, before: str, after: str) -> None:
    """Write the file and read it back as a rubric; put it back as it was where that fails."""
    with new_file(path, folders=True) as file:
        file.write(after)
    try:
        _rubric(path)
    except ContentError:
        if before:
            with write_whole(path) as file:
                file.write(before)
        else:
            path.unlink()
        raise
