"""Assignment files: made of a library's content, and read with the same care as that content itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import Field, StringConstraints

from nsmtrainer.content.assignment import (
    DEFAULT_ATTEMPTS,
    MOST_ATTEMPTS,
    MOST_PROMPTS,
    Assignment,
    AssignmentMode,
    pack_hash,
)
from nsmtrainer.content.border import read_document
from nsmtrainer.content.document import Document, Plain
from nsmtrainer.content.library import Library
from nsmtrainer.content.models import Prompt, Rubric
from nsmtrainer.content.parsed import Parsed, Surroundings
from nsmtrainer.content.problems import Problem, did_you_mean
from nsmtrainer.content.prompt_file import parse_prompt
from nsmtrainer.content.rubric_file import read_rubric, resolve_rubric
from nsmtrainer.content.shapes import FORMAT, Format, Id, Line, Shape, Words
from nsmtrainer.content.shaping import fill
from nsmtrainer.content.writing import rubric_text, yaml_text
from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.text import quote

MAX_PACKED = 900_000
"""Characters of one packed file; the whole assignment is bounded like any content file."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Packed = Annotated[str, StringConstraints(min_length=1, max_length=MAX_PACKED)]
Hash = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class PackShape(Shape):
    """The content that the answers are marked with, so that everybody marks with the same."""

    hash: Hash = Field(description="What the content adds up to; written by `nsmtrainer assign new`.")
    prompts: dict[Id, Packed] = Field(
        max_length=MOST_PROMPTS, description="The text of each prompt's file, by id."
    )
    rubrics: dict[Id, Packed] = Field(
        max_length=MOST_PROMPTS, description="The text of each rubric's file, by id."
    )


