"""Full-text search over answers and notes: an index where SQLite has one, else a look at every text.

The index holds nothing of its own: it can be made again from the attempts at any time.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator

from nsmtrainer.text import clean_line

_TABLE = "search"
_MAKE = (
    f"CREATE VIRTUAL TABLE {_TABLE} USING fts5"
    "(answer, note, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)
_TEXTS = "SELECT attempts.seq, answers.text, attempts.note FROM attempts JOIN answers USING (seq)"
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')


def index_there(db: sqlite3.Connection) -> bool:
    """Return whether the file has an index and this SQLite can use it."""
    try:
        db.execute(f"SELECT rowid FROM {_TABLE} LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        return False
    return True


def make_index(db: sqlite3.Connection) -> bool:
    """Make the index anew inside a write; return False where this SQLite has no FTS5."""
    try:
        db.execute(f"DROP TABLE IF EXISTS {_TABLE}")
        db.execute(_MAKE)
    except sqlite3.OperationalError as error:
        if "no such module" in str(error):
            return False
        raise
    db.execute(f"INSERT INTO {_TABLE} (rowid, answer, note) {_TEXTS}")
    return True


def index_attempt(db: sqlite3.Connection, seq: int, text: str, note: str) -> None:
    """Put an attempt's present words into the index, where there is one."""
    if index_there(db):
        unindex_attempt(db, seq)
        db.execute(f"INSERT INTO {_TABLE} (rowid, answer, note) VALUES (?, ?, ?)", (seq, text, note))


def unindex_attempt(db: sqlite3.Connection, seq: int) -> None:
    """Take an attempt's words out of the index, where there is one."""
    if index_there(db):
        db.execute(f"DELETE FROM {_TABLE} WHERE rowid = ?", (seq,))


def index_is_complete(db: sqlite3.Connection) -> bool:
    """Return whether the index knows exactly the attempts that there are, or cannot be had here.

    An SQLite without FTS5 may have added attempts to the file, and then the index lacks them.
    """
    if not index_there(db):
        return not _has_fts5(db)
    lacking = db.execute(
        f"SELECT (SELECT count(*) FROM attempts) != (SELECT count(*) FROM {_TABLE}_docsize)"
        f" OR EXISTS (SELECT 1 FROM attempts WHERE seq NOT IN (SELECT id FROM {_TABLE}_docsize))"
    ).fetchone()
    return not lacking[0]


def index_is_sound(db: sqlite3.Connection) -> bool:
    """Return whether the index agrees with the texts it was made from, word by word."""
    if not index_there(db):
        return True
    try:
        differing = db.execute(
            f"SELECT EXISTS (SELECT 1 FROM ({_TEXTS}) AS now LEFT JOIN {_TABLE} ON {_TABLE}.rowid = now.seq"
            f" WHERE {_TABLE}.answer IS NOT now.text OR {_TABLE}.note IS NOT now.note)"
        ).fetchone()[0]
        db.execute(f"INSERT INTO {_TABLE} ({_TABLE}) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        # A file that may not be written, or is being written, cannot be asked; that says nothing about it.
        return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY)
    return not differing


def _has_fts5(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'").fetchone()[0])


def parse_words(said: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases that somebody looks for, each as its words; none for text without words."""
    phrases = (tuple(_WORD.findall(quoted or plain)) for quoted, plain in _TERM.findall(clean_line(said)))
    return tuple(phrase for phrase in phrases if phrase)


def matching(db: sqlite3.Connection, said: str) -> Iterator[tuple[str, str]]:
    """Yield conditions, each with its value, on attempts whose answer or note has all the words asked for."""
    phrases = parse_words(said)
    if not phrases:
        return
    if index_there(db) and index_is_complete(db):
        query = " AND ".join(f'"{" ".join(phrase)}" *' for phrase in phrases)
        yield f"seq IN (SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH ?)", query
    else:
        found = " ".join(str(seq) for seq in _scanned(db, phrases))
        yield "instr(?, ' ' || seq || ' ') > 0", f" {found} "


def _scanned(db: sqlite3.Connection, phrases: tuple[tuple[str, ...], ...]) -> Iterator[int]:
    wanted = [_folded(" ".join(phrase)) for phrase in phrases]
    for seq, text, note in db.execute(_TEXTS):
        texts = (_folded(text), _folded(note))
        if all(any(_has(words, phrase) for words in texts) for phrase in wanted):
            yield seq


def _has(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    whole, start = phrase[:-1], phrase[-1]
    last = len(phrase) - 1
    return any(
        words[at : at + last] == whole and words[at + last].startswith(start)
        for at in range(len(words) - last)
    )


def _folded(text: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain.casefold()))
