"""Attacks on a marker: texts that claim nothing, or nothing about this product, and must earn nothing.

The kinds follow the project's list of what marks must not be bought with: term lists, the pasted rubric,
the echoed prompt, another product's answer, fluent jargon, filler, gibberish, and strong answers negated.
Every case is made from the content under test and a fixed seed, so the same library gets the same suite.
"""

from nsmtrainer.practice.attacks.cases import KINDS, Attack, attacks_on

__all__ = ["KINDS", "Attack", "attacks_on"]
