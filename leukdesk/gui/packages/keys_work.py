"""The trusted keys in the window: shown, and changed by the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.memory import Memory
from leukdesk.language import marked, tr
from leukdesk.model_packages.errors import NoLogError

if TYPE_CHECKING:
    from leukdesk.gui.packages.ask_dialog import AskDialog
    from leukdesk.gui.packages.keys_dialog import KeysDialog
    from leukdesk.inference.stick.trusted import TrustedKey
    from leukdesk.model_packages.keys import TrustedKeys
    from leukdesk.station import Station

Change = Callable[["TrustedKeys"], str]
"""What is to be changed; called on the worker, it returns what was, in a sentence."""


class KeysWork(QObject):
    """One window at a time.

    Parameters
    ----------
    window : QMainWindow
        Its parent.
    may : callable
        Tells whether who works may change something; where not, it is said.
    by : callable
        Returns who works, for the log.
    """

    failed = Signal(str, str)

    def __init__(
        self,
        window: QMainWindow,
        analyst: Analyst[Station],
        memory: Memory,
        may: Callable[[str], bool],
        by: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window, self._analyst, self._memory, self._may, self._by = window, analyst, memory, may, by
        self.dialog: KeysDialog | None = None
        self.ask: AskDialog | None = None

    def show(self) -> None:
        """Open the window of the keys."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        # Here, since a window that opens needs none of it.
        from leukdesk.gui.packages.keys_dialog import KeysDialog

        self.dialog = dialog = KeysDialog(self._window)
        dialog.add_wanted.connect(self._ask_file)
        dialog.remove_wanted.connect(self._remove)
        dialog.rule_wanted.connect(self._rule)
        dialog.finished.connect(lambda _: self._forget("dialog"))
        self._analyst.ask(self._as_it_is, self._show, self._refuse)
        dialog.show()

    def add_file(self, name: str, path: Path) -> None:
        """Show the fingerprint of a key, and ask whether it is to be trusted."""
        # Here, as above.
        from leukdesk.gui.packages.ask_dialog import AskDialog
        from leukdesk.inference.stick.signing import fingerprint, read_public_key

        try:
            key = read_public_key(path)
        except LeukdeskError as problem:
            self._refuse(problem)
            return
        text = tr(
            "Trust this key as that of {name}?\n\n{fingerprint}\n\nCompare these characters with what the owner of the "
            "key tells you by telephone or on paper."
        ).format(name=name, fingerprint=fingerprint(key))
        same = tr("The owner of the key has told me the same characters.")
        self.ask = AskDialog(tr("Trust a key"), text, [same], tr("&Trust"), self.dialog or self._window)

        def add(keys: TrustedKeys) -> str:
            return tr("{name} is trusted now.").format(name=keys.add_key(name, key, by).name)

        by = self._by()
        self.ask.agreed.connect(lambda: self._change(add))
        self.ask.finished.connect(lambda _: self._forget("ask"))
        self.ask.open()

    def _ask_file(self, name: str) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self.dialog or self._window,
            tr("A public key"),
            self._memory.settings.recent_folder,
            tr("Public keys (*.pub);;All files (*)"),
        )
        if file:
            self.add_file(name, Path(file))

    def _remove(self, key: TrustedKey) -> None:
        by = self._by()

        def remove(keys: TrustedKeys) -> str:
            keys.remove_key(key.name, by)
            return tr("{name} is trusted no more. Models that are installed stay.").format(name=key.name)

        self._change(remove)

    def _rule(self, on: bool) -> None:
        by = self._by()

        def change(keys: TrustedKeys) -> str:
            keys.set_only_signed(on, by)
            if on:
                return tr("From now on only packages signed by one of these keys are installed.")
            return tr("From now on other packages are installed too, where somebody agrees.")

        self._change(change)

    def _change(self, change: Change) -> None:
        if not self._may(marked("changed")):
            self._analyst.ask(self._as_it_is, self._show, self._refuse)
            return

        def work(station: Station) -> tuple[str, Any]:
            from leukdesk.model_packages.keys import TrustedKeys

            if station.history is None:
                raise NoLogError
            keys = TrustedKeys(station.paths, station.history)
            return change(keys), keys.trust()

        self._analyst.ask(work, self._changed, self._refuse, to_be_finished=True)

    @staticmethod
    def _as_it_is(station: Station) -> Any:
        from leukdesk.inference.stick.trusted import read_trust

        return read_trust(station.paths.trusted_keys)

    def _show(self, trust: Any) -> None:
        if self.dialog is not None:
            self.dialog.fill(trust)

    def _changed(self, answer: tuple[str, Any]) -> None:
        if self.dialog is not None:
            self.dialog.well(*answer)

    def _refuse(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        if self.dialog is not None:
            self.dialog.refuse(str(problem))
        else:
            self.failed.emit("models", str(problem))

    def _forget(self, name: str) -> None:
        setattr(self, name, None)
