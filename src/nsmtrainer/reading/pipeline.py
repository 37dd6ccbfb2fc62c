"""The spaCy pipeline: the blank English tokenizer and components of ours that write words and clauses.

spaCy is imported here only when something is read; the pipeline is made once per process.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from nsmtrainer.files import standing_somewhere
from nsmtrainer.reading import lexicons
from nsmtrainer.reading.clauses import split_clauses
from nsmtrainer.reading.words import COMMA, FULL, HALF, NONE, Words, stems_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_LONG_RUN = re.compile(r"\S{41,}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
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
_LABEL_ENDS = frozenset({"is"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_HAVE_IS = lexicons.word_set("before_is")
_FILLER_LIKE = frozenset({"like", "so", "well", "right"})


@cache
def language() -> Language:
    """Return the pipeline: blank English, then `nsm_words` and `nsm_clauses`, which write `doc.user_data`."""
    with standing_somewhere():  # what spaCy imports asks for the current folder, which may be gone
        import spacy  # noqa: PLC0415 - heavy, so only when something is read
        from spacy.language import Language  # noqa: PLC0415

    if not Language.has_factory("nsm_words"):
        Language.component("nsm_words", func=write_words)
        Language.component("nsm_clauses", func=write_clauses)
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("nsm_words")
    nlp.add_pipe("nsm_clauses")
    return nlp


def read_words(text: str) -> Doc:
    """Return the document of a text, its words and clauses in `user_data`, offsets those of the text."""
    return language()(tokenizable(text))


@lru_cache(maxsize=4096)
def plain_words(phrase: str) -> tuple[str, ...]:
    """Return the compared forms of a phrase, as an answer's words are compared."""
    words: Words = read_words(phrase).user_data["words"]
    return words.norms


def tokenizable(text: str) -> str:
    """Return the text, equally long, without what the tokenizer cannot take.

    Lone surrogates cannot be encoded, and runs of punctuation cost the tokenizer the square of their
    length, so that in a run of more than 40 characters without a blank only letters and digits stay.
    """
    text = _SURROGATE.sub("�", text)
    return _LONG_RUN.sub(lambda run: "".join(c if c.isalnum() else " " for c in run.group()), text)


def write_words(doc: Doc) -> Doc:
    """Pipeline component: write the document's `Words` to `doc.user_data["words"]`."""
    doc.user_data["words"] = _Collector(doc.text).collect(doc)
    return doc


def write_clauses(doc: Doc) -> Doc:
    """Pipeline component: write the document's clauses to `doc.user_data["clauses"]`."""
    doc.user_data["clauses"] = split_clauses(doc.user_data["words"])
    return doc


class _Collector:
    """Gathers the words of one document; `collect` is its only use."""

    def __init__(self, text: str) -> None:
        words = lexicons.load("words")
        self.text = text
        self.reads_as: dict[str, str] = words["reads_as"]
        self.fillers = frozenset(words["fillers"])
        self.filler_phrases = frozenset(tuple(p.split()) for p in words["filler_phrases"])
        self.norms: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.breaks: list[int] = []
        self.quoted: list[bool] = []
        self.pending = FULL
        self.inside = False

    def collect(self, doc: Doc) -> Words:
        """Return the words of the document."""
        tokens = [(token.idx, token.text) for token in doc]
        for position, (start, raw) in enumerate(tokens):
            follows = tokens[position + 1] if position + 1 < len(tokens) else None
            self._take(start, raw, follows)
        norms = tuple(self.norms)
        return Words(
            self.text,
            norms,
            stems_of(norms),
            tuple(start for start, _ in self.places),
            tuple(end for _, end in self.places),
            tuple(self.breaks),
            tuple(self.quoted),
        )

    def _take(self, start: int, raw: str, follows: tuple[int, str] | None) -> None:
        lower = raw.lower().replace("’", "'")
        if raw.isspace():
            self._break(FULL if "\n" in raw else NONE)
        elif lower in self.reads_as:
            self._word(self.reads_as[lower], start, start + len(raw))
        elif lower in _POSSESSIVE or (lower == "s" and self._touches(start)):
            if self.norms and self.norms[-1] in _HAVE_IS:
                self._word("us" if self.norms[-1] == "let" else "is", start, start + len(raw))
        elif not any(map(str.isalnum, raw)) and raw not in {"%", "+", "<", ">", "€", "$", "£", "×"}:
            self._punctuation(start, raw, follows)
        else:
            self._word(lower, start, start + len(raw))

    def _touches(self, start: int) -> bool:
        return bool(self.places) and self.places[-1][1] == start

    def _punctuation(self, start: int, raw: str, follows: tuple[int, str] | None) -> None:
        if raw[0] in _QUOTES:
            self.inside = not self.inside if raw[0] in '"' else raw[0] in "“«„"
            self._break(COMMA if self.pending < COMMA else self.pending)
        elif raw[0] in _DASHES:
            joined = self._touches(start) and follows is not None and follows[0] == start + len(raw)
            self._break(NONE if joined and raw == "-" else HALF)
        else:
            self._break(_BREAKS.get(raw, _BREAKS.get(raw[0], COMMA)))

    def _break(self, strength: int) -> None:
        self.pending = max(self.pending, strength)

    def _word(self, reading: str, start: int, end: int) -> None:
        for word in reading.split():
            if word in self.fillers or (word == "like" and self.pending == COMMA and self._said_like(end)):
                self.pending = max(self.pending, NONE)
                continue
            self.norms.append(word)
            self.places.append((start, end))
            self.breaks.append(self.pending)
            self.quoted.append(self.inside)
            self.pending = NONE
            self._drop_filler_phrase()

    def _said_like(self, end: int) -> bool:
        return self.text[end : end + 1] == ","

    def _drop_filler_phrase(self) -> None:
        if (
            tuple(self.norms[-2:]) not in self.filler_phrases
            and tuple(self.norms[-3:]) not in self.filler_phrases
        ):
            return
        length = 3 if tuple(self.norms[-3:]) in self.filler_phrases else 2
        if (
            length == 2
            and self.norms[-1] == "of"
            and self.norms[-3:-2] in (["a"], ["what"], ["this"], ["that"])
        ):
            return
        self.pending = max(self.breaks[-length:])
        for column in (self.norms, self.places, self.breaks, self.quoted):
            del column[-length:]
