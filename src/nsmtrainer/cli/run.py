"""Run the command line: the one place that turns errors and signals into words and exit statuses."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from nsmtrainer.errors import DEBUG_HINT, ExitStatus, NsmtrainerError
from nsmtrainer.text import clean_line


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; every error becomes a message on standard error."""
    try:
        if not arguments:
            return open_screens()
        return _command(arguments)
    except NsmtrainerError as error:
        say(error.message, error.hint)
        return int(error.exit_status)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # The reader of a pipe has left; a second error while Python closes the stream is of no use.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except Exception as error:
        # The last net: a defect of ours never shows a traceback.
        return _defect(error)


def say(message: str, hint: str = "") -> None:
    """Print a message and its next step on standard error, as one cleaned line each."""
    sys.stderr.write(f"nsmtrainer: {clean_line(message)}\n")
    if hint:
        sys.stderr.write(f"  {clean_line(hint)}\n")


def _command(arguments: Sequence[str]) -> int:
    from nsmtrainer.cli.app import app

    if not {"--help", "-h"}.isdisjoint(arguments):
        _load_help()
    try:
        app(args=list(arguments), prog_name="nsmtrainer")
    except SystemExit as leaving:
        if _interrupted(leaving):
            return 128 + signal.SIGINT
        return leaving.code if isinstance(leaving.code, int) else int(ExitStatus.USAGE)
    return int(ExitStatus.FINE)


def _load_help() -> None:
    """Load what draws the help, without a reader of Markdown and a colouring of code that it never uses."""
    from nsmtrainer.later import put_off

    with put_off("rich.markdown", "rich.traceback"):
        import typer.rich_utils  # noqa: F401


def _interrupted(error: BaseException | None) -> bool:
    """Return whether Ctrl-C is behind the exit (the command framework turns it into status 1)."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


_WITHOUT_TERMINAL = (
    'Without one, try: nsmtrainer score airbnb --text "I would count nights booked, because ..."'
)


def open_screens(opening: str = "", hint: str = _WITHOUT_TERMINAL) -> int:
    """Run the screens and return the exit status; `opening` is the action that opens the first one.

    Without a terminal `hint` says what does the same there.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("The screens need a terminal.", hint)
        return int(ExitStatus.USAGE)
    from nsmtrainer.tui.start import start

    return start(opening=opening)


def _defect(error: Exception) -> int:
    """Name a defect without showing what the user wrote; the whole of it with NSMTRAINER_DEBUG set."""
    if os.environ.get("NSMTRAINER_DEBUG"):
        raise error
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    say(
        f"This is a defect of the program ({type(error).__name__} at {where}).",
        f"Nothing that was saved is lost. {DEBUG_HINT}",
    )
    return int(ExitStatus.DEFECT)
