"""Render a report of sessions or of a period, in the kind of file that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from nsmtrainer import __version__
from nsmtrainer.reports.page import rendered
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
    made = f"Made offline on {day_words(now)} by nsmtrainer {__version__}"
    return rendered(template, made, ("report.css",), **values)
