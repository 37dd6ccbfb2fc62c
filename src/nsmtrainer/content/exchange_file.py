"""Submission and feedback files: JSON with a hash, written by one program and read warily by another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked
from pydantic_core import ErrorDetails, PydanticCustomError

from nsmtrainer.content import submission as values
from nsmtrainer.content.assignment import MOST_ATTEMPTS, MOST_PROMPTS
from nsmtrainer.content.shapes import FORMAT, CriterionId, Id, LevelNumber
from nsmtrainer.content.shaping import misfit, path_of
from nsmtrainer.content.whereabouts import said_at
from nsmtrainer.errors import ContentError
from nsmtrainer.text import MAX_ANSWER, clean_line, clean_text, decode_utf8, quote

MAX_BYTES = 8_000_000
"""The largest file of this kind: every attempt of the longest assignment stays well under it."""

Kind = Literal["submission", "feedback"]
T = TypeVar("T")
_ID = "^[0-9a-f]{8,64}$"
FIRST_YEAR, LAST_YEAR = 2000, 2200
"""Years that a clock may show; those at the ends of the calendar cannot be put into another zone."""


class UnusableFileError(ContentError):
    """A submission or feedback file that is not used; `clause` says why, as the rest of a sentence."""

    def __init__(self, clause: str, hint: str) -> None:
        super().__init__(f"The file {clause}.", hint)
        self.clause = clause


def exchange_text(kind: Kind, value: values.Submission | values.ReturnedFeedback) -> str:
    """Return a file's text: the value as JSON, its format, and a hash over all of it."""
    record = {"format": FORMAT, "kind": kind, **_plain(value)}
    return json.dumps({**record, "hash": _hash(record)}, ensure_ascii=False, indent=1) + "\n"


def parse_submission(raw: bytes) -> values.Submission:
    """Return the submission of a file's bytes. Raises UnusableFileError, saying in a clause why not."""
    found: values.Submission = _made(_SUBMISSION, _record(raw, "submission"))
    seen = set()
    for answer in found.answers:
        if answer.id in seen:
            raise UnusableFileError("holds two answers of the same id", _AGAIN)
        seen.add(answer.id)
    return found


def parse_feedback(raw: bytes) -> values.ReturnedFeedback:
    """Return the feedback of a file's bytes. Raises UnusableFileError, saying in a clause why not."""
    found: values.ReturnedFeedback = _made(_FEEDBACK, _record(raw, "feedback"))
    return found


_AGAIN = "Ask for the file again, sent as an attachment and not edited."


def _record(raw: bytes, kind: Kind) -> dict[str, Any]:
    """Return the checked values of a file, without format, kind and hash."""
    if not raw.strip():
        raise UnusableFileError("is empty", _AGAIN)
    try:
        text = decode_utf8(raw, "the file")
    except ContentError as error:
        raise UnusableFileError("is not UTF-8 text", error.hint) from None
    try:
        record = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        cut = text.lstrip().startswith("{") and not text.rstrip().endswith("}")
        raise UnusableFileError("is cut off" if cut else f"is not a {kind} file", _AGAIN) from None
    if not isinstance(record, dict) or record.get("kind") != kind:
        raise UnusableFileError(f"is not a {kind} file", _AGAIN)
    number = record.get("format")
    if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        raise UnusableFileError(
            f"is written in format {clean_line(str(number), 12)}, later than this version knows",
            "Update nsmtrainer, then import it again.",
        )
    if number != FORMAT:
        raise UnusableFileError("has no format that is known", _AGAIN)
    given = record.pop("hash", None)
    if given != _hash(record):
        raise UnusableFileError("was changed after it was written", _AGAIN)
    return {key: value for key, value in record.items() if key not in ("format", "kind")}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key is there twice")
    return made


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _hash(record: Mapping[str, Any]) -> str:
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _made(adapter: TypeAdapter[T], record: dict[str, Any]) -> T:
    try:
        shape = adapter.validate_python(record)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UnusableFileError(f"does not fit its format ({_misfit(first)})", _AGAIN) from None
    return _frozen(shape)  # type: ignore[no-any-return]  # the shapes mirror the values, class by class


def _misfit(detail: ErrorDetails) -> str:
    path = path_of(detail)
    if len(path) < len(detail["loc"]):
        return f"{said_at(path[:-1])} has {quote(str(path[-1]))}, which is not an id"
    return f"{said_at(path)} {misfit(detail)[0]}"


