#!/usr/bin/env python3
"""Set up and start nsmtrainer from a checkout, with nothing but Python, pip and venv.

    python3 start.py              open the practice screens
    python3 start.py score ...    any command of the program
    python3 start.py --tests      run the tests (linters and types too); the rest goes to pytest

The first run makes a virtual environment in `.venv` and installs the program into it; later runs
start at once. Linux and macOS; on Windows, inside WSL.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LEAST = (3, 11)


def main(arguments: list[str]) -> int:
    """Make the environment if need be, then run the program or its tests; return the exit status."""
    if sys.version_info < LEAST:
        return fail(
            f"nsmtrainer needs Python {LEAST[0]}.{LEAST[1]} or newer; this is {sys.version.split()[0]}.",
            "Install a newer one and start with it, for example: python3.12 start.py",
        )
    testing = arguments[:1] == ["--tests"]
    problem = set_up("test" if testing else "")
    if problem:
        return problem
    python = str(VENV / "bin" / "python")
    if testing:
        os.chdir(ROOT)
        os.execv(python, [python, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *arguments[1:]])
    # Replacing this process leaves signals, the terminal and the exit status to the program itself.
    return os.execv(python, [python, "-m", "nsmtrainer", *arguments])


def set_up(extra: str) -> int:
    """Install the checkout into its own environment unless that is done already."""
    done = VENV / f".ready-{extra or 'run'}"
    state = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    if done.exists() and done.read_text() == state:
        return 0
    note("Setting up in .venv (once; a few minutes on a slow connection) ...")
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
        return fail(
            "Python could not make a virtual environment.",
            "On Debian and Ubuntu: sudo apt install python3-venv   (then run this command again)",
        )
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    if subprocess.call([*pip, "install", "-q", "-e", target]):
        return fail(
            "The program's dependencies could not be installed; pip said why above.",
            "Check the connection and the free disk space (about 600 MB), then run this command again.",
        )
    done.write_text(state)
    return 0


def note(message: str) -> None:
    """Print a line on standard error."""
    print(message, file=sys.stderr, flush=True)


def fail(message: str, hint: str) -> int:
    """Say what failed and what to do; return the exit status 1."""
    note(f"start.py: {message}\n  {hint}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
