"""What reading one content file yields, and checks that prompts and rubrics share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from nsmtrainer.content.document import Document
from nsmtrainer.content.files import UnreadableFileError, read_regular_file, shown
from nsmtrainer.content.findings import ALL_CRITERIA
from nsmtrainer.content.models import Exemplar, Note
from nsmtrainer.content.problems import Problem, clause, did_you_mean, whole_file
from nsmtrainer.content.shapes import ExemplarShape, RubricExemplarShape
from nsmtrainer.content.whereabouts import Step
from nsmtrainer.text import quote

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A file's value and all that is wrong with the file.

    There is a value with problems where these only concern other files (a rubric that is not there).
    """

    value: T | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a file may refer to: ids of prompts and rubrics, and criteria that rubrics add.

    `own_criteria` is asked only where a criterion is not built in, since it may read every rubric.
    """

    prompts: Collection[str]
    rubrics: Collection[str]
    own_criteria: Callable[[], Collection[str]]

    def criteria_with(self, named: Iterable[str]) -> Collection[str]:
        """Return the known criteria, those of rubrics too where a named one is not built in."""
        if all(name in ALL_CRITERIA for name in named):
            return ALL_CRITERIA
        return tuple(dict.fromkeys((*ALL_CRITERIA, *self.own_criteria())))


def parse_file(path: Path, parse: Callable[[bytes, str], Parsed[T]]) -> Parsed[T]:
    """Return what `parse` makes of a file's bytes and name; an unreadable file is a problem like others."""
    name = shown(path)
    try:
        raw = read_regular_file(path)
    except UnreadableFileError as error:
        return Parsed(None, (unreadable(name, error),))
    return parse(raw, name)


def unreadable(name: str, error: UnreadableFileError) -> Problem:
    """Return the problem of a file that cannot be read."""
    return whole_file(name, error.clause, clause(error.hint))


def check_id(document: Document, found: str, stem: str) -> None:
    """Report an id that is not the file's name, by which everybody looks for it."""
    if found != stem:
        document.report_at(
            ("id",),
            f"the id {quote(found)} and the file's name {quote(stem)} differ",
            f"write `id: {stem}` or name the file `{found}.yaml`",
        )


def check_known(
    document: Document, path: Sequence[Step], word: str, known: Collection[str], what: str
) -> None:
    """Report a word that is not among the known ones; `what` says what they are."""
    if word not in known:
        key = isinstance(path[-1], str) and path[-1] == word
        document.report_at(path, f"there is no {what} `{word}`", did_you_mean(word, known), key=key)


def check_distinct(document: Document, path: Sequence[Step], words: Sequence[str], field: str = "") -> None:
    """Report each entry of the list at `path` that repeats an earlier one, letter case aside."""
    seen: dict[str, int] = {}
    for number, word in enumerate(words):
        first = seen.setdefault(word.lower(), number)
        if first != number:
            here = (*path, number, *((field,) if field else ()))
            document.report_at(here, f"{quote(word)} is listed twice", f"it is entry {first + 1} already")


def check_exemplars(
    document: Document, exemplars: Sequence[ExemplarShape], criteria: Collection[str]
) -> None:
    """Report claims about criteria that are not there and quotes that the answer does not hold."""
    for number, exemplar in enumerate(exemplars):
        here: tuple[Step, ...] = ("exemplars", number)
        if not exemplar.claims:
            document.report_at((*here, "claims"), "`claims` is empty", "give at least one criterion's level")
        for criterion in exemplar.claims:
            check_known(document, (*here, "claims", criterion), criterion, criteria, "criterion")
        for place, note in enumerate(exemplar.notes):
            if note.quote not in exemplar.text:
                document.report_at(
                    (*here, "notes", place, "quote"),
                    f"the words {quote(note.quote)} do not occur in the exemplar's text",
                    _where_they_part(note.quote, exemplar.text),
                )


def _where_they_part(words: str, text: str) -> str:
    if " ".join(words.split()) in " ".join(text.split()):
        return "only the line breaks differ; `>-` folds lines into one"
    shared = bisect_left(range(1, len(words) + 1), True, key=lambda length: words[:length] not in text)
    if shared < 4:
        return "copy them from the text, letter by letter"
    return f"they agree up to {quote('…' + words[max(0, shared - 25) : shared])}"


def exemplar_of(shape: ExemplarShape) -> Exemplar:
    """Return the frozen exemplar of a shape."""
    return Exemplar(
        text=shape.text,
        claims=frozen(shape.claims),
        notes=tuple(Note(note.quote, note.says) for note in shape.notes),
        label=shape.label,
        prompt=shape.prompt if isinstance(shape, RubricExemplarShape) else "",
    )


def frozen(mapping: Mapping[str, V]) -> Mapping[str, V]:
    """Return a read-only copy of a mapping."""
    return MappingProxyType(dict(mapping))
