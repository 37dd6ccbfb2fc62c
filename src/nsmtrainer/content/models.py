"""Frozen values that the rest of the program works with: prompts, rubrics, exemplars, lexicons.

The formats are described in `docs/formats.md`; the YAML border (`content.border`) is the only maker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from nsmtrainer.content.findings import FINDINGS

GameType = Literal["attention", "transaction", "productivity"]
PromptKind = Literal["choose", "ai", "pre_fit", "two_sided", "critique", "framework"]
Frame = Literal["north_star", "omtm"]
ExemplarLabel = Literal["weak", "middling", "strong"]
MetricRole = Literal["north_star", "guardrail", "set_aside", "input", "target", "example", "other"]

GAME_TYPES: tuple[GameType, ...] = ("attention", "transaction", "productivity")
PROMPT_KINDS: tuple[PromptKind, ...] = ("choose", "ai", "pre_fit", "two_sided", "critique", "framework")


@dataclass(frozen=True, slots=True)
class Game:
    """A game type that the prompt's key accepts, and why it fits the product."""

    game: GameType
    reason: str


@dataclass(frozen=True, slots=True)
class KeyMetric:
    """A metric of the prompt's key: its name, other ways to say it, and why it is (or is not) good."""

    name: str
    variants: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class KeyGuardrail:
    """A counter-metric of the prompt's key; `catches` says which abuse or harm it shows.

    `for_metric` names the north star that it guards; empty means any of the key.
    """

    name: str
    catches: str
    variants: tuple[str, ...] = ()
    for_metric: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact about a company comes from: the fact, who said it, and in which year."""

    fact: str
    said_by: str
    year: int


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on an exemplar: the exact words it is about, and what they earn or lack."""

    quote: str
    says: str


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A sample answer with the level that it claims per criterion, fixed before it was marked."""

    text: str
    claims: Mapping[str, int]
    notes: tuple[Note, ...] = ()
    label: ExemplarLabel | None = None
    prompt: str = ""
    """The prompt that a rubric's own exemplar answers; empty inside a prompt file."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """An interview question with its key; see `docs/formats.md` for each field."""

    id: str
    title: str
    product: str
    question: str
    kind: PromptKind
    games: tuple[Game, ...]
    metrics: tuple[KeyMetric, ...]
    rubric: str
    context: str = ""
    tolerated: tuple[KeyMetric, ...] = ()
    vanity: tuple[KeyMetric, ...] = ()
    guardrails: tuple[KeyGuardrail, ...] = ()
    cadence: str = ""
    frame: Frame = "north_star"
    traps: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    minutes: int = 8
    hints: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    follow_ups: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    exemplars: tuple[Exemplar, ...] = ()
    sources: tuple[Source, ...] = ()
    content_hash: str = ""
    """SHA-256 (hex) of the file's canonical content: equal exactly when the content is."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Phrases that make a finding present, for criteria that a coach writes.

    One of `any_of` must occur; where `near` is given, one of it too within `within` words. With
    `negatable` false a phrase under a negation still counts. `role` asks for a metric mention of that
    role in the same clause.
    """

    finding: str
    any_of: tuple[str, ...]
    near: tuple[str, ...] = ()
    within: int = 8
    negatable: bool = True
    role: MetricRole | None = None
    criterion: str = ""
    """The criterion whose pattern this is, filled in on loading: findings are named within one only."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion: its descriptor, the findings it needs, and the advice that leads to it."""

    descriptor: str
    needs: tuple[str, ...] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is marked, on levels 0 to 3 (the index in `levels`)."""

    id: str
    title: str
    weight: float
    levels: tuple[Level, ...]
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Scores (0 to 100, unrounded) from which each verdict is given; `require` lists levels without
    which a *hire* or better becomes *mixed*."""

    strong_hire: float = 85.0
    hire: float = 65.0
    mixed: float = 40.0
    require: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Rubric:
    """A set of criteria with weights and bars, `extends` already resolved."""

    id: str
    title: str
    criteria: tuple[Criterion, ...]
    bars: Bars = field(default_factory=Bars)
    extends: str = ""
    not_asked: tuple[str, ...] = ()
    exemplars: tuple[Exemplar, ...] = ()
    content_hash: str = ""

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return the criterion of that id, or None where the rubric lacks it."""
        return next((c for c in self.criteria if c.id == criterion_id), None)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The bar that `check` holds a library to: the least share of claims met exactly (0 to 1), the most
    claims that may be off by two levels or more, and the most attacks that may be overpaid (a share)."""

    exact: float = 0.80
    off_by_two: int = 0
    overpaid: float = 0.0


@dataclass(frozen=True, slots=True)
class PromptWords:
    """The words of a prompt's question and key, so that an answer to another prompt can be noticed."""

    id: str
    product: str
    text: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a reader needs to know of a prompt and a rubric to read an answer; see `lexicon_of`."""

    prompt_id: str
    product: str
    kind: PromptKind
    frame: Frame
    games: tuple[GameType, ...]
    metrics: tuple[KeyMetric, ...]
    tolerated: tuple[KeyMetric, ...]
    vanity: tuple[KeyMetric, ...]
    guardrails: tuple[KeyGuardrail, ...]
    question: str
    context: str
    patterns: tuple[Pattern, ...] = ()
    """The rubric's own patterns, over all its criteria."""
    descriptors: tuple[str, ...] = ()
    """Wording of the rubric, its advice too, so that pasting it can be recognised."""
    library: tuple[PromptWords, ...] = ()
    """All prompts of the library, this one too, in order of ids."""
    title: str = ""
    north_star: bool = True
    """Whether any built-in criterion is marked. A coach's rubric on another subject marks none, and an
    answer under it need not propose a metric to be an attempt."""


def lexicon_of(prompt: Prompt, rubric: Rubric, library: tuple[PromptWords, ...] = ()) -> Lexicon:
    """Return the lexicon that a prompt and a rubric's patterns add up to."""
    return Lexicon(
        prompt_id=prompt.id,
        product=prompt.product,
        kind=prompt.kind,
        frame=prompt.frame,
        games=tuple(game.game for game in prompt.games),
        metrics=prompt.metrics,
        tolerated=prompt.tolerated,
        vanity=prompt.vanity,
        guardrails=prompt.guardrails,
        question=prompt.question,
        context=prompt.context,
        title=prompt.title,
        patterns=tuple(p for c in rubric.criteria for p in c.patterns),
        descriptors=tuple(
            said
            for criterion in rubric.criteria
            for level in criterion.levels
            for said in (level.descriptor, level.advice)
            if said
        ),
        library=library,
        north_star=any(criterion.id in FINDINGS for criterion in rubric.criteria),
    )
