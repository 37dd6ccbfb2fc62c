"""The shapes of content files: which keys there are, what each may hold, and what each is for.

pydantic turns the border's texts into numbers and checks each value by itself; what must hold between
values is checked in `prompt_file` and `rubric_file`. The descriptions travel into the JSON Schema, so
that an editor explains a key while somebody types.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from nsmtrainer.content.document import Plain
from nsmtrainer.content.findings import ALL_CRITERIA
from nsmtrainer.content.models import ExemplarLabel, Frame, GameType, MetricRole, PromptKind
from nsmtrainer.text import MAX_ANSWER, clean_line, clean_text

FORMAT = 1
ID_PATTERN = "^[a-z0-9][a-z0-9-]{0,59}$"
CRITERION_PATTERN = "^[a-z0-9][a-z0-9_-]{0,59}$"
MAX_PHRASES = 200
MAX_KEY = 60
"""Metrics of one sort in a key; a list that no interviewer could hold in mind."""
MAX_ENTRIES = 100
"""Entries of any other list, so that a hostile file stays quick to refuse."""
MAX_PHRASE_WORDS = 12


def _some(text: str) -> str:
    if not text:
        raise PydanticCustomError("empty", "empty")
    return text


def _phrase(text: str) -> str:
    if len(text.split()) > MAX_PHRASE_WORDS:
        raise PydanticCustomError("long_phrase", "long phrase")
    return text


def _block(text: str) -> str:
    return clean_text(text).strip()


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
CriterionId = Annotated[str, StringConstraints(pattern=CRITERION_PATTERN)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean_line), AfterValidator(_some)]
"""Words on one line."""
Words = Annotated[str, Field(min_length=1, max_length=4000), AfterValidator(_block), AfterValidator(_some)]
"""A sentence or a few."""
Answer = Annotated[
    str, Field(min_length=1, max_length=MAX_ANSWER), AfterValidator(_block), AfterValidator(_some)
]
Phrase = Annotated[
    str,
    Field(min_length=1, max_length=100),
    AfterValidator(clean_line),
    AfterValidator(_some),
    AfterValidator(_phrase),
]
LevelNumber = Annotated[int, Field(ge=0, le=3)]
Score = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
YesNo = Annotated[bool, WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Format = Annotated[int, Field(ge=FORMAT, le=FORMAT, description="The format's number, always 1.")]

Variants = Annotated[
    list[Line], Field(max_length=100, description="Other ways in which a candidate may say it.")
]


class Shape(BaseModel):
    """A mapping with known keys; others are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    assumed: ClassVar[dict[str, Plain]] = {}
    """Stand-ins for required keys that are missing or wrong, so that the rest can be looked at too."""


class GameShape(Shape):
    """A game type that is right for the product."""

    game: GameType = Field(description="What the product is won by: attention, transaction or productivity.")
    reason: Words = Field(description="Why this product plays that game, in a sentence.")


class MetricShape(Shape):
    """A metric of the key."""

    name: Line = Field(description="The metric, as a candidate would say it.")
    variants: Variants = []
    why: Words | None = Field(None, description="Why it is a good measure here, or how it misleads.")


class GuardrailShape(Shape):
    """A counter-metric of the key."""

    name: Line = Field(description="The counter-metric, as a candidate would say it.")
    variants: Variants = []
    catches: Words = Field(description="Which abuse or harm it shows.")
    for_metric: Line | None = Field(
        None, alias="for", description="The metric above that it guards; left out, any of them."
    )


class NoteShape(Shape):
    """A remark on an exemplar."""

    quote: Words = Field(description="Exact words of the exemplar's text.")
    says: Words = Field(description="What these words earn, or what is missing.")


class ExemplarShape(Shape):
    """A sample answer, written to be marked."""

    label: ExemplarLabel | None = Field(None, description="weak, middling or strong.")
    text: Answer = Field(description="The answer as somebody would say it.")
    claims: dict[CriterionId, LevelNumber] = Field(
        max_length=MAX_ENTRIES,
        description="The level (0 to 3) that the answer must get, per criterion.",
    )
    notes: list[NoteShape] = Field(
        [], max_length=MAX_ENTRIES, description="Which words earn or lack something."
    )


class RubricExemplarShape(ExemplarShape):
    """A sample answer that belongs to a rubric."""

    prompt: Id = Field(description="The id of the prompt that it answers.")


class SourceShape(Shape):
    """Where a fact about a company comes from."""

    fact: Words = Field(description="The fact, in a sentence.")
    said_by: Line = Field(description="Who said or published it.")
    year: int = Field(ge=1900, le=2100, description="The year in which it was said.")


