"""Remarks on the metric that an answer proposes: what it fails, and whether the key knows it."""

from __future__ import annotations

import re

from nsmtrainer.content.models import KeyMetric, Prompt
from nsmtrainer.feedback.answer import Answered
from nsmtrainer.feedback.wording import metric_properties
from nsmtrainer.reading.models import Mention

LIST = "equals_list"
SOLID = 2
LONGEST_ABBREVIATION = 4
"""Letters up to which a phrase may begin quite another word, as ARR does arrivals."""


def metric_remarks(answered: Answered) -> tuple[str, ...]:
    """Return up to three sentences on the proposed north star, none where nothing is proposed.

    Of a list of equals no one metric is spoken of: that it is a list is what has to be mended.
    """
    star = answered.mention("north_star")
    metric = answered.sheet.marks.get("single_metric")
    if star is None or metric is None or any(one.finding == LIST for one in metric.missing):
        return ()
    words, prompt = answered.quoted(star.span), answered.prompt
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
        if any(_said(phrase, plain) for phrase in prop.phrases):
            remark = f"One test of a good metric: {prop.name}. This one does not pass it yet: {prop.fails}."
            if "rhythm" in prop.name and prompt.cadence:
                remark += f" For {prompt.product}: {prompt.cadence}"
            return remark
    return ""


def _said(phrase: str, plain: str) -> bool:
    """Return whether a phrase is among plain words, whatever it ends in; short ones are whole words."""
    ending = r"s?\b" if len(phrase) <= LONGEST_ABBREVIATION else ""
    return re.search(rf"\b{re.escape(phrase)}{ending}", plain) is not None
