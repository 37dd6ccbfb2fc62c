"""Starters for prompts and rubrics of one's own: commented YAML that loads as it is."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from nsmtrainer.content.border import read_document
from nsmtrainer.content.document import TextNode
from nsmtrainer.content.shapes import ID_PATTERN, Kind
from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.text import clean_line, quote

if TYPE_CHECKING:
    from nsmtrainer.content.library import Library

_PROMPT = """\
# A prompt: an interview question with its key. Prove it with: nsmtrainer check FILE
# Every value is text, so no and 12:30 stay what you typed. Quote a text that holds a colon and a space.
format: 1
id: {id}                    # the file's name without .yaml
title: {title}
product: Example            # as a candidate would say it
question: What should the north star metric of this product be, and why that one?
context: >-
  What a candidate needs to know before answering. Leave it out for a product that everybody knows.
kind: choose                # choose, ai, pre_fit, two_sided, critique or framework

games:                      # attention, transaction or productivity; two where both can be argued
  - game: transaction
    reason: Say in a sentence why the product is won by this.

metrics:                    # north stars that a good answer may propose
  - name: orders delivered on time
    variants: [on-time orders, orders that arrive when promised]    # other ways to say it
    why: Say what somebody has received when this number goes up.
tolerated: []               # measures that count as solid when argued: the same shape
vanity:                     # tempting measures that are wrong here
  - name: app opens
    variants: [visits, sessions]
    why: Say how it can rise while nobody is better off.

guardrails:                 # counter-metrics, and the abuse that each would show
  - name: refund rate
    variants: [refunds, share of orders refunded]
    catches: Say what somebody could do to push the metric that this number would show.
    for: orders delivered on time       # a metric's name from above; leave it out for any

cadence: Say how often the product can be of use, so how often to read the metric.
frame: north_star           # or omtm, before product-market fit
traps:
  - A mistake that the question invites.
asks: []                    # criteria beyond the five core ones, such as [input_metrics]
rubric: core                # the rubric that marks the answers
minutes: 8

hints:                      # per criterion a hint that asks rather than tells
  guardrail: How could a team push your number while customers get less?
follow_ups:                 # per criterion what you would ask after a thin answer
  guardrail:
    - How would somebody cheat that number?

# Sample answers with the level (0 to 3) that each must get. Fix the levels before you see the marks.
exemplars:
  - label: weak
    text: >-
      My north star is app opens.
    claims: {{single_metric: 1, game_type: 0, guardrail: 0, vanity_distinction: 0, frame_confusion: 2}}
    notes:
      - quote: app opens                    # exact words of the text
        says: It can rise while nobody gets an order.

sources: []                 # facts about companies: a list of fact, said_by, year
"""

_RUBRIC = """\
# A rubric: what is marked, and from which score each verdict is given.
# Prove it with: nsmtrainer check FILE
format: 1
id: {id}                    # the file's name without .yaml
title: {title}
extends: {extends}          # only what you name below is changed

# Change a built-in criterion by naming its id and what is different:
# criteria:
#   - id: guardrail
#     weight: 30
# Add one of your own: its levels need findings, and its patterns make these findings.
criteria:
  - id: names_an_owner
    title: Names an owner
    weight: 10
    levels:                 # four, from level 0 up
      - descriptor: Nobody is named who would own the metric.
      - descriptor: A team is mentioned near the metric.
        needs: [team_mentioned]
        advice: Say who would own this metric.
      - descriptor: Somebody is named as the owner.
        needs: [owner_named]
        advice: Say outright that this person or team owns it.
      - descriptor: As level 2, and how often the owner reports on it.
        needs: [report_promised]
        advice: Add when the owner reports on it.
    patterns:
      - finding: team_mentioned
        any_of: [team, squad, group]        # one of these phrases must occur
      - finding: owner_named
        any_of: [owns, is responsible for, is accountable for]
        near: [team, squad, manager]        # and one of these within so many words
        within: 8
      - finding: report_promised
        any_of: [every week, each month, reports on it]

# bars: {{strong_hire: 85, hire: 65, mixed: 40, require: {{guardrail: 2}}}}
# not_asked: [game_type]    # criteria of the extended rubric to leave out

# Sample answers for the criterion above; `prompt` is the id of the prompt that each one answers.
# exemplars:
#   - prompt: airbnb
#     label: strong
#     text: >-
#       The marketplace team owns nights stayed and reports on it every week.
#     claims: {{names_an_owner: 3}}
"""


def check_new_id(new_id: str) -> None:
    """Raise UsageError where a file could not be named after this id."""
    if not re.fullmatch(ID_PATTERN, new_id):
        raise UsageError(
            f"{quote(new_id)} cannot be an id.", "Use lower-case letters, digits and hyphens, 60 at most."
        )


def new_prompt(prompt_id: str, title: str) -> str:
    """Return a commented prompt file to start from; it loads without problems as it is."""
    check_new_id(prompt_id)
    return _PROMPT.format(id=_quoted(prompt_id), title=_quoted(title))


def new_rubric(rubric_id: str, title: str, extends: str = "core") -> str:
    """Return a commented rubric file to start from; it loads where the rubric that it extends does."""
    check_new_id(rubric_id)
    return _RUBRIC.format(id=_quoted(rubric_id), title=_quoted(title), extends=_quoted(extends))


def copy_of(library: Library, kind: Kind, source_id: str, new_id: str, title: str = "") -> str:
    """Return the file of an existing prompt or rubric under a new id, comments and all.

    Raises ContentError where there is no such id (hint: the nearest) or its file cannot be read.
    """
    check_new_id(new_id)
    return renamed(library.source(kind, source_id), new_id, title)


def renamed(text: str, new_id: str, title: str = "") -> str:
    """Return a content file's text with its `id`, and its `title` where one is given, replaced."""
    root = read_document(text.encode(), "the copied file").root
    changes = {"id": new_id, **({"title": title} if title else {})}
    places: list[tuple[TextNode, str]] = []
    for key, value in changes.items():
        node = root.entries.get(key) if root else None
        if not isinstance(node, TextNode):
            raise ContentError(f"The file to copy has no `{key}`.", "Start from another one.")
        places.append((node, value))
    for node, value in sorted(places, reverse=True):
        after = "\n" if text[node.at : node.end].endswith("\n") else ""
        text = text[: node.at] + _quoted(value) + after + text[node.end :]
    return text


def _quoted(text: str) -> str:
    """Return text as a YAML scalar: plain where that is safe, else in double quotes."""
    line = clean_line(text)
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 .,_-]*", line):
        return line
    return json.dumps(line, ensure_ascii=False)
