"""Turn an answer that a coach judged into an exemplar of a rubric, which `check` then holds."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from nsmtrainer.content.exemplar_file import with_exemplar
from nsmtrainer.content.files import read_regular_file
from nsmtrainer.content.library import load_library
from nsmtrainer.content.models import Exemplar, ExemplarLabel, Rubric
from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.files import write_whole
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.judge import whole_decided
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import decode_utf8


def add_exemplar(store: CoachStore, known: KnownAssignment, number: int, rubric_file: Path) -> dict[str, int]:
    """Write a judged answer into a rubric's file as an exemplar and return the levels that it claims.

    Only what a coach judged is claimed, on criteria that the rubric has. Raises ContentError where nothing
    was judged, it is an exemplar already, or the rubric would not be usable with it; the file is then as it
    was.
    """
    whole, decided = whole_decided(store, known, number)
    rubric = _rubric(rubric_file)
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
    before = decode_utf8(read_regular_file(rubric_file), str(rubric_file))
    after = with_exemplar(before, exemplar, f"Judged by a coach (assignment {known.assignment.id}).")
    _write(rubric_file, before, after)
    return claims


def _label(levels: list[int]) -> ExemplarLabel:
    share = sum(levels) / (MAX_LEVEL * len(levels))
    if share >= 0.8:
        return "strong"
    return "weak" if share <= 0.4 else "middling"


def _rubric(rubric_file: Path) -> Rubric:
    return load_library(paths=[rubric_file]).rubric(rubric_file.stem)


def _write(path: Path, before: str, after: str) -> None:
    """Write the file and read it back as a rubric; put it back as it was where that fails."""
    try:
        with write_whole(path) as file:
            file.write(after)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "It is unchanged.") from error
    try:
        _rubric(path)
    except ContentError:
        with write_whole(path) as file:
            file.write(before)
        raise
