"""What the rules see of one answer before findings: words, clauses, cues, marks, measures, the attempt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nsmtrainer.content.models import Lexicon, MetricRole
from nsmtrainer.reading.clauses import Clauses
from nsmtrainer.reading.models import Attempt, Direction, KeyGroup
from nsmtrainer.reading.words import Words
from nsmtrainer.spans import Span

Range = tuple[int, int]
"""First word and the word after the last."""


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at words `first` up to `stop` that reaches the words of `scope`; `negated` by words before it."""

    kind: str
    first: int
    stop: int
    scope: Range
    direction: Direction
    negated: bool = False


@dataclass(slots=True)
class Measure:
    """A measure named at words `first` up to `stop`.

    `kind` says what it counts: `arrival`, `business`, `survey`, `loose`, `retention`, `harm`, `unrelated`,
    `shape` (a measure of the candidate's own), `delivered` ("trips completed") or `stretch` (whatever
    is crowned).
    `cue` is the cue that gave it its role, None where it has none.
    """

    first: int
    stop: int
    kind: str
    group: KeyGroup
    key_name: str = ""
    role: MetricRole = "other"
    confidence: float = 0.5
    source: str = "rule:mention"
    cue: CueHit | None = None
    strength: int = 0
    """How firmly it is crowned: 0 not at all, 1 looked at, 2 counted, 3 called the north star."""


@dataclass(slots=True)
class Scan:
    """Everything that the rules for findings look at."""

    words: Words
    clauses: Clauses
    lexicon: Lexicon
    cues: tuple[CueHit, ...]
    marks: Mapping[str, tuple[Range, ...]]
    measures: tuple[Measure, ...] = ()
    targets: tuple[Range, ...] = ()
    stars: tuple[Measure, ...] = ()
    attempt: Attempt = field(default_factory=lambda: Attempt("attempt"))
    vocabulary: frozenset[str] = frozenset()
    """Stems of the prompt's own words: its key, question and context."""
    disowned_words: bytearray = field(default_factory=bytearray)

    @property
    def star(self) -> Measure | None:
        """The measure that the answer proposes, the firmest where it crowns several."""
        return self.stars[0] if self.stars else None

    def span(self, found: Range) -> Span:
        """Return the place in the text of a range of words."""
        return self.words.span(*found)

    def spans(self, found: Iterable[Range]) -> tuple[Span, ...]:
        """Return the places in the text of ranges of words, in order, each once."""
        return tuple(sorted({self.words.span(*one) for one in found}))

    def has(self, *names: str) -> bool:
        """Return whether any of the marks of these names occurs."""
        return any(self.marks.get(name) for name in names)

    def all_marks(self, *names: str) -> list[Range]:
        """Return the marks of these names in order."""
        return sorted(found for name in names for found in self.marks.get(name, ()))

    def marks_in(self, bounds: Range, *names: str) -> list[Range]:
        """Return the marks of these names that begin within some words."""
        found: list[Range] = []
        for name in names:
            marks = self.marks.get(name, ())
            found += marks[bisect_left(marks, (bounds[0], 0)) : bisect_left(marks, (bounds[1], 0))]
        return sorted(found)

    def sentence_of(self, word: int) -> Range:
        """Return the words of the sentence that holds a word."""
        return self.clauses.sentence_bounds(word)

    def clause_of(self, word: int) -> Range:
        """Return the words of the clause that holds a word."""
        stretch = self.clauses.at(word)
        return stretch.first, stretch.stop

    def around(self, word: int, before: int = 0, after: int = 0) -> Range:
        """Return the words of a word's sentence together with some sentences before and after it."""
        number = self.clauses.sentence(word)
        first = self.clauses.sentences[max(number - before, 0)][0]
        stop = self.clauses.sentences[min(number + after, len(self.clauses.sentences) - 1)][1]
        return first, stop

    def with_role(self, *roles: MetricRole) -> list[Measure]:
        """Return the measures of these roles in order."""
        return [measure for measure in self.measures if measure.role in roles]

    def measures_in(self, bounds: Range) -> list[Measure]:
        """Return the measures that begin within some words."""
        first = bisect_left(self.measures, bounds[0], key=lambda measure: measure.first)
        stop = bisect_left(self.measures, bounds[1], key=lambda measure: measure.first)
        return list(self.measures[first:stop])

    def cues_in(self, bounds: Range) -> list[CueHit]:
        """Return the cues that begin within some words."""
        first = bisect_left(self.cues, bounds[0], key=lambda cue: cue.first)
        stop = bisect_left(self.cues, bounds[1], key=lambda cue: cue.first)
        return list(self.cues[first:stop])

    def disowned(self, word: int) -> bool:
        """Return whether a word stands where somebody else speaks, or nobody means it.

        Reach of the cues `example`, `reported`, `conditional` and `sarcasm`.
        """
        return bool(self.disowned_words[word])

    def negated(self, word: int, reach: int = 4) -> bool:
        """Return whether a negation stands within `reach` words before a word, in its clause."""
        first = max(self.clause_of(word)[0], word - reach)
        return any(norm in NEGATIONS for norm in self.words.norms[first:word])


def disowned_words(words: Words, cues: Iterable[CueHit]) -> bytearray:
    """Return, per word, 1 where a cue of another's voice reaches it and 0 elsewhere."""
    reached = bytearray(len(words))
    for cue in cues:
        if cue.kind in DISOWNING and not cue.negated:
            first, stop = max(cue.scope[0], cue.first), min(cue.scope[1], len(words))
            reached[first:stop] = b"\x01" * max(stop - first, 0)
    return reached


DISOWNING = frozenset({"example", "reported", "conditional", "sarcasm"})
NEGATIONS = frozenset(
    {
        "not",
        "no",
        "never",
        "nor",
        "neither",
        "without",
        "hardly",
        "nobody",
        "isnt",
        "cannot",
        "stop",
        "refuse",
    }
)