class AssignmentShape(Shape):
    """An assignment: prompts to answer, under which rubric, until when."""

    assumed: ClassVar[dict[str, Plain]] = {"format": str(FORMAT), "id": "id", "title": "title"}

    format: Format
    id: Id = Field(description="Lower-case letters, digits and hyphens.")
    title: Line = Field(description="A few words that the candidates see.")
    message: Words | None = Field(None, description="What you want to say to the candidates.")
    prompts: list[Id] = Field(
        min_length=1, max_length=MOST_PROMPTS, description="The prompts to answer, in this order."
    )
    rubric: Id | None = Field(None, description="The rubric that marks them; left out, each prompt's own.")
    mode: AssignmentMode = Field(
        "practice", description="practice, with hints and follow-ups, or live, as in an interview."
    )
    attempts: int = Field(
        DEFAULT_ATTEMPTS, ge=1, le=MOST_ATTEMPTS, description="Attempts at each prompt that are submitted."
    )
    minutes: int | None = Field(
        None, ge=1, le=120, description="Time for each answer in minutes; left out, each prompt's own."
    )
    due: Line | None = Field(
        None, description="Until when: 2026-03-01 (the end of that day, UTC) or 2026-03-01T18:00+01:00."
    )
    content: PackShape = Field(description="Prompts and rubrics, packed by `nsmtrainer assign new`.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a coach chooses beside the content; see `AssignmentShape` for each."""

    title: str = ""
    message: str = ""
    mode: AssignmentMode = "practice"
    attempts: int = DEFAULT_ATTEMPTS
    minutes: int = 0
    due: str = ""


def new_assignment(
    library: Library, assignment_id: str, prompts: Sequence[str], rubric: str = "", terms: Terms | None = None
) -> str:
    """Return the text of an assignment file with the content that it needs.

    Raises ContentError for an unknown prompt or rubric, or one that cannot be used, and UsageError for
    terms that no assignment can have.
    """
    terms = terms or Terms()
    found = [library.prompt(one) for one in prompts]
    names = dict.fromkeys([*([rubric] if rubric else []), *(one.rubric for one in found)])
    rubrics = [library.rubric(one) for one in names]
    values: dict[str, Any] = {
        "format": FORMAT,
        "id": assignment_id,
        "title": terms.title or assignment_id,
        "message": terms.message,
        "prompts": list(prompts),
        "rubric": rubric,
        "mode": terms.mode,
        "attempts": terms.attempts,
        "minutes": terms.minutes or None,
        "due": terms.due,
        "content": {
            "hash": pack_hash(found, rubrics, rubric),
            "prompts": {one.id: library.source("prompt", one.id) for one in found},
            "rubrics": {one.id: rubric_text(one) for one in rubrics},
        },
    }
    text = yaml_text({key: value for key, value in values.items() if value not in ("", None)})
    _prove(text, assignment_id)
    return text


def _prove(text: str, assignment_id: str) -> None:
    """Read back what was made: what cannot be read by a candidate is not handed out."""
    parsed = parse_assignment(text.encode(), f"assignment {assignment_id}")
    if parsed.value is None:
        first = parsed.problems[0]
        raise UsageError(
            f"This would not make an assignment that can be opened: {first.message}.", first.hint
        )


def parse_assignment(raw: bytes, file: str) -> Parsed[Assignment]:
    """Return the assignment of a file's bytes with every problem of it; packed content is proved too."""
    document = read_document(raw, file)
    shape = fill(document, AssignmentShape)
    if shape is None or document.problems:
        return Parsed(None, document.found())
    due = _due(document, shape)
    _check_named(document, shape)
    pack, problems = _unpacked(document, shape)
    if document.problems or problems or pack is None:
        return Parsed(None, (*document.problems, *problems))
    prompts, rubrics = pack
    if pack_hash(prompts, rubrics, shape.rubric or "") != shape.content.hash:
        document.report_at(
            ("content", "hash"),
            "the packed content is not what the coach packed",
            "ask for the file again; a coach makes a new one with `nsmtrainer assign new`",
        )
        return Parsed(None, document.found())
    return Parsed(_assignment(shape, due, prompts), ())


def _assignment(shape: AssignmentShape, due: datetime | None, prompts: Sequence[Prompt]) -> Assignment:
    files = {f"prompts/{key}.yaml": text for key, text in shape.content.prompts.items()}
    files |= {f"rubrics/{key}.yaml": text for key, text in shape.content.rubrics.items()}
    return Assignment(
        id=shape.id,
        title=shape.title,
        prompts=tuple(shape.prompts),
        files=MappingProxyType(files),
        content_hash=shape.content.hash,
        rubric=shape.rubric or "",
        mode=shape.mode,
        attempts=shape.attempts,
        minutes=shape.minutes or 0,
        due=due,
        message=shape.message or "",
        titles=MappingProxyType({one.id: one.title for one in prompts}),
    )


def _due(document: Document, shape: AssignmentShape) -> datetime | None:
    if shape.due is None:
        return None
    try:
        found = datetime.fromisoformat(shape.due)
    except ValueError:
        document.report_at(
            ("due",), f"{quote(shape.due)} is no date", "write it like 2026-03-01 or 2026-03-01T18:00+01:00"
        )
        return None
    if _DAY.fullmatch(shape.due):
        found = datetime.combine(found.date(), time(23, 59, 59))
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _check_named(document: Document, shape: AssignmentShape) -> None:
    """Report what is asked for and not packed."""
    packed = shape.content.prompts
    for number, prompt in enumerate(shape.prompts):
        if prompt not in packed:
            hint = did_you_mean(prompt, packed) or "make the file anew with `nsmtrainer assign new`"
            document.report_at(("prompts", number), f"the prompt `{prompt}` is not packed in this file", hint)
        elif prompt in shape.prompts[:number]:
            document.report_at(("prompts", number), f"`{prompt}` is listed twice", "leave one out")
    if shape.rubric and shape.rubric not in shape.content.rubrics:
        document.report_at(
            ("rubric",), f"the rubric `{shape.rubric}` is not packed in this file", "make the file anew"
        )


def _unpacked(
    document: Document, shape: AssignmentShape
) -> tuple[tuple[tuple[Prompt, ...], tuple[Rubric, ...]] | None, tuple[Problem, ...]]:
    """Return the packed content, or what is wrong with it."""
    rubrics: list[Rubric] = []
    prompts: list[Prompt] = []
    problems: list[Problem] = []
    around = Surroundings(
        shape.content.prompts,
        shape.content.rubrics,
        lambda: tuple(criterion.id for rubric in rubrics for criterion in rubric.criteria),
    )
    for key, text in shape.content.rubrics.items():
        rubric = _packed_rubric(text, _inside(document, f"rubric {key}"), key, around)
        rubrics += [rubric.value] if rubric.value else []
        problems += [] if rubric.value else rubric.problems
    for key, text in shape.content.prompts.items():
        prompt = parse_prompt(text.encode(), _inside(document, f"prompt {key}"), key, around)
        prompts += [prompt.value] if prompt.value else []
        problems += [] if prompt.value else prompt.problems
    if problems:
        return None, tuple(problems)
    return (tuple(prompts), tuple(rubrics)), ()


def _packed_rubric(text: str, name: str, key: str, around: Surroundings) -> Parsed[Rubric]:
    read = read_rubric(text.encode(), name, key)
    if not read.extends:
        return resolve_rubric(read, None, around)
    read.document.report_at(("extends",), "a packed rubric stands alone", "make the file anew")
    return Parsed(None, tuple(read.document.problems))


def _inside(document: Document, part: str) -> str:
    return f"{document.file} ({part})"


def assignment_of(raw: bytes, file: str) -> Assignment:
    """Return the assignment of a file's bytes. Raises ContentError, naming its first problem."""
    parsed = parse_assignment(raw, file)
    if parsed.value is None:
        more = len(parsed.problems) - 1
        told = parsed.problems[0].render() + (f" (and {more} more)" if more else "")
        raise ContentError(
            f"This assignment cannot be used: {told}", "Ask whoever sent it for the file again."
        )
    return parsed.value
