"""The one error type that faces show to people, and the exit statuses that go with it."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """Exit statuses of the command line; a signal exits with 128 plus its number."""

    FINE = 0
    CONTENT = 1
    USAGE = 2
    STORE = 3
    DEFECT = 70


DEBUG_HINT = "NSMTRAINER_DEBUG=1 shows the details; they may hold your text: look before you send them."
"""What a face says after a defect of ours."""


class NsmtrainerError(Exception):
    """Something a person can act on: what failed, and what to do next.

    `message` says what failed and where, `hint` the next step (may be empty).
    Each face catches it once and leaves with `exit_status`.
    """

    exit_status: ExitStatus = ExitStatus.CONTENT

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ContentError(NsmtrainerError):
    """A prompt, rubric, answer or submission fell short of its format."""


class UnknownContentError(ContentError):
    """Nothing goes by the name that was asked for; the content itself is sound."""

    exit_status = ExitStatus.USAGE


class BrokenInstallError(NsmtrainerError):
    """Something that comes with the program is not there; nobody's content or command is at fault."""

    exit_status = ExitStatus.DEFECT


class UsageError(NsmtrainerError):
    """The command was called in a way that it cannot serve."""

    exit_status = ExitStatus.USAGE


class StoreError(NsmtrainerError):
    """The store of sessions could not be read or written."""

    exit_status = ExitStatus.STORE
