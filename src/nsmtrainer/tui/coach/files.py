"""Files in and out of the coach's desk: submissions in, feedback and reports out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from nsmtrainer.counts import counted
from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.tui.coach.desk import Desk
from nsmtrainer.tui.coach.paper import PaperScreen
from nsmtrainer.tui.coach.telling import imported
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.sessions.ask import AskScreen

if TYPE_CHECKING:
    from nsmtrainer.practice.cohort_import import ImportReport
    from nsmtrainer.practice.desk import Cohort
    from nsmtrainer.tui.room import Room

_FEEDBACK = "feedback"
_INBOX = "inbox"


class _Stopped(Exception):  # noqa: N818 - it is no error: the coach has left the screen
    """The screen was left while an import ran; what it finished stays."""


class FilesPage(Page):
    """A screen over the desk that takes submissions in and writes feedback and reports."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.desk = Desk(room)
        self.cohort: Cohort | None = None
        self.importing = False

    def look(self) -> None:
        """Show the cohort as it is now."""
        raise NotImplementedError

    def on_unmount(self) -> None:
        """End an import at its next step, and let go of the file."""
        if not self.importing:
            self.desk.close()

    # In

    def action_take_in(self) -> None:
        """Import a folder of submissions."""
        if self.importing:
            self.notify("An import is under way.", title="Import", markup=False)
            return
        hint = (
            "A folder of submissions with the assignment's file in it, or that file itself, or a .txt file "
            "with the names that you expect, one a line."
        )
        self.app.push_screen(AskScreen("Import", _INBOX, hint), self._import)

    def _import(self, name: str | None) -> None:
        if name:
            self._take_in(name)

    @work(group="import")
    async def _take_in(self, name: str) -> None:
        self.importing = True
        self.query_one(TopBar).say(Content.styled("importing ...", "$star"))
        asked = self.cohort.known.assignment.id if self.cohort else ""
        try:
            taken = await self.run_in_thread(lambda: self._taken(name, asked))
        except _Stopped:
            return
        except NsmtrainerError as error:
            tell(self, error, "Import")
        else:
            if isinstance(taken, int):
                self.notify(f"{taken} names are expected.", title="Import", markup=False)
            else:
                self.app.push_screen(PaperScreen("Imported", imported(taken)))
        finally:
            self.importing = False
        self.look()

    def _taken(self, name: str, asked: str) -> ImportReport | int:
        """Import, and let go of the file where the screen was left meanwhile; called in a thread."""
        try:
            return self.desk.take_in(name, self._progress, asked)
        finally:
            if self.is_left:
                self.desk.close()

    def _progress(self, done: int, total: int) -> None:
        """Say how far an import is; called in its thread."""
        if self.is_left:
            raise _Stopped
        self.app.call_from_thread(self._say_progress, done, total)

    def _say_progress(self, done: int, total: int) -> None:
        for bar in self.query(TopBar):  # none where the screen was left this moment
            bar.say(Content.styled(f"importing {done:,} of {total:,}", "$star"))

    # Out

    def action_give_back(self) -> None:
        """Write the feedback files."""

        def asked(message: str | None) -> None:
            if message is not None:
                hint = "One file per candidate, who opens it with `nsmtrainer assign feedback FILE`."
                folder = AskScreen("Return: into which folder?", _FEEDBACK, hint)
                self.app.push_screen(folder, lambda name: self._give_back(name, message))

        self.app.push_screen(AskScreen("Return: a word to everybody", "", "May be empty."), asked)

    def _give_back(self, folder: str | None, message: str) -> None:
        if folder and self.cohort is not None:
            self._return(self.cohort, folder, message)

    @work(exclusive=True, group="return")
    async def _return(self, cohort: Cohort, folder: str, message: str) -> None:
        try:
            written = await self.change_in_thread(
                lambda: self.desk.return_feedback(cohort, folder, message), "Return"
            )
        except NsmtrainerError as error:
            tell(self, error, "Return")
            return
        count = len(written)
        where = f" into {written[0].parent}" if written else ""
        said = f"Wrote {counted(count, 'file')}{where}."
        self._tell_done(said, "Return")

    def action_write(self) -> None:
        """Write the report as a page or as a table."""
        name = f"{self.cohort.known.assignment.id}-cohort.html" if self.cohort else ""
        hint = "The ending chooses the form: .html for a page, .csv for a table."
        self.app.push_screen(AskScreen("Write the report", name, hint), self._export)

    def _export(self, name: str | None) -> None:
        if name and self.cohort is not None:
            self._write(self.cohort, name)

    @work(exclusive=True, group="write")
    async def _write(self, cohort: Cohort, name: str) -> None:
        try:
            path = await self.change_in_thread(lambda: self.desk.export(cohort, name), "Write")
        except NsmtrainerError as error:
            tell(self, error, "Write")
        else:
            self._tell_done(f"Wrote {path}", "Write")

    def _tell_done(self, said: str, title: str) -> None:
        """Say what was written, in place of what was said before: long paths of several hide the desk."""
        self.app.clear_notifications()
        self.notify(said, title=title, timeout=10, markup=False)
