"""What reading an answer yields: clauses, cues, mentions and findings, all as spans of the original text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from nsmtrainer.content.models import MetricRole
from nsmtrainer.spans import Span

Direction = Literal["forward", "backward", "both"]
KeyGroup = Literal["metric", "tolerated", "vanity", "guardrail", "general", "own"]
AttemptKind = Literal[
    "attempt",
    "empty",
    "dont_know",
    "off_topic",
    "term_list",
    "echo",
    "pasted",
    "denied",
    "no_claim",
    "other_product",
]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the answer that can carry one claim; `sentence` counts from 0."""

    span: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that change what is said around them ("rather than", "I would not", "actually, no").

    `kind` names the effect (negation, contrast, crown, guard, target, revision, ...); `scope` is the
    stretch that the cue reaches, already cut at terminators.
    """

    kind: str
    span: Span
    scope: Span
    direction: Direction


@dataclass(frozen=True, slots=True)
class Mention:
    """A metric (or target) named in the answer, with the role that the cues which reach it give it.

    `key_name` is the key's name for it ("" for a metric of the candidate's own), `group` where in the
    key it stands, `confidence` (0 to 1) how sure the role is, `source` the rule or model.
    """

    span: Span
    role: MetricRole
    key_name: str
    group: KeyGroup
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something looked for in an answer, found or not: the atoms that levels are made of.

    `confidence` (0 to 1) is the probability that `present` is right; `spans` are the words that it
    rests on; `source` is the rule or model that made it (`rule:...` or `model:...`); `reason` says why
    in one sentence. `name` is unique within `criterion` only.
    """

    criterion: str
    name: str
    present: bool
    confidence: float
    spans: tuple[Span, ...]
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sureness:
    """How likely the level that a criterion's findings add up to is exactly right (0 to 1), measured on
    answers by unseen authors, and whether that is enough to call the mark sure."""

    confidence: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """Whether the answer attempts the question at all; `reason` says why not, in plain words.

    `certain` where the rules need no second opinion.
    """

    kind: AttemptKind
    reason: str = ""
    certain: bool = False

    @property
    def counts(self) -> bool:
        """Whether claims of the answer can earn anything."""
        return self.kind == "attempt"


@dataclass(frozen=True, slots=True)
class ReaderVersion:
    """Which rules and which model read; `model` is empty where the rules read alone."""

    rules: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one answer."""

    text: str
    clauses: tuple[Clause, ...]
    cues: tuple[Cue, ...]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    attempt: Attempt
    reader: ReaderVersion
    sureness: Mapping[str, Sureness] = field(default_factory=lambda: MappingProxyType({}))
    """By criterion, where a reader can say more than its findings' own confidence does."""

    def finding(self, criterion: str, name: str) -> Finding | None:
        """Return the finding of that criterion and name, present or not; None where not looked for."""
        return next((f for f in self.findings if f.criterion == criterion and f.name == name), None)
