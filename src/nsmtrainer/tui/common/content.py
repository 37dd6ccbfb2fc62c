"""Text that other people wrote, as content of widgets: cleaned, and never parsed as markup."""

from __future__ import annotations

from textual.content import Content

from nsmtrainer.text import clean_line, clean_text

_LEAST_HANGING = 20
"""Cells below which lines are too short to be read with ease."""


def plain(text: str, style: str = "") -> Content:
    """Return `text` as it is, cleaned of what could control a terminal."""
    return Content.styled(clean_text(text), style)


def line(text: str, style: str = "", limit: int | None = None) -> Content:
    """Return `text` on one line, cut to `limit` cells: many characters take two."""
    found = Content.styled(clean_line(text, limit), style)
    return found if limit is None else found.truncate(limit, ellipsis=True)


def joined(*parts: Content, between: str = "\n") -> Content:
    """Return the parts that are not empty, joined."""
    return Content(between).join([part for part in parts if part.plain])


def hanging(lead: Content, text: Content, width: int) -> Content:
    """Return a text behind its lead in lines of so many cells, the later ones below its own beginning.

    Where that would leave too little room for the text it is wrapped as a whole.
    """
    indent = lead.cell_length
    if width - indent < _LEAST_HANGING:
        return lead + text
    return lead + Content("\n" + " " * indent).join(text.wrap(width - indent))
