"""Open the screens and say how it ended."""

from __future__ import annotations

import sys


def start() -> int:
    """Run the screens until the user leaves; return the exit status of the process."""
    from nsmtrainer.tui.app import PracticeApp

    app = PracticeApp()
    try:
        app.run()
    finally:
        app.room.close()
    if app.defect:
        sys.stderr.write(
            f"nsmtrainer: This is a defect of the program ({app.defect}).\n"
            "  What you wrote is saved as a draft. Set NSMTRAINER_DEBUG=1 to see the details for a report.\n"
        )
    return app.return_code or 0
