"""What is done with model packages in the window: shown, asked about, done off the GUI's thread, and used at once.

A model that something counts or classifies with stays: the change is refused, in words, until that has ended. So no
folder and no slide session ever has answers of two versions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMainWindow

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.history.jobs import Jobs, Task
from leukdesk.gui.history.long_job import Cancelled, Work
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.operators.session import Session
from leukdesk.gui.packages.keys_work import KeysWork
from leukdesk.history.people.computer_user import computer_user
from leukdesk.history.progress import Progress
from leukdesk.language import marked, tr
from leukdesk.model_packages.errors import NoLogError

if TYPE_CHECKING:
    from leukdesk.gui.packages.ask_dialog import AskDialog
    from leukdesk.gui.packages.packages_dialog import PackagesDialog
    from leukdesk.history.store import History
    from leukdesk.model_packages.offers import Offer, Standing
    from leukdesk.station import Station

KEY = "models"
_CHECK = Task(
    KEY,
    marked("Checking a model package"),
    marked("A model package is being checked. Nothing is installed when that is broken off."),
)
_INSTALL = Task(
    KEY, marked("Installing a model"), marked("A model is being installed. It is not, when that is broken off.")
)


class PackagesWork(QObject):
    """One window of each kind at a time.

    Parameters
    ----------
    window : QMainWindow
        Its dialogs' parent.
    jobs : Jobs
        Where long work is shown.
    session : Session
        Who is working.
    in_use : callable
        Returns what uses a model so that it must stay as it is, in sentences; empty where nothing does. Given the
        model's id, or an empty text where it is not known yet.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    renewed = Signal()
    """The station has other models now: whatever shows them is to read them anew."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[ActionId, QAction],
        analyst: Analyst[Station],
        memory: Memory,
        jobs: Jobs,
        session: Session,
        in_use: Callable[[str], str],
    ) -> None:
        super().__init__(window)
        self._window, self._analyst, self._memory, self._jobs = window, analyst, memory, jobs
        self._session, self._in_use = session, in_use
        self._station: Station | None = None
        self._waiting: Path | None = None
        self.dialog: PackagesDialog | None = None
        self.ask: AskDialog | None = None
        self.keys = KeysWork(window, analyst, memory, self._may, self._by)
        self.keys.failed.connect(self.failed)
        actions[ActionId.MODEL_PACKAGES].triggered.connect(lambda _=False: self.show())
        session.left.connect(self.close_dialogs)

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station; a file that was given before is looked at now."""
        self._station = station
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.install_file(waiting)

    def close(self) -> None:
        """Close what is open; what is under way is stopped with the window's other jobs."""
        self._rest()
        for dialog in (self.ask, self.keys.ask, self.dialog, self.keys.dialog):
            if dialog is not None:
                dialog.close()

    def close_dialogs(self) -> None:
        """Close what was opened by who works no more; what was begun there goes on."""
        # A question first: it would go with the window that it belongs to, and nobody would be told.
        for dialog in (self.ask, self.keys.ask, self.keys.dialog):
            if dialog is not None:
                dialog.close()
        if self.dialog is not None:
            self.dialog.leave()

    def show(self) -> None:
        """Open the window of the models."""
        if self._station is None:
            return
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        # Here, since a window that opens needs none of it.
        from leukdesk.gui.packages.packages_dialog import PackagesDialog

        self.dialog = dialog = PackagesDialog(self._window)
        dialog.install_wanted.connect(self.ask_file)
        dialog.remove_wanted.connect(self.remove)
        dialog.roll_back_wanted.connect(self.roll_back)
        dialog.keys_wanted.connect(self.keys.show)
        dialog.cancelled.connect(self._jobs.cancel)
        dialog.finished.connect(lambda _: self._forget("dialog"))
        self._fill()
        dialog.show()

    def ask_file(self) -> None:
        """Ask for a package's file."""
        kinds = tr("Model packages (*.leukmodel);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(
            self.dialog or self._window, tr("Install a model from a file"), self._memory.settings.recent_folder, kinds
        )
        if name:
            self.install_file(Path(name))

    def install_files(self, paths: Sequence[Path]) -> None:
        """Take the first of several files that were dropped: each is asked about by itself."""
        self.install_file(paths[0])
        if len(paths) > 1:
            self.said.emit(
                tr("One model package at a time: {file} is looked at. Open the others after it.").format(
                    file=paths[0].name
                )
            )

    def install_file(self, path: Path) -> None:
        """Check a file, then show what would be installed, and ask."""
        if self._station is None:
            self._waiting = path
            return
        history = self._ready(marked("installed"))
        if history is None:
            return
        from leukdesk.model_packages.work import ModelPackages

        packages = ModelPackages(self._station.paths, history)
        self._start(
            _CHECK,
            lambda progress, cancelled: packages.offer(path, progress, cancelled),
            self._offered,
        )

    def remove(self, standing: Standing) -> None:
        """Ask, then remove what was installed of a model."""
        card = standing.package.card
        instead = standing.package.instead
        after = (
            tr("No model of this id is here then.")
            if instead is None
            else tr("The program's own version {version} is used then.").format(version=instead.card.version)
        )
        text = tr(
            "Remove {title} {version} from this station, with its former version? {after}\n\n"
            "Records that were made with it stay as they are and go on telling which version it was."
        ).format(title=card.title, version=card.version, after=after)
        self._ask(
            tr("Remove a model"), text, [], tr("&Remove"), lambda: self._change(standing, "remove", marked("removed"))
        )

    def roll_back(self, standing: Standing) -> None:
        """Ask, then go back to the former version of a model."""
        card = standing.package.card
        text = tr(
            "Use version {former} of {title} from now on, in place of {version}? The same way leads forward again.\n\n"
            "Records that were made until now stay as they are and go on telling which version it was."
        ).format(title=card.title, version=card.version, former=standing.former)
        self._ask(
            tr("Roll a model back"), text, [], tr("&Roll back"),
            lambda: self._change(standing, "roll_back", marked("changed")),
        )  # fmt: skip

    # How

    def _may(self, what: str) -> bool:
        return self._session.may(what, administrates=True)

    def _by(self) -> str:
        return self._session.operator or computer_user()

    def _ready(self, what: str, model_id: str = "") -> History | None:
        """Return the log where something can be done with the models now; else say why not."""
        history = None if self._station is None else self._station.history
        if history is None:
            self._tell(str(NoLogError()))
        elif why := self._in_use(model_id) or self._jobs.why_not:
            self._tell(why)
        elif self._may(what):
            return history
        return None

    def _offered(self, offer: Offer) -> None:
        from leukdesk.gui.packages.words import conditions, offer_text
        from leukdesk.model_packages.offers import Step

        card = offer.checked.card
        if offer.step is Step.SAME:
            self._well(
                tr("{title} {version} is here already; nothing was changed.").format(
                    title=card.title, version=card.version
                )
            )
        elif why := self._in_use(card.id):
            self._tell(why)
        else:
            go = partial(self._install, offer)
            self._ask(tr("Install a model"), offer_text(offer), conditions(offer), tr("&Install"), go)

    def _install(self, offer: Offer) -> None:
        card = offer.checked.card
        history, station = self._ready(marked("installed"), card.id), self._station
        if history is None or station is None:
            return
        from leukdesk.model_packages.offers import Step
        from leukdesk.model_packages.work import ModelPackages

        packages, by = ModelPackages(station.paths, history), self._by()

        def work(progress: Progress, cancelled: Cancelled) -> bool:
            # What was agreed to in the window that asked, and no more.
            return packages.install(
                offer,
                by,
                untrusted=offer.signer is None,
                step_back=offer.step in (Step.OLDER, Step.CHANGED),
                progress=progress,
                cancelled=cancelled,
            )

        done = tr("{title} {version} was installed.").format(title=card.title, version=card.version)
        self._start(_INSTALL, work, lambda _: self._installed(card.id, done))

    def _installed(self, model_id: str, done: str) -> None:
        """Use it at once; where something has begun meanwhile that the old one must serve to its end, later."""
        if why := self._in_use(model_id):
            text = tr("{done} It is used from the next start of the program on. {why}")
            self._well(text.format(done=done, why=why))
            return
        self._analyst.ask(lambda station: station.renew_catalog(), lambda _: self._renewed(done), self._failed)

    def _change(self, standing: Standing, how: str, what: str) -> None:
        model_id, title = standing.package.id, standing.package.card.title
        if self._ready(what, model_id) is None:
            return
        by = self._by()

        def work(station: Station) -> str:
            from leukdesk.model_packages.work import ModelPackages

            if station.history is None:
                raise NoLogError
            packages = ModelPackages(station.paths, station.history)
            change = packages.remove if how == "remove" else packages.roll_back
            after = change(model_id, by, standing.package)
            station.renew_catalog()
            if after is None:
                return tr("{title} was removed.").format(title=title)
            return tr("{title}: version {version} is used now.").format(title=title, version=after.card.version)

        self._analyst.ask(work, self._renewed, self._failed, to_be_finished=True)

    def _renewed(self, done: str) -> None:
        self.renewed.emit()
        self._well(done)

    def _fill(self) -> None:
        def look(station: Station) -> Any:
            from leukdesk.model_packages.offers import standings
            from leukdesk.station import read_catalog

            catalog = read_catalog(station.paths)
            return standings(station.paths, catalog), catalog.refused

        def show(found: Any) -> None:
            if self.dialog is not None:
                self.dialog.fill(*found)

        if self.dialog is not None:
            self._analyst.ask(look, show)

    def _ask(self, title: str, text: str, conditions: list[str], go: str, do: Callable[[], None]) -> None:
        from leukdesk.gui.packages.ask_dialog import AskDialog

        if self.ask is not None:
            self.ask.close()
        self.ask = dialog = AskDialog(title, text, conditions, go, self.dialog or self._window)
        dialog.agreed.connect(do)
        dialog.finished.connect(lambda _: self._forget("ask") if self.ask is dialog else None)
        dialog.open()

    def _forget(self, name: str) -> None:
        setattr(self, name, None)

    def _start(self, task: Task, work: Work, done: Callable[[Any], None]) -> None:
        self.recovered.emit(KEY)
        job = self._jobs.start(task, work, partial(self._ended, done), self._failed)
        if job is not None and self.dialog is not None:
            job.progressed.connect(self.dialog.line.show_progress)
            self.dialog.say("")
            self.dialog.show_running(on=True)

    def _ended(self, done: Callable[[Any], None], answer: Any) -> None:
        self._rest()
        done(answer)

    def _failed(self, problem: Exception) -> None:
        self._rest()
        if isinstance(problem, LeukdeskError) and problem.code.endswith("cancelled"):
            self._well(str(problem))
        elif isinstance(problem, LeukdeskError):
            self._tell(str(problem))
        else:
            raise problem

    def _rest(self) -> None:
        if self.dialog is not None:
            self.dialog.show_running(on=False)

    def _well(self, sentence: str) -> None:
        self.said.emit(sentence)
        if self.dialog is not None:
            self.dialog.say(sentence)
            self._fill()

    def _tell(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.say(sentence)
        else:
            self.failed.emit(KEY, sentence)
