"""Nothing outside is read, not even where a link takes a file's place at the last moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nsmtrainer.content.files import UnreadableFileError, read_regular_file

READS = 4000
SWAPS = """
import os, sys
path, link, file = sys.argv[1:]
while True:
    os.symlink(file, link + ".new"); os.replace(link + ".new", path)
    os.link(file + ".good", link + ".new"); os.replace(link + ".new", path)
"""
"""Puts a link and a good file in turn in the same place, as fast as it can."""
MOST_READS = 50 * READS
"""Where other work holds up the one that swaps, all the first reads may meet the file."""


@pytest.mark.case(17, "reads while a link and a file take turns in one place", READS)
def test_a_link_that_comes_between_look_and_opening(tmp_path: Path) -> None:
    """Whatever stands there at which moment, the secret behind the link is never read."""
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    (tmp_path / "secret.good").write_text("good", encoding="utf-8")
    path = tmp_path / "content.yaml"
    path.write_text("good", encoding="utf-8")
    arguments = [str(path), str(tmp_path / "link"), str(secret)]
    swapping = subprocess.Popen([sys.executable, "-c", SWAPS, *arguments])
    found: set[bytes] = set()
    try:
        while not path.is_symlink() and swapping.poll() is None:
            pass
        for done in range(MOST_READS):
            if done >= READS and any(b"link" in one for one in found):
                break
            try:
                found.add(read_regular_file(path))
            except UnreadableFileError as error:
                found.add(error.clause.encode())
    finally:
        swapping.kill()
        swapping.wait()
    assert b"secret" not in found
    assert b"good" in found
    assert any(b"link" in one for one in found), "no link was met"
