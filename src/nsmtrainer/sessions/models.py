"""What the store keeps, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, get_args

from nsmtrainer.content.models import Bars, Criterion, GameType, PromptKind, Rubric
from nsmtrainer.marking.mark import score_of, verdict_of
from nsmtrainer.marking.models import MarkSheet, Verdict

Mode = Literal["practice", "live"]
DraftState = Literal["open", "submitted", "discarded"]
MODES: tuple[Mode, ...] = get_args(Mode)

PROMPTED_MOST = 2
"""The highest level that a criterion can reach by an answer to a follow-up."""


def no_levels() -> Mapping[str, int]:
    """Return no level for any criterion."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DraftTopic:
    """What a draft is an answer to. `retry_of` is the id of the attempt that it tries to better.

    `assignment` is the key of the opened assignment whose content marks it, empty for the user's own library.
    """

    prompt: str
    prompt_title: str
    rubric: str
    mode: Mode = "practice"
    retry_of: str = ""
    assignment: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer being written, as of its last saved revision.

    `seq` is the number of that revision (0 before the first), `seconds` the time spent writing so far.
    `read_only` is true where the draft is open in another window (or not open in this one).
    """

    id: str
    topic: DraftTopic
    started_at: datetime
    state: DraftState
    read_only: bool
    text: str = ""
    seq: int = 0
    seconds: float = 0.0
    saved_at: datetime | None = None
    open_elsewhere: bool = False
    hints_used: tuple[str, ...] = ()
    """The criteria that hints were asked for so far, in order."""
    closed_at: datetime | None = None
    """When it was submitted or discarded."""


@dataclass(frozen=True, slots=True)
class AskedCriterion:
    """A criterion as it stood when an answer was marked."""

    id: str
    title: str
    weight: float


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a score was computed with, kept so that it can be computed again when the rubric has changed."""

    rubric: str
    title: str
    criteria: tuple[AskedCriterion, ...]
    bars: Bars = field(default_factory=Bars)

    def as_rubric(self) -> Rubric:
        """Return a rubric of the same criteria, weights and bars, without descriptors."""
        criteria = tuple(Criterion(c.id, c.title, c.weight, ()) for c in self.criteria)
        return Rubric(self.rubric, self.title, criteria, self.bars)

    def title_of(self, criterion: str) -> str:
        """Return the criterion's title, its id where it has none here."""
        return next((c.title for c in self.criteria if c.id == criterion), criterion)


def yardstick_of(rubric: Rubric) -> Yardstick:
    """Return what has to be kept of a rubric beside marks that were given under it."""
    criteria = tuple(AskedCriterion(c.id, c.title, c.weight) for c in rubric.criteria)
    return Yardstick(rubric.id, rubric.title, criteria, rubric.bars)


@dataclass(frozen=True, slots=True)
class AskedPrompt:
    """The prompt as it stood when it was answered."""

    id: str
    title: str
    product: str
    question: str
    kind: PromptKind
    games: tuple[GameType, ...]
    context: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A follow-up question on a criterion and what the candidate said to it."""

    criterion: str
    question: str
    text: str


def joined_text(text: str, replies: tuple[Reply, ...]) -> str:
    """Return an answer and the replies after it as one text, each a paragraph of its own."""
    return "\n\n".join([text, *(reply.text for reply in replies)])


@dataclass(frozen=True, slots=True)
class Override:
    """A level that a person put in the place of the program's; it changes the score."""

    criterion: str
    level: int
    comment: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReMark:
    """Marks given to an old answer later, under another rubric, prompt or program; they replace nothing."""

    at: datetime
    sheet: MarkSheet


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answered prompt with everything that was said about it.

    `seq` orders attempts (clocks can be set back) and is given by the store; `seconds` comes from a clock
    that never goes back. `volunteered` is the sheet of `text` alone, `prompted` the sheet of the text and
    all replies together (None without replies, and while `follow_ups` are begun and not given). `decisions`
    are the candidate's own levels where the program was not sure; they never change the score.
    """

    id: str
    prompt: AskedPrompt
    yardstick: Yardstick
    mode: Mode
    started_at: datetime
    ended_at: datetime
    seconds: float
    text: str
    volunteered: MarkSheet
    seq: int = 0
    hints_used: tuple[str, ...] = ()
    predictions: Mapping[str, int] = field(default_factory=no_levels)
    follow_ups: tuple[Reply, ...] = ()
    prompted: MarkSheet | None = None
    decisions: Mapping[str, int] = field(default_factory=no_levels)
    overrides: tuple[Override, ...] = ()
    re_marks: tuple[ReMark, ...] = ()
    retry_of: str = ""
    note: str = ""
    starred: bool = False
    deleted_at: datetime | None = None

    @property
    def whole_text(self) -> str:
        """The answer and the replies to follow-ups, as `prompted` marks them together."""
        return joined_text(self.text, self.follow_ups)

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The replies to follow-ups that were given; none while they are only begun."""
        return self.follow_ups if self.prompted is not None else ()

    @property
    def volunteered_levels(self) -> dict[str, int]:
        """The levels of the answer before any follow-up."""
        return {name: mark.level for name, mark in self.volunteered.marks.items()}

    @property
    def levels(self) -> dict[str, int]:
        """The levels that count: after follow-ups, then as a person overrode them.

        A criterion that was asked about counts its volunteered level, or the level of both texts together
        up to 2 where that is higher (docs/marking.md, "Verdicts and follow-ups").
        """
        counted = self.volunteered_levels
        if self.prompted is not None:
            for name in {reply.criterion for reply in self.follow_ups} & counted.keys():
                mark = self.prompted.marks.get(name)
                if mark is not None:
                    counted[name] = max(counted[name], min(PROMPTED_MOST, mark.level))
        return self._overridden(counted)

    @property
    def unprompted_levels(self) -> dict[str, int]:
        """The levels of the answer before any follow-up, then as a person overrode them."""
        return self._overridden(self.volunteered_levels)

    def _overridden(self, counted: Mapping[str, int]) -> dict[str, int]:
        given = {one.criterion: one.level for one in self.overrides if one.criterion in counted}
        return {**counted, **given}

    @property
    def score(self) -> float:
        """The unrounded score (0 to 100) of the levels that count."""
        if not self.overrides and self.prompted is None:
            return self.volunteered.score
        return score_of(self.levels, self.yardstick.as_rubric())

    @property
    def verdict(self) -> tuple[Verdict, str]:
        """The verdict on the levels that count, and what keeps it from being higher."""
        if not self.overrides and self.prompted is None:
            return self.volunteered.verdict, self.volunteered.verdict_reason
        return verdict_of(self.score, self.levels, self.yardstick.as_rubric(), self.unprompted_levels)


@dataclass(frozen=True, slots=True)
class Summary:
    """An attempt as lists and progress show it; scores are unrounded, 0 to 100."""

    seq: int
    id: str
    prompt: str
    prompt_title: str
    product: str
    kind: PromptKind
    games: tuple[GameType, ...]
    rubric: str
    mode: Mode
    retry_of: str
    started_at: datetime
    seconds: float
    score: float
    volunteered_score: float
    verdict: Verdict
    words: int
    note: str
    starred: bool
    deleted_at: datetime | None
    levels: Mapping[str, int]
    volunteered: Mapping[str, int]
    predictions: Mapping[str, int]
    overridden: tuple[str, ...]
    hints_used: tuple[str, ...]
