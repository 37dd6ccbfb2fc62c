"""Prompt files: from bytes to a frozen prompt, with every problem of the file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from nsmtrainer.content.border import read_document
from nsmtrainer.content.document import Document
from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.content.hashing import content_hash
from nsmtrainer.content.models import Game, KeyGuardrail, KeyMetric, Prompt, Source
from nsmtrainer.content.parsed import (
    Parsed,
    Surroundings,
    check_distinct,
    check_exemplars,
    check_id,
    check_known,
    exemplar_of,
    frozen,
)
from nsmtrainer.content.problems import nearest
from nsmtrainer.content.shapes import MetricShape, PromptShape
from nsmtrainer.content.shaping import fill
from nsmtrainer.text import quote


def parse_prompt(raw: bytes, file: str, stem: str, around: Surroundings) -> Parsed[Prompt]:
    """Return the prompt of a file's bytes; `stem` is the file's name without its ending."""
    document = read_document(raw, file)
    shape = fill(document, PromptShape)
    if shape is None:
        return Parsed(None, document.found())
    _check(document, shape, stem, around)
    prompt = None if document.problems else _prompt(shape)
    check_known(document, ("rubric",), shape.rubric, around.rubrics, "rubric")
    return Parsed(prompt, document.found())


def _check(document: Document, shape: PromptShape, stem: str, around: Surroundings) -> None:
    check_id(document, shape.id, stem)
    named = {*shape.asks, *shape.hints, *shape.follow_ups}
    named.update(criterion for exemplar in shape.exemplars for criterion in exemplar.claims)
    criteria = around.criteria_with(named)
    _check_criteria(document, shape, criteria)
    check_exemplars(document, shape.exemplars, criteria)
    check_distinct(document, ("games",), [game.game for game in shape.games], "game")
    for key in ("metrics", "tolerated", "vanity", "guardrails"):
        check_distinct(document, (key,), [entry.name for entry in getattr(shape, key)], "name")
    _check_guarded(document, shape)


def _check_criteria(document: Document, shape: PromptShape, criteria: Collection[str]) -> None:
    check_distinct(document, ("asks",), shape.asks)
    for number, criterion in enumerate(shape.asks):
        if criterion in CORE_CRITERIA:
            document.report_at(("asks", number), f"`{criterion}` is a core criterion", "it is asked always")
        check_known(document, ("asks", number), criterion, criteria, "criterion")
    for key in ("hints", "follow_ups"):
        for criterion in getattr(shape, key):
            check_known(document, (key, criterion), criterion, criteria, "criterion")


def _check_guarded(document: Document, shape: PromptShape) -> None:
    names = [metric.name for metric in (*shape.metrics, *shape.tolerated)]
    for number, guardrail in enumerate(shape.guardrails):
        guarded = guardrail.for_metric
        if guarded is not None and guarded not in names:
            near = nearest(guarded, names)
            document.report_at(
                ("guardrails", number, "for"),
                f"no metric of this prompt is called {quote(guarded)}",
                f"did you mean `{near}`?" if near else "give the name of one of `metrics`, or leave it out",
            )


def _prompt(shape: PromptShape) -> Prompt:
    prompt = Prompt(
        id=shape.id,
        title=shape.title,
        product=shape.product,
        question=shape.question,
        kind=shape.kind,
        games=tuple(Game(game.game, game.reason) for game in shape.games),
        metrics=_metrics(shape.metrics),
        rubric=shape.rubric,
        context=shape.context or "",
        tolerated=_metrics(shape.tolerated),
        vanity=_metrics(shape.vanity),
        guardrails=tuple(
            KeyGuardrail(one.name, one.catches, tuple(one.variants), one.for_metric or "")
            for one in shape.guardrails
        ),
        cadence=shape.cadence or "",
        frame=shape.frame,
        traps=tuple(shape.traps),
        asks=tuple(shape.asks),
        minutes=shape.minutes,
        hints=frozen(shape.hints),
        follow_ups=frozen({key: tuple(questions) for key, questions in shape.follow_ups.items()}),
        exemplars=tuple(exemplar_of(exemplar) for exemplar in shape.exemplars),
        sources=tuple(Source(one.fact, one.said_by, one.year) for one in shape.sources),
    )
    return replace(prompt, content_hash=content_hash(prompt))


def _metrics(shapes: Sequence[MetricShape]) -> tuple[KeyMetric, ...]:
    return tuple(KeyMetric(one.name, tuple(one.variants), one.why or "") for one in shapes)
