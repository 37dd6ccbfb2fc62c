"""Mark sheets as plain JSON values and back: what `score --json`, `mark` and the store write.

The keys `prompt, rubric, rubric_version, score, verdict, marks, metrics` are an interface that others
script against; keys are added, never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from nsmtrainer.marking.models import Evidence, Mark, MarkSheet, Missing
from nsmtrainer.reading.models import Attempt, Finding, Mention, ReaderVersion
from nsmtrainer.spans import Span


def sheet_record(sheet: MarkSheet, text: str, explain: bool = False) -> dict[str, Any]:
    """Return the sheet of the answer `text` as JSON values; `explain` adds every finding looked for."""
    return {
        "prompt": sheet.prompt,
        "prompt_hash": sheet.prompt_hash,
        "rubric": sheet.rubric,
        "rubric_version": sheet.rubric_version,
        "reader": {"rules": sheet.reader.rules, "model": sheet.reader.model},
        "score": sheet.score,
        "verdict": sheet.verdict,
        "verdict_reason": sheet.verdict_reason,
        "attempt": {"kind": sheet.attempt.kind, "reason": sheet.attempt.reason},
        "marks": {name: _mark_record(mark, text, explain) for name, mark in sheet.marks.items()},
        "metrics": [_mention_record(m, text) for m in sheet.mentions],
        "calibration": sheet.calibration,
    }


def _span_record(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _mark_record(mark: Mark, text: str, explain: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "level": mark.level,
        "confidence": mark.confidence,
        "sure": mark.sure,
        "evidence": [{**_span_record(e.span, text), "finding": e.finding} for e in mark.evidence],
        "missing": [{"finding": m.finding, "advice": m.advice} for m in mark.missing],
    }
    if mark.between is not None:
        record["between"] = list(mark.between)
    if explain:
        record["findings"] = [_finding_record(f, text) for f in mark.findings]
    return record


def _finding_record(finding: Finding, text: str) -> dict[str, Any]:
    return {
        "criterion": finding.criterion,
        "finding": finding.name,
        "present": finding.present,
        "confidence": round(finding.confidence, 4),
        "spans": [_span_record(s, text) for s in finding.spans],
        "source": finding.source,
        "reason": finding.reason,
    }


def _mention_record(mention: Mention, text: str) -> dict[str, Any]:
    return {
        **_span_record(mention.span, text),
        "role": mention.role,
        "key_name": mention.key_name,
        "group": mention.group,
        "confidence": round(mention.confidence, 4),
        "source": mention.source,
    }


def sheet_of(record: Mapping[str, Any]) -> MarkSheet:
    """Return the sheet that `sheet_record` wrote. Raises KeyError or ValueError on any other value."""
    return MarkSheet(
        prompt=record["prompt"],
        prompt_hash=record["prompt_hash"],
        rubric=record["rubric"],
        rubric_version=record["rubric_version"],
        reader=ReaderVersion(record["reader"]["rules"], record["reader"]["model"]),
        marks=MappingProxyType({name: _mark_of(name, m) for name, m in record["marks"].items()}),
        mentions=tuple(_mention_of(m) for m in record["metrics"]),
        score=float(record["score"]),
        verdict=record["verdict"],
        verdict_reason=record["verdict_reason"],
        attempt=Attempt(record["attempt"]["kind"], record["attempt"]["reason"]),
        calibration=record.get("calibration", ""),
    )


def _span_of(record: Mapping[str, Any]) -> Span:
    return Span(int(record["start"]), int(record["end"]))


def _mark_of(name: str, record: Mapping[str, Any]) -> Mark:
    between = record.get("between")
    return Mark(
        criterion=name,
        level=int(record["level"]),
        confidence=float(record["confidence"]),
        sure=bool(record["sure"]),
        evidence=tuple(Evidence(_span_of(e), e["finding"]) for e in record["evidence"]),
        missing=tuple(Missing(m["finding"], m["advice"]) for m in record["missing"]),
        findings=tuple(_finding_of(f) for f in record.get("findings", ())),
        between=(int(between[0]), int(between[1])) if between else None,
    )


def _finding_of(record: Mapping[str, Any]) -> Finding:
    return Finding(
        criterion=record["criterion"],
        name=record["finding"],
        present=bool(record["present"]),
        confidence=float(record["confidence"]),
        spans=tuple(_span_of(s) for s in record["spans"]),
        source=record["source"],
        reason=record["reason"],
    )


def _mention_of(record: Mapping[str, Any]) -> Mention:
    return Mention(
        span=_span_of(record),
        role=record["role"],
        key_name=record["key_name"],
        group=record["group"],
        confidence=float(record["confidence"]),
        source=record["source"],
    )
