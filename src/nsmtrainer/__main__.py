"""The program's entry: commands to the command line, none to the screens."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program on the process's arguments and leave with an exit status of `errors`."""
    from nsmtrainer.cli.run import run  # noqa: PLC0415 - importing the package stays light

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
