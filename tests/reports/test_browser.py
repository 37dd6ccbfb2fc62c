"""Reports in a real browser: nothing runs, nothing is fetched, and it prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from nsmtrainer.reports.render import render_sessions
from tests.reports.test_reports import PAYLOADS, hostile
from tests.sessions.build import START, attempt

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
needs_browser = pytest.mark.skipif(found is None, reason="no Chromium is installed here")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that a browser in a box of its own can read too."""
    with tempfile.TemporaryDirectory(prefix="nsmtrainer-report-") as name:
        yield Path(name)


def browse(page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Open a page in a headless browser with a fresh profile."""
    assert found is not None
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []  # a browser refuses root one
    profile = f"--user-data-dir={page.parent / 'profile'}"
    command = [
        found,
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        profile,
        *sandbox,
        *options,
        page.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


@needs_browser
def test_no_payload_runs(folder: Path) -> None:
    """With all payloads on one page the browser's own tree has no script, handler or remote element."""
    page = folder / "report.html"
    page.write_text(render_sessions([hostile(p) for p in PAYLOADS], "html", START), encoding="utf-8")
    # The tree is asked for after scripts would have run; they would have changed the title.
    script = page.read_text(encoding="utf-8").replace("<title>", "<title>untouched ", 1)
    page.write_text(script, encoding="utf-8")
    tree = browse(page, "--dump-dom").stdout
    assert "<title>untouched " in tree
    assert tree.count("<script") == 0
    assert tree.count("<article") == len(PAYLOADS)
    for element in ("<img", "<iframe", "<link", "<object", "<form", "<a ", "<video", "<base"):
        assert element not in tree


@needs_browser
def test_a_script_would_be_refused(folder: Path) -> None:
    """Even a script that got into the page does not run under its policy."""
    page = folder / "report.html"
    text = render_sessions([attempt(1)], "html", START)
    script = "<script>document.title = 'it ran'</script></main>"
    page.write_text(text.replace("</main>", script), encoding="utf-8")
    assert "<title>it ran" not in browse(page, "--dump-dom").stdout
    without = text.replace('http-equiv="Content-Security-Policy"', 'name="nothing"')
    page.write_text(without.replace("</main>", script), encoding="utf-8")
    assert "<title>it ran" in browse(page, "--dump-dom").stdout  # so the test would notice


@needs_browser
def test_it_prints(folder: Path) -> None:
    """The page becomes a PDF of a page or two, and the style, allowed by its hash, is applied."""
    page, printed = folder / "report.html", folder / "report.pdf"
    page.write_text(render_sessions([attempt(1, 2)], "html", START), encoding="utf-8")
    told = browse(page, f"--print-to-pdf={printed}", "--enable-logging=stderr", "--v=0")
    assert "Refused to apply" not in told.stderr
    assert printed.read_bytes().startswith(b"%PDF-")
    assert 1 <= printed.read_bytes().count(b"/Type /Page\n") <= 2
