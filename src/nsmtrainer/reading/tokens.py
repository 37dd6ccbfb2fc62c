"""From the tokenizer's tokens to the words that are compared: one pass, each form of a token judged once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from nsmtrainer.reading import lexicons
from nsmtrainer.reading.words import COMMA, FULL, HALF, NONE, Words, stems_of

_BREAKS = {
    ".": FULL,
    "!": FULL,
    "?": FULL,
    "…": FULL,
    "...": FULL,
    ";": HALF,
    ":": HALF,
    "•": FULL,
    ",": COMMA,
}
_DASHES = frozenset("-–—")
_QUOTES = frozenset('"“”«»„')
_COUNTED = frozenset({"%", "+", "<", ">", "€", "$", "£", "×"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})

Kind = Literal["word", "break", "words", "filler", "possessive", "s", "quote", "dash"]


@dataclass(frozen=True, slots=True)
class Form:
    """What a token means wherever it stands.

    `word` is one word, `words` several or one that may be a filler; `break` lets the text break off with
    `strength` before the next word; what the others mean depends on the words around them.
    """

    kind: Kind
    raw: str
    size: int
    word: str = ""
    strength: int = NONE


@lru_cache(maxsize=8_192)
def form_of(raw: str) -> Form:
    """Return what a token means; made once for each different token."""
    lower = raw.lower().replace("’", "'")
    if raw.isspace():
        return Form("break", raw, len(raw), strength=FULL if "\n" in raw else NONE)
    if lower in _lists().reads_as:
        return _worded(raw, _lists().reads_as[lower])
    if lower in _POSSESSIVE or lower == "s":
        return Form("s" if lower == "s" else "possessive", raw, len(raw), lower)
    if any(map(str.isalnum, raw)) or raw in _COUNTED:
        return _worded(raw, lower)
    return _mark(raw)


def _mark(raw: str) -> Form:
    if raw[0] in _QUOTES or raw[0] in _DASHES:
        return Form("quote" if raw[0] in _QUOTES else "dash", raw, len(raw))
    return Form("break", raw, len(raw), strength=_BREAKS.get(raw, _BREAKS.get(raw[0], COMMA)))


def _worded(raw: str, reading: str) -> Form:
    words = reading.split()
    if len(words) == 1 and words[0] in _lists().fillers:
        return Form("filler", raw, len(raw))
    plain = len(words) == 1 and words[0] != "like"
    return Form("word" if plain else "words", raw, len(raw), words[0] if plain else reading)


@dataclass(frozen=True, slots=True)
class _Lists:
    reads_as: dict[str, str]
    fillers: frozenset[str]
    filler_phrases: frozenset[tuple[str, ...]]
    filler_ends: frozenset[str]
    before_is: frozenset[str]


@cache
def _lists() -> _Lists:
    words = lexicons.load("words")
    phrases = frozenset(tuple(phrase.split()) for phrase in words["filler_phrases"])
    return _Lists(
        words["reads_as"],
        frozenset(words["fillers"]),
        phrases,
        frozenset(phrase[-1] for phrase in phrases),
        lexicons.word_set("before_is"),
    )


def collect_words(text: str, tokens: list[tuple[int, Form]]) -> Words:
    """Return the words of a text, given its tokens in order, each with its first character."""
    return _Collector(text, tokens).collect()


class _Collector:
    """Gathers the words of one text; `collect` is its only use."""

    def __init__(self, text: str, tokens: list[tuple[int, Form]]) -> None:
        self.text = text
        self.tokens = tokens
        self.lists = _lists()
        self.norms: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.breaks: list[int] = []
        self.quoted: list[bool] = []
        self.pending = FULL
        self.inside = False

    def collect(self) -> Words:
        """Return the words."""
        for position, (start, form) in enumerate(self.tokens):
            if form.kind == "word":
                self._word(form.word, start, start + form.size)
            elif form.kind == "break":
                self._break(form.strength)
            elif form.kind != "filler":
                self._rare(position, start, form)
        norms = tuple(self.norms)
        return Words(
            self.text,
            norms,
            stems_of(norms),
            tuple(self.starts),
            tuple(self.ends),
            tuple(self.breaks),
            tuple(self.quoted),
        )

    def _rare(self, position: int, start: int, form: Form) -> None:
        """Take a token whose meaning depends on what stands beside it."""
        end = start + form.size
        if form.kind == "possessive" or (form.kind == "s" and self._touches(start)):
            if self.norms and self.norms[-1] in self.lists.before_is:
                self._word("us" if self.norms[-1] == "let" else "is", start, end)
        elif form.kind == "quote":
            self.inside = not self.inside if form.raw[0] == '"' else form.raw[0] in "“«„"
            self._break(COMMA)
        elif form.kind == "dash":
            follows = position + 1 < len(self.tokens) and self.tokens[position + 1][0] == end
            joined = self._touches(start) and follows
            self._break(NONE if joined and form.raw == "-" else HALF)
        else:
            for word in form.word.split():
                if word not in self.lists.fillers and not (word == "like" and self._said_like(end)):
                    self._word(word, start, end)

    def _touches(self, start: int) -> bool:
        return bool(self.ends) and self.ends[-1] == start

    def _said_like(self, end: int) -> bool:
        """Return whether "like" stands between commas."""
        return self.pending == COMMA and self.text[end : end + 1] == ","

    def _break(self, strength: int) -> None:
        self.pending = max(self.pending, strength)

    def _word(self, word: str, start: int, end: int) -> None:
        self.norms.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.breaks.append(self.pending)
        self.quoted.append(self.inside)
        self.pending = NONE
        if word in self.lists.filler_ends:
            self._drop_filler_phrase()

    def _drop_filler_phrase(self) -> None:
        phrases = self.lists.filler_phrases
        if tuple(self.norms[-3:]) in phrases:
            length = 3
        elif tuple(self.norms[-2:]) in phrases:
            length = 2
        else:
            return
        if (
            length == 2
            and self.norms[-1] == "of"
            and self.norms[-3:-2] in (["a"], ["what"], ["this"], ["that"])
        ):
            return
        self.pending = max(self.breaks[-length:])
        for column in (self.norms, self.starts, self.ends, self.breaks, self.quoted):
            del column[-length:]
