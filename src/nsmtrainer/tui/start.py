"""Open the screens and say how it ended."""

from __future__ import annotations


def start() -> int:
    """Run the screens until the user leaves; return the exit status of the process."""
    from nsmtrainer.tui.app import PracticeApp

    app = PracticeApp()
    app.run()
    return app.return_code or 0
