"""Sessions to a file and back: everything comes back equal, and nothing is added twice."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from nsmtrainer import __version__
from nsmtrainer.content.files import read_regular_file
from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.sessions.draft_record import draft_of, draft_record
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.models import Attempt
from nsmtrainer.sessions.records import attempt_of, attempt_record
from nsmtrainer.sessions.store import Store
from nsmtrainer.text import clean_line, decode_utf8

FORMAT = 1
KIND = "nsmtrainer sessions"
MAX_FILE = 256_000_000
"""The largest file that is read, in bytes."""

DEEPEST = 6
STEP = 200
"""Attempts that are kept in one transaction."""


@dataclass(slots=True)
class Imported:
    """What an import did: attempts added, those that were there already, drafts added, and what was wrong."""

    added: int = 0
    known: int = 0
    drafts: int = 0
    passed_over: int = 0
    problems: list[str] = field(default_factory=list)


def write_export(file: IO[str], attempts: Iterable[Attempt], store: Store | None = None) -> int:
    """Write attempts as JSON, one a line, and return how many; with `store` its open drafts too."""
    head = {"format": FORMAT, "kind": KIND, "program": __version__}
    file.write(_dumped(head)[:-1] + ', "attempts": [')
    count = 0
    for count, attempt in enumerate(attempts, start=1):
        file.write((",\n" if count > 1 else "\n") + _dumped(attempt_record(attempt)))
    file.write('\n], "drafts": [')
    drafts = store.latest_drafts() if store else ()
    for number, draft in enumerate(reversed(drafts)):
        file.write((",\n" if number else "\n") + _dumped(draft_record(draft)))
    file.write("\n]}\n")
    return count


def write_store(file: IO[str], store: Store, chosen: Filter | None = None) -> int:
    """Write the attempts that meet a filter; without one the whole store, deleted sessions and drafts too."""
    if chosen is not None:
        return write_export(file, store.attempts(chosen))
    return write_export(file, store.attempts(Filter(deleted="with")), store)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def import_paths(store: Store, paths: Iterable[Path]) -> Imported:
    """Add the sessions of files, and of the `.json` files in folders, to a store.

    What cannot be read is named once and the rest is imported. An attempt whose id is there already stays
    as it is. Links and pipes are not followed. Raises UsageError for a path that is not there, StoreError.
    """
    done = Imported()
    waiting: list[Attempt] = []
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"There is no file {clean_line(str(path))}.", "Check the name.")
        for file in _files_at(path, done):
            _import_file(store, file, waiting, done)
            if len(waiting) >= STEP:
                _keep(store, waiting, done)
    _keep(store, waiting, done)
    return done


def _files_at(path: Path, done: Imported, depth: int = 0) -> Iterator[Path]:
    """Yield a file, or the files of a folder in the order of their names, folders inside it included."""
    if not stat.S_ISDIR(path.lstat().st_mode):
        yield path
        return
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        done.problems.append(f"{clean_line(str(path))} cannot be read: {(error.strerror or '').lower()}.")
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if depth < DEEPEST:
                yield from _files_at(Path(entry.path), done, depth + 1)
        elif entry.name.lower().endswith(".json"):
            yield Path(entry.path)
        else:
            done.passed_over += 1


def _import_file(store: Store, path: Path, waiting: list[Attempt], done: Imported) -> None:
    name = clean_line(str(path))
    try:
        record = _parsed(read_regular_file(path, MAX_FILE), name)
    except ContentError as error:
        done.problems.append(error.message)
        return
    for number, entry in enumerate(record["attempts"], start=1):
        try:
            attempt = attempt_of(entry)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            done.problems.append(f"{name}, session {number}: {clean_line(str(error), 120)}.")
            continue
        there = store.answer_text(attempt.id)
        if there is None:
            waiting.append(attempt)
        elif there == attempt.text:
            done.known += 1
        else:
            done.problems.append(f"{name}, session {number}: another answer goes by the same id here.")
    for number, entry in enumerate(record.get("drafts", ()), start=1):
        try:
            done.drafts += store.adopt_draft(draft_of(entry))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            done.problems.append(f"{name}, draft {number}: {clean_line(str(error), 120)}.")


def _parsed(raw: bytes, name: str) -> dict[str, Any]:
    """Return the record of an export. Raises ContentError, naming the file, for anything else."""
    try:
        record = json.loads(decode_utf8(raw, name))
    except (ValueError, RecursionError):
        what = "it is empty" if not raw.strip() else "it is not JSON, or it was cut off"
        raise ContentError(f"{name} is not an export of sessions: {what}.") from None
    if not isinstance(record, dict) or record.get("kind") != KIND:
        raise ContentError(f"{name} is not an export of sessions.")
    if record.get("format") != FORMAT:
        said = clean_line(str(record.get("format")), 20)
        raise ContentError(f"{name} is of format {said}, which this version of nsmtrainer does not know.")
    lists = (record.get("attempts"), record.get("drafts", []))
    if not all(isinstance(one, list) for one in lists):
        raise ContentError(f"{name} is not an export of sessions: its list of attempts is missing.")
    return record


def _keep(store: Store, waiting: list[Attempt], done: Imported) -> None:
    if waiting:
        added = store.add_all(waiting)
        done.added += added
        done.known += len(waiting) - added
        waiting.clear()
