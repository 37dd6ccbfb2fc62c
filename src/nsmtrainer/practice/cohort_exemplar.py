"""Turn an answer that a coach judged into an exemplar of a rubric, which `check` then holds."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from nsmtrainer.content.exemplar_file import with_exemplar
from nsmtrainer.content.files import read_regular_file
from nsmtrainer.content.library import load_library
from nsmtrainer.content.models import Exemplar, ExemplarLabel
from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.files import write_whole
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.practice.cohort_import import KnownAssignment
from nsmtrainer.practice.judge import whole_decided
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import decode_utf8


def add_exemplar(store: CoachStore, known: KnownAssignment, number: int, rubric_file: Path) -> dict[str, int]:
    """Write a judged answer into a rubric's file as an exemplar and return the levels that it claims.

    Only what a coach judged is claimed, on criteria that the rubric has. Raises ContentError where nothing
    was judged, or the rubric would not be usable with it; the file is then unchanged.
    """
    whole, decided = whole_decided(store, known, number)
    criteria = _criteria(rubric_file)
    claims = {name: decided.levels[name] for name in decided.judged if name in criteria}
    if not claims:
        raise ContentError(
            f"Nothing that this rubric marks was judged on answer {number}.",
            f"Judge it first: nsmtrainer coach mark {number} CRITERION=LEVEL --comment ...",
        )
    text = "\n\n".join([whole.text, *(reply.text for reply in whole.replies)])
    exemplar = Exemplar(
        text=text.strip(),
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


def _criteria(rubric_file: Path) -> frozenset[str]:
    library = load_library(paths=[rubric_file])
    return frozenset(criterion.id for criterion in library.rubric(rubric_file.stem).criteria)


def _write(path: Path, before: str, after: str) -> None:
    """Write the file and read it back as a rubric; put it back as it was where that fails."""
    try:
        with write_whole(path) as file:
            file.write(after)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "It is unchanged.") from error
    try:
        _criteria(path)
    except ContentError:
        with write_whole(path) as file:
            file.write(before)
        raise
