"""Templates filled in: as pages that need nothing else, and as Markdown that no value can break."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from nsmtrainer.reports.markdown import escape_line, quote_block


def rendered(template: str, made: str, styles: Sequence[str], **values: Any) -> str:
    """Return a page or a Markdown text of a template: no script, nothing from elsewhere.

    `made` says when and by what it was made, `styles` are the files of its look.
    """
    style = "".join(_source(name) for name in styles)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = _html() if template.endswith(".html.j2") else _markdown()
    text = environment.get_template(template).render(style=style, style_hash=digest, made=made, **values)
    return text.strip() + "\n"


def _source(name: str) -> str:
    return files("nsmtrainer.reports").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _html() -> Environment:
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _markdown() -> Environment:
    # Not HTML, so HTML escaping would be wrong here: every value passes one of the two filters instead,
    # through `finalize`, which no template can forget.
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value.text if isinstance(value, _Ready) else escape_line(str(value)),
    )
    environment.filters["block"] = lambda text: _Ready(quote_block(str(text)))
    return environment


class _Ready:
    """Markdown that is escaped already."""

    def __init__(self, text: str) -> None:
        self.text = text
