"""Putting the program on this station and taking it away again, as the window does it."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QWidget

from leukdesk.gui.history.disk_question import DiskQuestion
from leukdesk.gui.history.jobs import Jobs, Task, Told
from leukdesk.gui.installing.offer import InstallOffer
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.menus.qactions import offer
from leukdesk.installing.how import Kind
from leukdesk.installing.installation import Found, Installation, Looked, Removed
from leukdesk.installing.problems import InstallError, megabytes
from leukdesk.language import number, tr

logger = logging.getLogger(__name__)


class InstallWork(QObject):
    """Looks at this station when the program starts, and does what the Help menu or the offer asks for.

    Attributes
    ----------
    unasked : bool
        Whether it may offer itself at the start; it does so once for each build.
    """

    said = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self,
        window: QWidget,
        actions: Mapping[ActionId, QAction],
        bar: InstallOffer,
        jobs: Jobs,
        memory: Memory,
        installation: Installation,
        data: Path,
    ) -> None:
        super().__init__()
        self._window, self._bar, self._jobs, self._memory = window, bar, jobs, memory
        self._installation, self._data = installation, data
        self._disk = DiskQuestion("installation", self)
        self._looked: Looked | None = None
        self._removes_itself = False
        self.unasked = True
        self._install, self._remove = actions[ActionId.INSTALL], actions[ActionId.UNINSTALL]
        self._install.triggered.connect(lambda _=False: self.ask_install())
        self._remove.triggered.connect(lambda _=False: self.ask_remove())
        offer(self._install, installation.why_not)
        offer(self._remove, tr("nothing is known yet of what is on this station"))
        bar.wanted.connect(self.install)
        bar.declined.connect(self._declined)

    def open(self) -> None:
        """Look at this station, and offer what it lacks where that was not offered before."""
        self._look(offers=self.unasked)

    def close(self) -> None:
        """Want to know nothing any more."""
        self._disk.leave()

    def ask_install(self) -> None:
        """Offer it, asked for in the menu."""
        if self._looked is not None:
            self._bar.offer(self._looked)
            self._bar.go.setFocus()

    def install(self, menu: bool, copy: bool) -> None:
        """Put it on this station."""
        task = Task(
            "install",
            tr("Unpacking"),
            tr("Leukdesk is still being unpacked. If the window is closed, the station stays as it was."),
        )
        job = self._jobs.start(
            task,
            lambda progress, cancelled: self._installation.install(
                menu=menu, copy=copy, progress=progress, cancelled=cancelled
            ),
            self._installed,
        )
        if job is not None:
            self._bar.hide()

    def ask_remove(self) -> None:
        """Ask whether all of it is to be taken away again."""
        if self._looked is None:
            return
        runs_copy = self._installation.here.kind is Kind.UNPACKED
        itself = runs_copy and os.name != "nt"
        found = self._looked.found
        if runs_copy and not itself:  # Windows lets no folder go from which something runs
            found = replace(found, copies=tuple(each for each in found.copies if each.build != self._looked.build))
        sentences = [_what_goes(found)]
        if itself:
            sentences.append(tr("Leukdesk is closed for it."))
        sentences.append(tr("Everything that was stored stays in {folder}.").format(folder=self._data))
        box = QMessageBox(
            QMessageBox.Icon.Question, tr("Remove from this station"), " ".join(sentences), parent=self._window
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        remove = box.addButton(tr("&Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr("&Cancel"), QMessageBox.ButtonRole.RejectRole))
        remove.clicked.connect(self._remove_itself if itself else self.remove)
        box.open()

    def remove(self) -> None:
        """Take menu entry and copies away."""
        task = Task(
            "uninstall", tr("Removing from this station"), tr("Leukdesk is still being removed from this station.")
        )
        self._jobs.start(task, lambda *_: self._installation.uninstall(), self._removed)

    def finish(self) -> None:
        """Take the copy that runs away, where that was wanted: the last thing before the process ends."""
        if not self._removes_itself:
            return
        try:
            for sentence in self._installation.uninstall().left:
                logger.warning("%s", sentence)
        except InstallError as problem:
            logger.warning("%s", problem)

    def _remove_itself(self) -> None:
        # What was not loaded yet could not be loaded any more: it goes when nothing of the window is left.
        self._removes_itself = True
        # Something under way may keep the window open; then nothing is removed behind anybody's back later.
        self._removes_itself = self._window.close()

    def _look(self, *, offers: bool = False) -> None:
        def ask() -> Looked | InstallError:
            try:
                return self._installation.look()
            except InstallError as problem:
                return problem

        def learn(looked: Looked | InstallError) -> None:
            if isinstance(looked, InstallError):
                self.failed.emit("install", str(looked))
                return
            self._looked = looked
            offer(self._remove, "" if looked.found else tr("nothing of it was put on this station"))
            if offers and looked.is_wanted and self._memory.settings.offered_build != looked.build:
                self._bar.offer(looked)

        if self._installation.here.kind in (Kind.SINGLE_FILE, Kind.UNPACKED):
            self._disk.ask(ask, learn)
        else:
            offer(self._remove, tr("only the single file, or the copy that it unpacked, removes itself"))

    def _declined(self) -> None:
        self._remember()
        self.said.emit(tr("Help, Install on this station offers it again at any time."))

    def _installed(self, found: Found) -> Told:
        self._remember()
        self._look()
        if found.entry is None:
            return Told(tr("Leukdesk is unpacked in {folder}.").format(folder=found.copies[-1].folder))
        if found.copies:
            return Told(tr("Leukdesk is in the applications menu. Started from there, it opens fast."))
        return Told(tr("Leukdesk is in the applications menu."))

    def _removed(self, removed: Removed) -> Told:
        self._look()
        if removed.left:
            return Told(tr("Not all of it could be removed from this station."), removed.left)
        return Told(tr("Leukdesk was removed from this station. What was stored is still there."))

    def _remember(self) -> None:
        if self._looked is not None:
            self._memory.change(offered_build=self._looked.build)


def _what_goes(found: Found) -> str:
    if not found.copies:
        return tr("The entry in the applications menu is taken away.")
    folder = found.copies[0].folder.parent
    size = number(megabytes(sum(each.size for each in found.copies)))
    if found.entry is None:
        return tr("The unpacked copy ({size} MB in {folder}) is taken away.").format(size=size, folder=folder)
    return tr(
        "The entry in the applications menu and the unpacked copy ({size} MB in {folder}) are taken away."
    ).format(size=size, folder=folder)