def _frozen(shape: Any) -> Any:
    """Return the plain value that a checked one mirrors."""
    if isinstance(shape, tuple | list):
        return tuple(_frozen(one) for one in shape)
    if isinstance(shape, dict):
        return dict(shape)  # plain, so that it can go to another process
    if is_dataclass(shape):
        kind = getattr(values, type(shape).__name__.removesuffix("Shape"))
        return kind(**{field.name: _frozen(getattr(shape, field.name)) for field in fields(shape)})
    return shape


def _moment(found: datetime) -> datetime:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise PydanticCustomError("year", "year", {"first": FIRST_YEAR, "last": LAST_YEAR})
    return found.astimezone(UTC)


_CONFIG = ConfigDict(extra="ignore", strict=False)
Moment = Annotated[AwareDatetime, AfterValidator(_moment)]
Key = Annotated[str, Field(pattern=_ID)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean_line)]
Short = Annotated[str, Field(max_length=200), AfterValidator(clean_line)]
Said = Annotated[str, Field(max_length=4000), AfterValidator(clean_text)]
Answer = Annotated[str, Field(max_length=MAX_ANSWER), AfterValidator(clean_text)]
Levels = Annotated[dict[CriterionId, LevelNumber], Field(max_length=100)]
Seconds = Annotated[float, Field(ge=0, le=10_000_000, allow_inf_nan=False)]
Score = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


@checked(config=_CONFIG)
class ClaimedShape:
    """See `submission.Claimed`."""

    levels: Levels
    score: Score
    rubric: Short
    rubric_version: Short
    rules: Short
    model: Short
    calibration: Said = ""


@checked(config=_CONFIG)
class SubmittedReplyShape:
    """See `submission.SubmittedReply`."""

    criterion: CriterionId
    question: Said
    text: Answer


@checked(config=_CONFIG)
class SubmittedAnswerShape:
    """See `submission.SubmittedAnswer`."""

    id: Key
    prompt: Id
    attempt: Annotated[int, Field(ge=1, le=MOST_ATTEMPTS)]
    text: Answer
    started_at: Moment
    ended_at: Moment
    seconds: Seconds
    mode: Literal["practice", "live"]
    hints_used: Annotated[list[Short], Field(max_length=100)]
    predictions: Levels
    decisions: Levels
    follow_ups: Annotated[list[SubmittedReplyShape], Field(max_length=20)]
    claimed: ClaimedShape


@checked(config=_CONFIG)
class RequestShape:
    """See `submission.Request`."""

    answer: Key
    criterion: CriterionId
    why: Said


@checked(config=_CONFIG)
class SubmissionShape:
    """See `submission.Submission`."""

    assignment: Id
    content_hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    name: Name
    key: Key
    written_at: Moment
    answers: Annotated[list[SubmittedAnswerShape], Field(max_length=MOST_ATTEMPTS * MOST_PROMPTS)]
    requests: Annotated[list[RequestShape], Field(max_length=200)]


@checked(config=_CONFIG)
class FeedbackMarkShape:
    """See `submission.FeedbackMark`."""

    criterion: CriterionId
    title: Short
    given: LevelNumber
    machine: LevelNumber
    comment: Said
    by: Short
    advice: Said
    evidence: Annotated[list[Answer], Field(max_length=200)]


@checked(config=_CONFIG)
class FeedbackAnswerShape:
    """See `submission.FeedbackAnswer`."""

    id: Key
    prompt: Id
    title: Short
    attempt: Annotated[int, Field(ge=1, le=MOST_ATTEMPTS)]
    score: Score
    verdict: Literal["strong_hire", "hire", "mixed", "no_hire"]
    marks: Annotated[list[FeedbackMarkShape], Field(max_length=100)]
    calibration: Said = ""


@checked(config=_CONFIG)
class ReturnedFeedbackShape:
    """See `submission.ReturnedFeedback`."""

    assignment: Id
    title: Short
    name: Name
    key: Key
    written_at: Moment
    answers: Annotated[list[FeedbackAnswerShape], Field(max_length=MOST_ATTEMPTS * MOST_PROMPTS)]
    message: Said


_SUBMISSION: TypeAdapter[Any] = TypeAdapter(SubmissionShape)
_FEEDBACK: TypeAdapter[Any] = TypeAdapter(ReturnedFeedbackShape)
