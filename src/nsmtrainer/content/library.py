"""The library: prompts and rubrics from every place, the nearest of each id, read when asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from nsmtrainer.content.border import peek, read_document
from nsmtrainer.content.files import MissingFileError, read_regular_file
from nsmtrainer.content.models import Lexicon, Prompt, PromptWords, Rubric, Threshold, lexicon_of
from nsmtrainer.content.parsed import Parsed, Surroundings, parse_file
from nsmtrainer.content.places import (
    BUILT_IN,
    FOLDERS,
    THRESHOLD_FILE,
    ContentFile,
    Place,
    content_folder,
    find_files,
    find_places,
    named_files,
)
from nsmtrainer.content.problems import Problem, nearest
from nsmtrainer.content.prompt_file import parse_prompt
from nsmtrainer.content.rubric_shelf import RubricShelf
from nsmtrainer.content.shapes import Kind
from nsmtrainer.content.threshold_file import parse_threshold
from nsmtrainer.errors import BrokenInstallError, ContentError, UnknownContentError
from nsmtrainer.text import clean_line, clean_text, decode_utf8, quote

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A prompt or rubric as lists show it: from which place (its name) and file, and what it hides."""

    kind: Kind
    id: str
    title: str
    place: str
    path: Path
    hides: tuple[Path, ...]


class Shelf(Mapping[str, T], Generic[T]):
    """Prompts or rubrics by id. A file is read when it is first asked for; broken ones are not there."""

    def __init__(self, ids: Sequence[str], parsed: Callable[[str], Parsed[T]]) -> None:
        self._ids = tuple(ids)
        self._parsed = parsed

    def __getitem__(self, key: str) -> T:
        value = self._parsed(key).value if key in self._ids else None
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._ids if self._parsed(key).value is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Library:
    """All content that can be used now; see `load_library`."""

    def __init__(
        self,
        places: tuple[Place, ...],
        files: Sequence[ContentFile],
        problems: Sequence[Problem],
        content_dir: Path | None = None,
        named: Sequence[Path] = (),
    ) -> None:
        self.places = places
        self._named = tuple(named)
        self.content_dir = content_dir
        self._files: dict[Kind, dict[str, ContentFile]] = {"prompt": {}, "rubric": {}}
        for file in files:
            self._files[file.kind][file.id] = file
        self._place_problems = tuple(problems)
        self._read_prompts: dict[str, Parsed[Prompt]] = {}
        self._around = Surroundings(self._files["prompt"], self._files["rubric"], self._own_criteria)
        self._rubric_shelf = RubricShelf(self._files["rubric"], self._around)
        self._prompt_words: tuple[PromptWords, ...] | None = None
        self._threshold: Parsed[Threshold] | None = None
        self.prompts: Mapping[str, Prompt] = Shelf(tuple(self._files["prompt"]), self._prompt)
        self.rubrics: Mapping[str, Rubric] = Shelf(tuple(self._files["rubric"]), self._rubric)

    def ids(self, kind: Kind) -> tuple[str, ...]:
        """Return all ids of a kind, those of broken files too; reads no file."""
        return tuple(self._files[kind])

    def prompt(self, prompt_id: str) -> Prompt:
        """Return a prompt. Raises ContentError for an unknown id (hint: the nearest) or a broken file.

        Raises BrokenInstallError where the id is unknown and the prompts of the program are not there.
        """
        if prompt_id not in self._files["prompt"]:
            raise self._unknown("prompt", prompt_id)
        return _usable(self._prompt(prompt_id), "prompt", prompt_id)

    def rubric(self, rubric_id: str) -> Rubric:
        """Return a rubric. Raises ContentError for an unknown id (hint: the nearest) or a broken file."""
        if rubric_id not in self._files["rubric"]:
            raise self._unknown("rubric", rubric_id)
        return _usable(self._rubric(rubric_id), "rubric", rubric_id)

    def lexicon(self, prompt: Prompt, rubric: Rubric) -> Lexicon:
        """Return what a reader needs to read answers to a prompt that are marked under a rubric."""
        if self._prompt_words is None:
            self._prompt_words = tuple(_words_of(file) for file in self._files["prompt"].values())
        return lexicon_of(prompt, rubric, self._prompt_words)

    def entries(self, kind: Kind) -> tuple[Entry, ...]:
        """Return what of a kind can be used, in order of ids, with its origin and what it hides."""
        shelf: Mapping[str, Prompt | Rubric] = self.prompts if kind == "prompt" else self.rubrics
        return tuple(
            Entry(kind, key, value.title, file.place.name, file.path, tuple(one.path for one in file.hides))
            for key, value in shelf.items()
            for file in (self._files[kind][key],)
        )

    def source(self, kind: Kind, content_id: str) -> str:
        """Return the text of the file that an id stands for. Raises ContentError like `prompt`."""
        file = self._files[kind].get(content_id)
        if file is None:
            raise self._unknown(kind, content_id)
        try:
            return read_document(read_regular_file(file.path), str(file.path)).text
        except MissingFileError as error:
            if file.place.name == BUILT_IN:
                raise _broken(error.message) from None
            raise

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong anywhere in the library; reads all files that are not hidden."""
        found = [*self._place_problems, *self._check_threshold().problems]
        for rubric_id in self._files["rubric"]:
            found.extend(self._rubric(rubric_id).problems)
        for prompt_id in self._files["prompt"]:
            found.extend(self._prompt(prompt_id).problems)
        return tuple(found)

    @property
    def threshold(self) -> Threshold:
        """The bar that `check` holds this library to: that of a named folder, else the nearest place's."""
        return self._check_threshold().value or Threshold()

    def _check_threshold(self) -> Parsed[Threshold]:
        if self._threshold is None:
            self._threshold = Parsed(None, ())
            for folder in (*self._named, *(place.path for place in self.places)):
                path = folder / THRESHOLD_FILE
                if os.path.lexists(path):
                    self._threshold = parse_file(path, parse_threshold)
                    break
        return self._threshold

    def _own_criteria(self) -> tuple[str, ...]:
        return tuple(criterion.id for rubric in self.rubrics.values() for criterion in rubric.criteria)

    def _prompt(self, prompt_id: str) -> Parsed[Prompt]:
        if prompt_id not in self._read_prompts:
            path = self._files["prompt"][prompt_id].path
            self._read_prompts[prompt_id] = parse_file(
                path, lambda raw, name: parse_prompt(raw, name, prompt_id, self._around)
            )
        return self._read_prompts[prompt_id]

    def _rubric(self, rubric_id: str) -> Parsed[Rubric]:
        return self._rubric_shelf.parsed(self._files["rubric"][rubric_id])

    def check_built_in(self) -> None:
        """Raise BrokenInstallError where what comes with the program is not there."""
        for place in self.places:
            for folder in FOLDERS.values():
                if place.name == BUILT_IN and not (place.path / folder).is_dir():
                    path = clean_line(str(place.path / folder))
                    raise _broken(f"The {folder} that come with nsmtrainer are not there ({path}).")

    def _unknown(self, kind: Kind, asked: str) -> UnknownContentError:
        self.check_built_in()
        near = nearest(asked.lower(), self._files[kind])
        hint = f"Did you mean `{near}`? " if near else ""
        return UnknownContentError(
            f"There is no {kind} {quote(asked)}.", f"{hint}`nsmtrainer {FOLDERS[kind]} list` shows all."
        )


