"""What separate processes do to a store in the tests: type, write at once, upgrade, run out of room."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.sessions.models import Attempt, DraftTopic
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.schema import MIGRATIONS, Migration
from nsmtrainer.sessions.store import Store
from tests.sessions.build import TOPIC, attempt

NOBODY = 65534
LATER: tuple[Migration, ...] = (
    *MIGRATIONS,
    Migration(
        "moods",
        (
            "CREATE TABLE moods (seq INTEGER PRIMARY KEY REFERENCES attempts, mood TEXT NOT NULL) STRICT",
            "INSERT INTO moods SELECT seq, 'calm' FROM attempts",
            "CREATE TABLE padding (number INTEGER PRIMARY KEY, filler TEXT NOT NULL) STRICT",
            """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
               INSERT INTO padding SELECT i, hex(randomblob(100)) FROM n""",
            "CREATE INDEX moods_by_mood ON moods (mood)",
        ),
    ),
)
"""The tables of a later version, with enough to write that a kill can fall anywhere inside."""

_context = get_context("forkserver")
_context.set_forkserver_preload(["tests.sessions.processes"])


def begin(target: Callable[..., None], *arguments: Any) -> tuple[ForkServerProcess, Connection]:
    """Start a process; its first argument is the other end of the returned connection."""
    here, there = _context.Pipe()
    process = _context.Process(target=target, args=(there, *arguments), daemon=True)
    process.start()
    there.close()
    return process, here


def text_of(seq: int) -> str:
    """Return what is typed up to a revision."""
    return "I would count nights stayed. " * seq


def type_on(said: Connection, path: Path) -> None:
    """Type for ever, telling the number of each revision once it is said to be saved."""
    with open_store(path) as store:
        offered = store.latest_drafts()
        draft = store.open_draft(offered[0].id) if offered else store.start_draft(TOPIC)
        seq = draft.seq
        said.send(seq)
        while True:
            seq += 1
            said.send(store.save_draft(draft.id, text_of(seq), seq, seconds=float(seq)))


def write_much(said: Connection, path: Path, name: str, count: int) -> None:
    """Make `count` writes beside other processes: revisions, attempts, and notes on one shared attempt."""
    with open_store(path) as store:
        draft = store.start_draft(DraftTopic(name, name, "core"))
        said.send("ready")
        said.recv()
        try:
            for turn in range(count // 3):
                store.save_draft(draft.id, f"{name} {turn}", turn + 1)
                store.save_attempt(attempt(1000 + turn, id=f"{name}-{turn}"))
                store.change("shared", partial(_add_to_note, f"{name}{turn};"))
        except NsmtrainerError as error:
            said.send(error.message)
        else:
            said.send("done")


def _add_to_note(words: str, one: Attempt) -> Attempt:
    return replace(one, note=one.note + words)


def upgrade(said: Connection, path: Path) -> None:
    """Open a store as a later version of the program does."""
    said.send("going")
    Store(path, migrations=LATER).close()
    said.send("done")


def run_out_of_room(said: Connection, path: Path, times: int) -> None:
    """Save with no room on the disk, then with room again; tell what was said and what was kept."""
    with open_store(path) as store:
        draft = store.start_draft(TOPIC)
        for turn in range(1, times + 1):
            resource.setrlimit(resource.RLIMIT_FSIZE, (512, resource.RLIM_INFINITY))
            said.send(_told(partial(store.save_draft, draft.id, text_of(turn), turn)))
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            said.send((store.draft(draft.id).seq, store.save_draft(draft.id, text_of(turn), turn)))


def write_without_right(said: Connection, path: Path, times: int) -> None:
    """Read and write a store as a user who may only read it."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    for _ in range(times):
        with Store(path) as store:
            said.send((store.count(), _told(partial(store.star, 1))))


def _told(act: Callable[[], object]) -> tuple[str, str, str]:
    """Return the kind, message and hint of the error that an act ends in."""
    try:
        act()
    except NsmtrainerError as error:
        return type(error).__name__, error.message, error.hint
    return "saved", "", ""
