"""Remarks on the metric that an answer proposes: what it fails, and whether the key knows it."""

from __future__ import annotations

import re

from nsmtrainer.content.models import KeyMetric, Prompt
from nsmtrainer.feedback.wording import metric_properties
from nsmtrainer.marking.models import MarkSheet
from nsmtrainer.reading.models import Mention
from nsmtrainer.text import clean_line

LONGEST_QUOTE = 60
SOLID = 2


def metric_remarks(sheet: MarkSheet, prompt: Prompt, text: str) -> tuple[str, ...]:
    """Return up to three sentences on the proposed north star, none where nothing is proposed."""
    star = next((m for m in sheet.mentions if m.role == "north_star"), None)
    metric = sheet.marks.get("single_metric")
    if star is None or metric is None:
        return ()
    words = clean_line(star.span.of(text), LONGEST_QUOTE)
    remarks = [_from_key(star, prompt, words)]
    if metric.level < SOLID:
        remarks.append(_failed_property(words, prompt))
    if star.group == "own":
        remarks.append(
            f'"{words}" is not in this prompt\'s key, which is not a closed list. Ask yourself: does it '
            "rise only when users got something, or could a team push it without that?"
        )
    return tuple(r for r in remarks if r)


def _from_key(star: Mention, prompt: Prompt, words: str) -> str:
    groups: dict[str, tuple[KeyMetric, ...]] = {
        "metric": prompt.metrics,
        "tolerated": prompt.tolerated,
        "vanity": prompt.vanity,
    }
    entry = next((e for e in groups.get(star.group, ()) if e.name == star.key_name), None)
    if entry is None or not entry.why:
        return ""
    return f'On "{words}": {entry.why}'


def _failed_property(words: str, prompt: Prompt) -> str:
    """Return which property of a good metric the words fail, with the prompt's cadence where it matters."""
    plain = " ".join(re.findall(r"[a-z/]+", words.casefold().replace("-", " ")))
    for prop in metric_properties():
        if any(re.search(rf"\b{re.escape(phrase)}", plain) for phrase in prop.phrases):
            remark = f"One test of a good metric: {prop.name}. This one does not pass it yet: {prop.fails}."
            if "rhythm" in prop.name and prompt.cadence:
                remark += f" For {prompt.product}: {prompt.cadence}"
            return remark
    return ""