def load_library(
    content_dir: Path | None = None,
    env: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
    paths: Sequence[Path] = (),
) -> Library:
    """Find all content; prompts and rubrics are read when they are first asked for.

    Places, nearest first: `paths` (files or folders that somebody names, to be checked where they lie),
    `content_dir`, the folder that NSMTRAINER_CONTENT names, `.nsmtrainer` in `cwd`, the user's settings,
    built in. Raises UsageError where `content_dir` is not a folder, ContentError where a named file cannot
    be read.
    """
    places, found_problems = find_places(content_dir, env, cwd)
    problems = list(found_problems)
    nearest_of: dict[tuple[Kind, str], ContentFile] = {}
    for place in reversed(places):
        for kind in FOLDERS:
            found, wrong = find_files(place, kind)
            problems.extend(wrong)
            for file in found:
                nearest_of[kind, file.id] = replace(file, hidden=nearest_of.get((kind, file.id)))
    for file in (file for path in paths for file in named_files(path)):
        other = nearest_of.get((file.kind, file.id))
        if other is None or not _same(other.path, file.path):
            nearest_of[file.kind, file.id] = replace(file, hidden=other)
    ordered = [nearest_of[key] for key in sorted(nearest_of)]
    return Library(places, ordered, problems, content_dir, tuple(content_folder(one) for one in paths))


def _broken(message: str) -> BrokenInstallError:
    return BrokenInstallError(message, "Install nsmtrainer again. What you wrote is not touched by that.")


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


V = TypeVar("V")


def _usable(parsed: Parsed[V], kind: Kind, content_id: str) -> V:
    if parsed.value is None:
        more = len(parsed.problems) - 1
        told = parsed.problems[0].render() + (f"\n(and {more} more)" if more else "")
        raise ContentError(
            f"The {kind} `{content_id}` cannot be used: {told}",
            "Mend the file; `nsmtrainer check` lists everything that is wrong.",
        )
    return parsed.value


def _words_of(file: ContentFile) -> PromptWords:
    """Return what a prompt file says before its exemplars, as it stands there: parsing all would be slow.

    Words of the format itself stand in every file, so that they tell no prompt from another.
    """
    try:
        raw = read_regular_file(file.path)
        product = clean_line(peek(raw, "product"))
        text = clean_text(decode_utf8(raw, str(file.path)))
    except ContentError:
        return PromptWords(file.id, "", "")
    return PromptWords(file.id, product, text.partition("\nexemplars:")[0])
