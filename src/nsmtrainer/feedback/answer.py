"""An answer as feedback looks at it: its marks, its words, and what of the prompt's key fits it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nsmtrainer.content.models import KeyGuardrail, KeyMetric, MetricRole, Prompt
from nsmtrainer.marking.models import MarkSheet
from nsmtrainer.reading.models import Mention
from nsmtrainer.spans import Span
from nsmtrainer.text import clean_line

LONGEST_QUOTE = 60
"""How much of the candidate's words a sentence quotes, in characters."""

_END_OF_SENTENCE = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Answered:
    """A marked answer to a prompt; offsets on the sheet refer to `text`."""

    sheet: MarkSheet
    prompt: Prompt
    text: str

    def mention(self, role: MetricRole) -> Mention | None:
        """Return the first metric that is mentioned in a role."""
        return next((m for m in self.sheet.mentions if m.role == role), None)

    def quoted(self, span: Span) -> str:
        """Return the candidate's words at a span on one line, cut to `LONGEST_QUOTE` characters."""
        return clean_line(span.of(self.text), LONGEST_QUOTE)

    def after(self, role: MetricRole) -> int:
        """Return the end of the sentence of the first mention in a role, else the end of the text."""
        mention = self.mention(role)
        return self.end_of_sentence(mention.span.end) if mention else len(self.text)

    def end_of_sentence(self, at: int) -> int:
        """Return where the sentence ends that character `at` stands in."""
        found = _END_OF_SENTENCE.search(self.text, at)
        return found.end() if found else len(self.text)

    @property
    def star(self) -> KeyMetric | None:
        """The key's entry for the proposed metric, else its first metric."""
        mention = self.mention("north_star")
        entries = (*self.prompt.metrics, *self.prompt.tolerated)
        named = next((e for e in entries if mention and e.name == mention.key_name), None)
        return named or (self.prompt.metrics[0] if self.prompt.metrics else None)

    @property
    def guardrail(self) -> KeyGuardrail | None:
        """The key's guardrail that the answer names, else the one for its metric, else the first."""
        mention, star = self.mention("guardrail"), self.star
        all_of = self.prompt.guardrails
        named = next((g for g in all_of if mention and g.name == mention.key_name), None)
        fitting = next((g for g in all_of if star and g.for_metric == star.name), None)
        return named or fitting or (all_of[0] if all_of else None)

    @property
    def vanity(self) -> KeyMetric | None:
        """The key's vanity measure that the answer sets aside, else the first."""
        mention = self.mention("set_aside")
        named = next((v for v in self.prompt.vanity if mention and v.name == mention.key_name), None)
        return named or (self.prompt.vanity[0] if self.prompt.vanity else None)
