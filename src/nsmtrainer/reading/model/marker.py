"""The learned reader at run time: an ONNX network, one thread, the same result for the same answer."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Newer releases of ONNX Runtime report their use over the network unless told not to before they load.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from nsmtrainer.reading.model.encoding import CRITERIA, ROLES, Window, encode
from nsmtrainer.reading.model.features import facts
from nsmtrainer.reading.model.key_text import KeyText
from nsmtrainer.reading.model.levels import LevelRule, chance, exactly, inputs_of
from nsmtrainer.reading.model.pointing import Tokens, stretches
from nsmtrainer.reading.model.settings import Judge, Settings
from nsmtrainer.reading.model.signals import word_spans
from nsmtrainer.reading.model.views import CriterionView, ModelView
from nsmtrainer.spans import Span

FILES = Path(__file__).parent / "files"
LONGEST_WORD = 40  # letters; a longer run is no word

Row = npt.NDArray[np.float64]
Table = npt.NDArray[np.float64]
Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Raw:
    """What the network says about an answer: the rules' inputs per window, and scores by name and token."""

    inputs: list[Row]
    tokens: Tokens
    evidence: Table
    roles: Table


class Marker:
    """Reads answers; made by `load`, which is the slow part."""

    def __init__(
        self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, settings: Settings
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._settings = settings

    @property
    def version(self) -> str:
        """The version of the network and its settings."""
        return self._settings.version

    @classmethod
    def load(cls, path: Path | None = None) -> Marker | None:
        """Load the model from a folder; None where it is not installed."""
        folder = FILES if path is None else path
        names = ("marker.onnx", "tokenizer.json", "settings.json")
        if not all((folder / name).is_file() for name in names):
            return None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.enable_cpu_mem_arena = False  # long answers would keep their peak for good
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(folder / "marker.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )  # the fused form takes four times as long
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer, Settings.read(folder / "settings.json"))

    def view(self, key: KeyText, text: str, found: Mapping[str, float] | None = None) -> ModelView:
        """Read one answer; `found` is what rules found in it, where they have read it first.

        It maps "criterion.finding" to the confidence of each finding that is present, and
        "attempt.kind" to 1 where the rules take the answer for a non-attempt of that kind. With it the
        levels, chances and confidence are those of rules and network together, weighed as was measured.
        """
        if not any(end - start <= LONGEST_WORD for start, end in word_spans(text)):
            return ModelView({name: _nothing(name) for name in CRITERIA}, (), self.version)
        judge = self._settings.alone
        if found is not None and self._settings.joined is not None:
            judge = self._settings.joined
        raw = self._read(key, text, judge.row(found or {}))
        criteria = {name: self._criterion(place, name, raw, judge) for place, name in enumerate(CRITERIA)}
        return ModelView(criteria, self._mentions(raw), self.version)

    def views(self, items: Sequence[tuple[KeyText, str]]) -> list[ModelView]:
        """Read many answers, in order.

        One at a time on purpose: an int8 network scales its arithmetic by what shares the batch, so a
        batched answer could get another mark than the same answer alone.
        """
        return [self.view(key, text) for key, text in items]

    def _read(self, key: KeyText, text: str, found: Row) -> _Raw:
        windows = encode(self._tokenizer, key, text, self._settings.most, self._settings.overlap)
        inputs, pieces = [], []
        for window in windows:
            plain = facts(key, window.text_of(text))
            levels, evidence, roles = self._run(window, plain)
            stop = len(window.ids) - 1
            inputs.append(inputs_of(levels, plain, found))
            pieces.append(
                (
                    window.offsets[window.first : stop],
                    evidence[window.first : stop],
                    roles[window.first : stop],
                )
            )
        offsets, evidence, roles = merged(pieces)
        # Turned round, since each name's scores are read one after another.
        return _Raw(
            inputs, Tokens(offsets, text), np.ascontiguousarray(evidence.T), np.ascontiguousarray(roles.T)
        )

    def _run(self, window: Window, plain: Row) -> tuple[Row, Table, Table]:
        feed = {
            "ids": window.ids[None],
            "types": window.types[None],
            "signals": window.signals[None],
            "facts": plain.astype(np.float32)[None],
        }
        levels, evidence, roles = self._session.run(["levels", "evidence", "roles"], feed)
        return (
            np.asarray(levels[0], np.float64),
            np.asarray(evidence[0], np.float64),
            np.asarray(roles[0], np.float64),
        )

    def _criterion(self, place: int, name: str, raw: _Raw, judge: Judge) -> CriterionView:
        rule = judge.rules[name]
        at_least = max_of([rule.at_least(one) for one in raw.inputs])
        level = rule.level(at_least)
        found = stretches(
            raw.evidence[place], raw.tokens, self._settings.evidence[name], at_least_one=level >= 1
        )
        spans = tuple(sorted(span for span, _ in found))
        known = judge.confidence
        right = confidence(known.weights, known.bias[name], rule, at_least, level)
        sure = right >= known.bar[name] and rule.nearest(at_least) > known.noise
        return CriterionView(name, at_least, spans, level, right, sure)

    def _mentions(self, raw: _Raw) -> tuple[tuple[Span, str, float], ...]:
        found: list[tuple[Span, str, float]] = []
        for place, role in enumerate(ROLES):
            how = self._settings.roles[role]
            found += [(span, role, score) for span, score in stretches(raw.roles[place], raw.tokens, how)]
        return tuple(sorted(found))


def _nothing(name: str) -> CriterionView:
    """What is seen where there is no word to read."""
    return CriterionView(name, (0.0, 0.0, 0.0), (), 0, 1.0, True)


def max_of(rows: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """The best window per threshold: what one window holds, the whole answer holds."""
    first, second, third = (max(row[step] for row in rows) for step in range(3))
    return first, second, third


def merged(pieces: Sequence[tuple[Offsets, Table, Table]]) -> tuple[Offsets, Table, Table]:
    """Join windows: a token read twice keeps its higher probability."""
    if len(pieces) == 1:
        return pieces[0]
    places: dict[tuple[int, int], int] = {}
    rows: list[tuple[Row, Row]] = []
    for offsets, evidence, roles in pieces:
        for place, (start, end) in enumerate(offsets.tolist()):
            at = places.setdefault((start, end), len(rows))
            if at == len(rows):
                rows.append((evidence[place], roles[place]))
            else:
                rows[at] = (np.maximum(rows[at][0], evidence[place]), np.maximum(rows[at][1], roles[place]))
    spots = np.array(list(places), dtype=np.int64).reshape(-1, 2)
    tables = [
        np.array([row[side] for row in rows], dtype=np.float64).reshape(-1, size)
        for side, size in ((0, len(CRITERIA)), (1, len(ROLES)))
    ]
    return spots, tables[0], tables[1]


def confidence(
    weights: Sequence[float], bias: float, rule: LevelRule, at_least: tuple[float, float, float], level: int
) -> float:
    """How likely a level is exactly right, from its probability and the nearest cut-off."""
    score = sum(weight * doubt for weight, doubt in zip(weights, doubts(rule, at_least, level), strict=True))
    return chance(score + bias)


def doubts(
    rule: LevelRule, at_least: tuple[float, float, float], level: int
) -> tuple[float, float, float, float]:
    """What confidence rests on: P(this level), the nearest cut-off, the runner-up, the spread."""
    chances = [exactly(at_least, one) for one in range(4)]
    others = max(chances[:level] + chances[level + 1 :])
    spread = sum(share * (one - level) ** 2 for one, share in enumerate(chances))
    return chances[level], rule.nearest(at_least), others, spread
