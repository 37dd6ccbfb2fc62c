"""Render a report of sessions or of a period, in the kind of file that is asked for."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from jinja2 import Environment, FunctionLoader, StrictUndefined

from nsmtrainer import __version__
from nsmtrainer.reports.markdown import escape_line, quote_block
from nsmtrainer.reports.period_view import view_period
from nsmtrainer.reports.session_view import view_session
from nsmtrainer.reports.wording import day_words
from nsmtrainer.sessions.models import Attempt, Summary

ReportKind = Literal["md", "html"]


def render_sessions(attempts: Sequence[Attempt], kind: ReportKind, now: datetime) -> str:
    """Return a report of whole sessions, in the given order, as one self-contained text."""
    views = [view_session(one) for one in attempts]
    title = views[0].title if len(views) == 1 else f"{len(views)} practice sessions"
    return _render(f"sessions.{kind}.j2", now, title=title, sessions=views)


def render_period(
    summaries: Sequence[Summary], titles: Mapping[str, str], kind: ReportKind, now: datetime
) -> str:
    """Return a report of a period; `titles` are the criteria's names for people."""
    view = view_period(summaries, titles)
    return _render(f"period.{kind}.j2", now, title=f"Practice, {view.title}", period=view)


def _render(template: str, now: datetime, **values: Any) -> str:
    style = _source("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    made = f"Made on {day_words(now)} by nsmtrainer {__version__}"
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
