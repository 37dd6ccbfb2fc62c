"""Rubrics and what they extend: each file is read once and laid over its parent when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nsmtrainer.content.document import Document
from nsmtrainer.content.files import UnreadableFileError, read_regular_file, shown
from nsmtrainer.content.models import Rubric
from nsmtrainer.content.parsed import Parsed, Surroundings, unreadable
from nsmtrainer.content.places import ContentFile
from nsmtrainer.content.problems import did_you_mean
from nsmtrainer.content.rubric_file import RubricFile, read_rubric, resolve_rubric
from nsmtrainer.text import clean_line

MAX_CHAIN = 20
"""Rubrics that one may rest on, one over the other."""


class RubricShelf:
    """The rubric files of a library, resolved on demand."""

    def __init__(self, files: Mapping[str, ContentFile], around: Surroundings) -> None:
        self._files = files
        self._around = around
        self._read: dict[Path, RubricFile] = {}
        self._resolved: dict[Path, Parsed[Rubric]] = {}

    def parsed(self, file: ContentFile) -> Parsed[Rubric]:
        """Return a file's rubric with everything that it extends, and the file's problems."""
        if file.path not in self._resolved:
            self._resolved[file.path] = self._resolve(file)
        return self._resolved[file.path]

    def _resolve(self, file: ContentFile) -> Parsed[Rubric]:
        read = self._read_once(file)
        if not read.extends:
            return resolve_rubric(read, None, self._around)
        message, hint = self._chain_fault(file)
        parent_file = self._parent(file)
        parent = self.parsed(parent_file).value if parent_file and not message else None
        if parent is not None:
            return resolve_rubric(read, parent, self._around)
        if parent_file and not message:
            message = f"the rubric `{read.extends}` that this one extends has problems"
            hint = f"mend {shown(parent_file.path)} first"
        read.document.report_at(("extends",), message, hint)
        return Parsed(None, read.document.found())

    def _read_once(self, file: ContentFile) -> RubricFile:
        if file.path not in self._read:
            name = shown(file.path)
            try:
                self._read[file.path] = read_rubric(read_regular_file(file.path), name, file.id)
            except UnreadableFileError as error:
                empty = Document(name, "", problems=[unreadable(name, error)])
                self._read[file.path] = RubricFile(empty, None)
        return self._read[file.path]

    def _parent(self, file: ContentFile) -> ContentFile | None:
        """Return the file that one extends; under its own id that is the file which it hides."""
        extends = self._read_once(file).extends
        return file.hidden if extends == file.id else self._files.get(extends)

    def _chain_fault(self, file: ContentFile) -> tuple[str, str]:
        """Return message and hint where following `extends` from here leads nowhere, else two empty ones.

        A parent that is missing farther on is that file's own problem.
        """
        names, seen, here = [file.id], {file.path}, file
        while extends := self._read_once(here).extends:
            parent = self._parent(here)
            if parent is None:
                known = [one for one in self._files if one != file.id]
                missing = f"there is no rubric `{extends}` to extend"
                return (missing, did_you_mean(extends, known)) if here is file else ("", "")
            names.append(parent.id)
            if parent.path in seen:
                told = clean_line(" -> ".join(names), 120)
                return f"rubrics extend one another in a circle: {told}", "let one of them stand alone"
            if len(names) > MAX_CHAIN:
                return f"more than {MAX_CHAIN} rubrics extend one another", "let one of them stand alone"
            seen.add(parent.path)
            here = parent
        return "", ""