class PromptShape(Shape):
    """A prompt: an interview question with its key."""

    assumed: ClassVar[dict[str, Plain]] = {
        "format": str(FORMAT),
        "id": "id",
        "title": "title",
        "product": "product",
        "question": "question",
        "kind": "choose",
        "games": [{"game": "attention", "reason": "reason"}],
        "metrics": [{"name": "name"}],
    }

    format: Format
    id: Id = Field(description="Lower-case letters, digits and hyphens; the file's name without .yaml.")
    title: Line = Field(description="A few words for lists.")
    product: Line = Field(description="The product's name as a candidate would say it.")
    question: Words = Field(description="The question as an interviewer asks it.")
    context: Words | None = Field(None, description="What a candidate needs to know first.")
    kind: PromptKind = Field(description="What sort of question it is.")
    games: list[GameShape] = Field(
        min_length=1, max_length=3, description="Games that are right for the product."
    )
    metrics: list[MetricShape] = Field(
        min_length=1, max_length=MAX_KEY, description="North stars that a good answer may propose."
    )
    tolerated: list[MetricShape] = Field(
        [], max_length=MAX_KEY, description="Measures that count as solid when argued."
    )
    vanity: list[MetricShape] = Field(
        [], max_length=MAX_KEY, description="Tempting measures that are wrong or only proxies."
    )
    guardrails: list[GuardrailShape] = Field(
        [], max_length=MAX_KEY, description="Counter-metrics, and what each catches."
    )
    cadence: Words | None = Field(
        None, description="How often the product can be of use, so how often to read the metric."
    )
    frame: Frame = Field(
        "north_star", description="north_star, or omtm for one metric of a stage before product-market fit."
    )
    traps: list[Words] = Field([], max_length=MAX_ENTRIES, description="Mistakes that the question invites.")
    asks: list[CriterionId] = Field(
        [],
        max_length=MAX_ENTRIES,
        description="Criteria beyond the five core ones.",
        json_schema_extra={"examples": [list(ALL_CRITERIA[5:7])]},
    )
    rubric: Id = Field("core", description="The rubric that is used when none is asked for.")
    minutes: int = Field(8, ge=1, le=120, description="Suggested time in minutes.")
    hints: dict[CriterionId, Words] = Field(
        {},
        max_length=MAX_ENTRIES,
        description="Per criterion one hint that asks rather than tells.",
    )
    follow_ups: dict[CriterionId, Annotated[list[Words], Field(max_length=MAX_ENTRIES)]] = Field(
        {},
        max_length=MAX_ENTRIES,
        description="Per criterion the questions that an interviewer asks after a thin answer.",
    )
    exemplars: list[ExemplarShape] = Field(
        [], max_length=MAX_ENTRIES, description="Sample answers with the levels they claim."
    )
    sources: list[SourceShape] = Field(
        [], max_length=MAX_ENTRIES, description="Where facts about companies come from."
    )


class LevelShape(Shape):
    """One level of a criterion; over an extended rubric only what changes."""

    descriptor: Words | None = Field(None, description="What an answer on this level is like.")
    needs: list[CriterionId] | None = Field(
        None,
        max_length=MAX_ENTRIES,
        description="Findings that this level needs beyond those of the level below.",
    )
    advice: Words | None = Field(None, description="What to do to get from the level below to this one.")


class PatternShape(Shape):
    """Phrases that make a finding of a criterion of your own."""

    finding: CriterionId = Field(description="The finding that the phrases make; a level needs it.")
    any_of: list[Phrase] = Field(
        min_length=1, max_length=MAX_PHRASES, description="Phrases, one of which must occur."
    )
    near: list[Phrase] = Field(
        [], max_length=MAX_PHRASES, description="Phrases, one of which must stand near too."
    )
    within: int = Field(8, ge=1, le=50, description="How near, in words.")
    negatable: YesNo = Field(True, description="Whether a negation before a phrase cancels it.")
    role: MetricRole | None = Field(
        None, description="Ask for a metric of this role in the same clause, such as guardrail."
    )


class CriterionShape(Shape):
    """One thing that is marked; over an extended rubric only what changes."""

    id: CriterionId = Field(
        description="A built-in criterion's id, or one of your own.",
        json_schema_extra={"examples": list(ALL_CRITERIA)},
    )
    title: Line | None = Field(None, description="A few words for lists.")
    weight: float | None = Field(
        None, gt=0, le=1000, allow_inf_nan=False, description="How much it counts, beside the others."
    )
    levels: list[LevelShape] | None = Field(
        None,
        min_length=4,
        max_length=4,
        description="Four entries, from level 0 up; over an extended rubric `{}` keeps a level as it is.",
    )
    patterns: list[PatternShape] | None = Field(
        None, max_length=MAX_PHRASES, description="What makes the findings of a criterion of your own."
    )


class BarsShape(Shape):
    """Scores from which each verdict is given."""

    strong_hire: Score | None = Field(None, description="Score (0 to 100) from which it is a strong hire.")
    hire: Score | None = Field(None, description="Score from which it is a hire.")
    mixed: Score | None = Field(None, description="Score from which it is mixed; below, no hire.")
    require: dict[CriterionId, LevelNumber] | None = Field(
        None,
        max_length=MAX_ENTRIES,
        description="Per criterion the level without which there is no hire.",
    )


class RubricShape(Shape):
    """A rubric: criteria with weights, and the bars of each verdict."""

    assumed: ClassVar[dict[str, Plain]] = {"format": str(FORMAT), "id": "id", "title": "title"}

    format: Format
    id: Id = Field(description="Lower-case letters, digits and hyphens; the file's name without .yaml.")
    title: Line = Field(description="A few words for lists.")
    extends: Id | None = Field(None, description="The rubric of which this one changes only what it names.")
    criteria: list[CriterionShape] = Field(
        [], max_length=MAX_ENTRIES, description="What is marked, matched by id when extending."
    )
    bars: BarsShape | None = Field(None, description="Scores from which each verdict is given.")
    not_asked: list[CriterionId] = Field(
        [], max_length=MAX_ENTRIES, description="Criteria of the extended rubric that this one leaves out."
    )
    exemplars: list[RubricExemplarShape] | None = Field(
        None, max_length=MAX_ENTRIES, description="Sample answers with the levels they claim."
    )


Kind = Literal["prompt", "rubric"]
SHAPES: dict[Kind, type[PromptShape] | type[RubricShape]] = {"prompt": PromptShape, "rubric": RubricShape}
